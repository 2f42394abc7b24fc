package main

import "github.com/chromedp/cdproto/runtime"

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
