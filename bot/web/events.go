package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

type event struct {
	N    int64  `json:"n"`
	ID   string `json:"id"`
	HTML string `json:"html"`
}

// events sends lines as they come: those after Last-Event-ID at once, later ones when
// nudged or, from another replica, within half a second.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	a := p.session(w, r)
	flush, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "", http.StatusNotImplemented)
		return
	}
	last, err := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64)
	if err != nil {
		last, _ = strconv.ParseInt(r.URL.Query().Get("after"), 10, 64)
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	nudged, stop := p.watch(a)
	defer stop()
	tick, alive := time.NewTicker(tailed), time.NewTicker(keepOpen)
	defer tick.Stop()
	defer alive.Stop()
	flush.Flush()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-alive.C:
			_, _ = fmt.Fprint(w, ": \n\n")
		case l := <-nudged:
			if l.N <= last {
				p.emit(w, l, last)
			}
			last = p.tail(r.Context(), w, a, last)
		case <-tick.C:
			last = p.tail(r.Context(), w, a, last)
		}
		flush.Flush()
	}
}

func (p *Page) tail(ctx context.Context, w http.ResponseWriter, a chat.Address, last int64) int64 {
	lines, err := p.Lines.Lines(ctx, a, last, kept)
	if err != nil {
		return last
	}
	for _, l := range lines {
		last = l.N
		p.emit(w, l, last)
	}
	return last
}

func (p *Page) emit(w http.ResponseWriter, l Line, last int64) {
	html, err := p.fragment(l)
	if err != nil {
		return
	}
	raw, err := json.Marshal(event{N: l.N, ID: l.ID, HTML: html})
	if err == nil {
		_, _ = fmt.Fprintf(w, "id: %d\ndata: %s\n\n", last, raw) // #nosec G705: JSON of markup that the templates escaped
	}
}
