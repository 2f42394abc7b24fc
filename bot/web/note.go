package web

import "net/http"

// note is a page of its own with one thing to say, and perhaps a file to send.
type note struct {
	Title, Text string
	Good        bool   // what was asked for has been done
	Back, Label string // a way on, and what it says; "": none
	Form        string // where a file is sent to; "": none is asked for
	ID          string // names the sending
}

func (p *Page) note(w http.ResponseWriter, code int, n note) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	if err := pages.ExecuteTemplate(w, "note", n); err != nil {
		p.Log.Warn("page not rendered", "err", err)
	}
}
