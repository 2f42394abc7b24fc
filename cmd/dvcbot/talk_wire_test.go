package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/bot/terminal"
	"github.com/dvcbot/dvcbot/bot/web"
	"github.com/dvcbot/dvcbot/chat"
)

// wire carries a transcript over one channel. What the channel cannot carry goes
// straight into the bot.
type wire interface {
	channel(*stage) bot.Channel
	address(s *stage, name string) chat.Address
	hear(*stage, chat.Inbound)
	told(to chat.Address) string // what was sent to somebody since the last call, as a transcript writes it
}

// wires are the channels that exist, by name.
var wires = map[string]func(*testing.T) wire{
	"telegram": newTelegramWire,
	"terminal": func(*testing.T) wire { return &terminalWire{paper: map[chat.Address]*bytes.Buffer{}} },
	"web":      func(*testing.T) wire { return &webWire{cookies: map[chat.Address]*http.Cookie{}} },
}

// paper is a channel with buttons and nothing else, as the terminal is.
type paper struct {
	mu   sync.Mutex
	sent []chat.Outbound
}

func (*paper) Name() string                    { return "paper" }
func (*paper) Capabilities() chat.Capabilities { return chat.Capabilities{Buttons: true} }
func (p *paper) channel(*stage) bot.Channel    { return p }
func (*paper) hear(s *stage, in chat.Inbound)  { s.answer(in) }
func (*paper) address(_ *stage, name string) chat.Address {
	return chat.Address{Channel: "paper", Room: name, User: name}
}

func (p *paper) Send(_ context.Context, o chat.Outbound) (chat.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, o)
	return chat.Receipt{Mark: o.ID}, nil
}

func (p *paper) told(to chat.Address) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	all, rest := []string{}, []chat.Outbound{}
	for _, o := range p.sent {
		if o.To == to {
			all = append(all, message(o))
		} else {
			rest = append(rest, o)
		}
	}
	p.sent = rest
	return strings.Join(all, "\n")
}

func message(o chat.Outbound) string {
	var b strings.Builder
	for _, l := range strings.Split(o.Body.Plain(), "\n") {
		if l != "" {
			b.WriteString(said("< %s", l))
		}
	}
	for n, c := range o.Flat() {
		if o.Offer == 0 {
			b.WriteString(said("[ ] %s", c.Label))
		} else {
			b.WriteString(said("[%d] %s", n+1, c.Label))
		}
	}
	if o.Offer == 0 && o.Type != "" {
		b.WriteString(said("< %s", chat.Words(o.Type)))
	}
	return b.String()
}

// terminalWire types a line into a terminal and reads what it prints: each person has
// one of their own.
type terminalWire struct {
	mu    sync.Mutex
	paper map[chat.Address]*bytes.Buffer
}

func (w *terminalWire) channel(*stage) bot.Channel { return w }
func (*terminalWire) Name() string                 { return "terminal" }
func (w *terminalWire) Capabilities() chat.Capabilities {
	return terminal.New(nil, nil, "").Capabilities()
}

func (w *terminalWire) Send(ctx context.Context, o chat.Outbound) (chat.Receipt, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.paper[o.To] == nil {
		w.paper[o.To] = &bytes.Buffer{}
	}
	return terminal.New(nil, w.paper[o.To], o.To.User).Send(ctx, o)
}

func (*terminalWire) address(_ *stage, name string) chat.Address { return terminal.Address(name) }

func (w *terminalWire) hear(s *stage, in chat.Inbound) {
	if in.Kind != chat.Said || in.Press != nil || in.Start != "" {
		s.answer(in)
		return
	}
	typing := terminal.New(strings.NewReader(in.Text+"\n"), nil, in.From.User)
	err := typing.Poll(s.t.Context(), func(_ context.Context, typed chat.Inbound) error {
		if typed.Press == nil { // the first is the greeting of a terminal that opens
			typed.At, typed.Mark = in.At, in.Mark
			s.answer(typed)
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (w *terminalWire) told(to chat.Address) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.paper[to]
	if out == nil {
		return ""
	}
	var b strings.Builder
	for _, l := range strings.Split(strings.TrimSuffix(out.String(), "\n\n"), "\n") {
		switch {
		case l == "" && out.Len() > 0:
			b.WriteString("\n")
		case strings.HasPrefix(l, "[") && strings.Contains("0123456789 ", l[1:2]):
			b.WriteString(l + "\n")
		case l != "":
			b.WriteString(said("< %s", l))
		}
	}
	out.Reset()
	return b.String()
}

// webWire posts forms to the page and reads the lines of the talk.
type webWire struct {
	page    *web.Page
	stage   *stage
	cookies map[chat.Address]*http.Cookie
	read    map[chat.Address]int64
}

func (w *webWire) channel(s *stage) bot.Channel {
	if s == nil {
		return w.page
	}
	page, err := web.New(web.Options{Lines: lines{s.store}, Key: s.keys.Secret("web session"), Title: "stage", Now: s.clock})
	if err != nil {
		s.t.Fatal(err)
	}
	page.Hear(func(ctx context.Context, in chat.Inbound) error {
		if in.Press == nil {
			in.Mark = strconv.Itoa(s.steps)
		}
		return s.bot.Answer(ctx, in)
	})
	w.page, w.stage = page, s
	return page
}

// address is that of a browser with a cookie of its own.
func (w *webWire) address(s *stage, _ string) chat.Address {
	_, cookies := w.post(nil, url.Values{"press": {"none"}})
	for _, c := range cookies {
		id, _, _ := strings.Cut(c.Value, ".")
		a := chat.Address{Channel: "web", Room: id, User: id}
		w.cookies[a] = c
		return a
	}
	s.t.Fatal("no cookie")
	return chat.Address{}
}

func (w *webWire) post(c *http.Cookie, form url.Values) (status int, cookies []*http.Cookie) {
	r := httptest.NewRequest(http.MethodPost, "/say", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Dvcbot", "1")
	if c != nil {
		r.AddCookie(c)
	}
	answer := httptest.NewRecorder()
	w.page.ServeHTTP(answer, r)
	result := answer.Result()
	_ = result.Body.Close()
	return result.StatusCode, result.Cookies()
}

func (w *webWire) hear(s *stage, in chat.Inbound) {
	if in.Kind != chat.Said || in.Start != "" {
		s.answer(in)
		return
	}
	form := url.Values{"id": {strconv.Itoa(s.steps)}, "text": {in.Text}}
	if in.Press != nil {
		data := "!" + in.Press.Value
		if in.Press.Value == "" {
			data = strconv.FormatInt(in.Press.Offer, 10) + "." + strconv.Itoa(in.Press.Index)
		}
		form.Set("press", data)
	}
	if status, _ := w.post(w.cookies[in.From], form); status != http.StatusNoContent {
		s.t.Fatalf("step %d: the page answers %d", s.steps, status)
	}
}

func (w *webWire) told(to chat.Address) string {
	if w.read == nil {
		w.read = map[chat.Address]int64{}
	}
	held, err := w.stage.store.Lines(w.stage.t.Context(), to, w.read[to], 100)
	if err != nil {
		w.stage.t.Fatal(err)
	}
	var b strings.Builder
	for _, l := range held {
		w.read[to] = l.N
		var body struct{ Out *chat.Outbound }
		if err := json.Unmarshal(l.Body, &body); err != nil {
			w.stage.t.Fatal(err)
		}
		if body.Out != nil {
			b.WriteString(message(*body.Out))
		}
	}
	return b.String()
}
