package main

import (
	"context"
)

// serve is the whole service.
func serve(ctx context.Context, c console, args []string) error { return talk(ctx, c, nil) }
