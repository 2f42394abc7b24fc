package web

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// Limits of a request and of what is shown.
const (
	maxForm  = 64 << 10
	kept     = 100 // lines that the store keeps of a talk
	tailed   = 500 * time.Millisecond
	keepOpen = 20 * time.Second
)

func (p *Page) routes() http.Handler {
	m := http.NewServeMux()
	m.Handle("GET /{$}", gzhttp.GzipHandler(http.HandlerFunc(p.page)))
	m.HandleFunc("GET /tasks", p.tasks)
	m.HandleFunc("POST /say", p.say)
	m.HandleFunc("POST /tep", p.upload)
	m.HandleFunc("GET "+DoorPath+"{token}", p.door)
	m.HandleFunc("POST "+DoorPath+"{token}", p.enter)
	m.HandleFunc("GET /events", p.events)
	m.HandleFunc("GET /van-ban/{n}", p.download)
	m.HandleFunc("POST /role", p.role)
	m.HandleFunc("POST /tomorrow", p.tomorrow)
	m.Handle("GET /static/", cached(gzhttp.GzipHandler(http.FileServerFS(files))))
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

// page renders the talk so far; the first visit begins it. ?before=N shows what stands
// before a line; a script that asks gets those lines alone.
func (p *Page) page(w http.ResponseWriter, r *http.Request) {
	a := p.session(w, r)
	before, _ := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	lines, err := p.Lines.Lines(r.Context(), a, 0, kept)
	if err == nil && len(lines) == 0 {
		err = p.tell(r.Context(), a, chat.Inbound{ID: "start", Text: "/start"})
		if err == nil {
			lines, err = p.Lines.Lines(r.Context(), a, 0, kept)
		}
	}
	var todo []Task
	if err == nil {
		todo, err = p.todo(r, a)
	}
	if err != nil {
		p.sorry(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err := p.render(w, lines, todo, window{before, r.Header.Get(script) != ""}); err != nil {
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
	mine := said{Me: true, Text: in.Text}
	if data := r.PostForm.Get("press"); data != "" {
		press, err := chat.ParsePress(data)
		if err != nil {
			http.Error(w, words.Say("web.press"), http.StatusBadRequest)
			return
		}
		in.Press, in.Text = &press, ""
		mine.Text, mine.Press = labelOf(r.PostForm, data), data
	}
	err := p.add(r.Context(), a, "web/"+a.Room+"/"+in.ID, "", mine)
	if err == nil {
		err = p.tell(r.Context(), a, in)
	}
	p.answer(w, r, err)
}

// always are the words of the buttons that are always there: they send no label.
var always = map[string]string{"!go:back": "web.back", "!go:menu": "web.menu", "!go:cancel": "web.cancel",
	"!go:contact": "web.contact", "!go:deadline": "web.deadline"}

func labelOf(form url.Values, press string) string {
	if key, ok := always[press]; ok && form.Get("label") == "" {
		return words.Say(key)
	}
	return form.Get("label")
}

// script is the header by which the page's script is known from a form.
const script = "X-Dvcbot"

// answer ends a request that has changed the talk: 204 to a script, back to the page
// for a form.
func (p *Page) answer(w http.ResponseWriter, r *http.Request, err error) {
	if err != nil {
		p.sorry(w, err)
		return
	}
	if r.Header.Get(script) != "" {
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
