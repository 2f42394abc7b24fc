package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"crypto/rand"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// Limits of a request and of what is shown.
const (
	maxForm  = 64 << 10
	shown    = 100
	tailed   = 500 * time.Millisecond
	keepOpen = 20 * time.Second
)

func (p *Page) routes() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", p.page)
	m.HandleFunc("POST /say", p.say)
	m.HandleFunc("GET /events", p.events)
	m.HandleFunc("POST /role", p.role)
	m.HandleFunc("POST /tomorrow", p.tomorrow)
	m.Handle("GET /static/", cached(http.FileServerFS(files)))
	return http.NewCrossOriginProtection().Handler(m)
}

func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=300")
		next.ServeHTTP(w, r)
	})
}

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// ServeHTTP serves the page under a strict policy: nothing is fetched from elsewhere.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	p.mux.ServeHTTP(w, r)
}

// page renders the talk so far; the first visit begins it.
func (p *Page) page(w http.ResponseWriter, r *http.Request) {
	a := p.session(w, r)
	lines, err := p.Lines.Lines(r.Context(), a, 0, shown)
	if err == nil && len(lines) == 0 {
		err = p.tell(r.Context(), a, chat.Inbound{ID: "start", Text: "/start"})
		if err == nil {
			lines, err = p.Lines.Lines(r.Context(), a, 0, shown)
		}
	}
	if err != nil {
		p.sorry(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err := p.render(w, lines); err != nil {
		p.Log.Warn("page not rendered", "err", err)
	}
}

func (p *Page) sorry(w http.ResponseWriter, err error) {
	p.Log.Warn("request failed", "channel", "web", "err", err)
	http.Error(w, words.Say("web.sorry"), http.StatusServiceUnavailable)
}

// tell completes an inbound of this page and hands it to the bot.
func (p *Page) tell(ctx context.Context, a chat.Address, in chat.Inbound) error {
	in.From, in.At = a, p.Now()
	in.ID = "web/" + a.Room + "/" + in.ID
	in.Mark = in.ID
	return p.hear(ctx, in)
}

var idForm = regexp.MustCompile(`^[A-Za-z0-9-]{1,40}$`)

// say takes typed words or a press. The page names each by an id of its own, so that
// one sent again after a cut is the same message.
func (p *Page) say(w http.ResponseWriter, r *http.Request) {
	a := p.session(w, r)
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, words.Say("web.long"), http.StatusRequestEntityTooLarge)
		return
	}
	in := chat.Inbound{ID: r.PostForm.Get("id"), Text: r.PostForm.Get("text")}
	if !idForm.MatchString(in.ID) {
		in.ID = rand.Text()
	}
	mine := in.Text
	if data := r.PostForm.Get("press"); data != "" {
		press, err := chat.ParsePress(data)
		if err != nil {
			http.Error(w, words.Say("web.press"), http.StatusBadRequest)
			return
		}
		in.Press, in.Text, mine = &press, "", r.PostForm.Get("label")
	}
	err := p.add(r.Context(), a, "web/"+a.Room+"/"+in.ID, "", said{Me: true, Text: mine})
	if err == nil {
		err = p.tell(r.Context(), a, in)
	}
	p.answer(w, r, err)
}

// answer ends a request that has changed the talk: 204 to a script, back to the page
// for a form.
func (p *Page) answer(w http.ResponseWriter, r *http.Request, err error) {
	if err != nil {
		p.sorry(w, err)
		return
	}
	if r.Header.Get("X-Dvcbot") != "" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	http.Redirect(w, r, "/#soan", http.StatusSeeOther)
}

func (p *Page) role(w http.ResponseWriter, r *http.Request) {
	if p.Roles == nil {
		http.NotFound(w, r)
		return
	}
	a := p.session(w, r)
	err := p.Roles(r.Context(), a, r.FormValue("role"))
	if err == nil {
		err = p.tell(r.Context(), a, chat.Inbound{ID: rand.Text(), Press: &chat.Press{Value: "go:menu"}})
	}
	p.answer(w, r, err)
}

func (p *Page) tomorrow(w http.ResponseWriter, r *http.Request) {
	if p.Tomorrow == nil {
		http.NotFound(w, r)
		return
	}
	p.answer(w, r, p.Tomorrow(r.Context(), p.session(w, r), rand.Text()))
}

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
	lines, err := p.Lines.Lines(ctx, a, last, shown)
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
		_, _ = fmt.Fprintf(w, "id: %d\ndata: %s\n\n", last, raw)
	}
}
