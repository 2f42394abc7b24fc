// Package web is the chat page: a channel whose messages are lines of a talk, kept by
// the store and rendered on the server. Buttons are forms, so that it works without a
// script; with one, new lines come by server-sent events.
package web

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/chat"
)

//go:embed static *.html
var files embed.FS

// Line is one line of a talk; N counts up within an address.
type Line struct {
	N        int64
	ID, Slot string
	At       time.Time
	Body     []byte
}

// Lines keep the talks of the page. AppendLine with a known ID changes that line and
// gives its number.
type Lines interface {
	AppendLine(context.Context, chat.Address, Line) (int64, error)
	Lines(ctx context.Context, a chat.Address, after int64, limit int) ([]Line, error)
}

// Due is how long there is still time: for the head of the page and its side.
type Due struct {
	Left  int    // whole days, negative when late
	Short string // "Còn 4 ngày"
	When  string // what is due when
	Work  string // the last working day, or ""
}

// Options are what the page is made of. Roles and Tomorrow belong to a demonstration
// and are nil otherwise.
type Options struct {
	Lines    Lines
	Key      [32]byte // signs the session
	Secure   bool     // the world reaches us by https
	Title    string   // of the directive
	Issuer   string
	Due      func() *Due                                                                          // nil when nothing is due
	Draw     func(ref string) (markup, alt string, err error)                                     // a picture's SVG; nil: none are shown
	Read     func(ctx context.Context, f chat.FileRef) ([]byte, error)                            // what a line's file holds; nil: no files
	Keep     func(ctx context.Context, a chat.Address, id string, u Upload) (chat.FileRef, error) // names what a visitor sent; nil: files are not taken
	Door     Door                                                                                 // nil: there are no one-time links
	Todo     func(ctx context.Context, a chat.Address) ([]Task, error)
	Roles    func(ctx context.Context, a chat.Address, role string) error
	Tomorrow func(ctx context.Context, a chat.Address, mark string) error
	Log      *slog.Logger
	Now      func() time.Time
}

// Page is the channel and its HTTP handler. It is safe for concurrent use.
type Page struct {
	Options
	hear bot.Hear
	mux  http.Handler
	mu   sync.Mutex
	open map[chat.Address]map[chan Line]bool
}

// New makes the page. Hear must be called before it serves.
func New(o Options) (*Page, error) {
	if o.Lines == nil {
		return nil, errors.New("web: lines are needed")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	p := &Page{Options: o, open: map[chat.Address]map[chan Line]bool{}}
	p.mux = p.routes()
	return p, nil
}

// Hear wires the page to the bot; hear returns when the replies have left.
func (p *Page) Hear(hear bot.Hear) { p.hear = hear }

// Name is "web".
func (*Page) Name() string { return "web" }

// Capabilities of the page.
func (*Page) Capabilities() chat.Capabilities {
	return chat.Capabilities{Buttons: true, Edit: true, Erase: true, Documents: true}
}

// said is the body of a line: the person's own words, or a message of the bot.
type said struct {
	Me    bool           `json:",omitempty"`
	Gone  bool           `json:",omitempty"`
	Text  string         `json:",omitempty"`
	Press string         `json:",omitempty"` // what was pressed, as it travelled
	Out   *chat.Outbound `json:",omitempty"`
}

// Send appends a message to the talk, or takes the place of the one it edits.
func (p *Page) Send(ctx context.Context, o chat.Outbound) (chat.Receipt, error) {
	id, body := o.ID, said{Out: &o}
	switch {
	case o.Erase != "":
		id, body = o.Erase, said{Me: true, Gone: true}
	case o.Edits != "":
		id = o.Edits
	}
	if err := p.add(ctx, o.To, id, o.Slot, body); err != nil {
		return chat.Receipt{}, &chat.SendError{Class: chat.Temporary, Err: errors.New("line not kept")}
	}
	return chat.Receipt{Mark: id}, nil
}

func (p *Page) add(ctx context.Context, a chat.Address, id, slot string, body said) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	l := Line{ID: id, Slot: slot, At: p.Now(), Body: raw}
	if l.N, err = p.Lines.AppendLine(ctx, a, l); err != nil {
		return err
	}
	p.nudge(a, l)
	return nil
}

// nudge tells the open pages of a talk; a page that is behind catches up by number.
func (p *Page) nudge(a chat.Address, l Line) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.open[a] {
		select {
		case c <- l:
		default:
		}
	}
}

func (p *Page) watch(a chat.Address) (lines chan Line, stop func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	lines = make(chan Line, 32)
	if p.open[a] == nil {
		p.open[a] = map[chan Line]bool{}
	}
	p.open[a][lines] = true
	return lines, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.open[a], lines)
		if len(p.open[a]) == 0 {
			delete(p.open, a)
		}
	}
}
