package web

import (
	"net/http"

	"github.com/dvcbot/dvcbot/chat"
)

// Task is one thing that the person has to do, as the side of the page lists it.
type Task struct {
	Title string
	State string // in a word: "Đang soạn", "Bước 2/5"
	Kind  string // of its pill: "ok", "warn", "bad", "info" or ""
	Note  string
	N, Of int         // steps done and all of them; Of 0: it has none
	Go    chat.Choice // continues it; lasting
}

// tasks gives the list alone, for a page that is open.
func (p *Page) tasks(w http.ResponseWriter, r *http.Request) {
	all, err := p.todo(r, p.session(w, r))
	if err != nil {
		p.sorry(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err := pages.ExecuteTemplate(w, "tasks", all); err != nil {
		p.Log.Warn("page not rendered", "err", err)
	}
}

func (p *Page) todo(r *http.Request, a chat.Address) ([]Task, error) {
	if p.Todo == nil {
		return nil, nil
	}
	return p.Todo(r.Context(), a)
}

// Press is the choice as it travels.
func (t Task) Press() string { return chat.Data(t.Go, 0, 0) }
