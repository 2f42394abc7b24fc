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
	told(to chat.Address) string // what was sent since the last call, as a transcript writes it
}

// wires are the channels that exist, by name.
var wires = map[string]func(*testing.T) wire{
	"terminal": func(*testing.T) wire { return &terminalWire{} },
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
	all := []string{}
	for _, o := range p.sent {
		all = append(all, message(to, o))
	}
	p.sent = nil
	return strings.Join(all, "\n")
}

func message(to chat.Address, o chat.Outbound) string {
	var b strings.Builder
	if o.To != to {
		b.WriteString(said("< → %s", o.To.Room))
	}
	for _, l := range strings.Split(o.Body.Plain(), "\n") {
		if l != "" {
			b.WriteString(said("< %s", l))
		}
	}
	for n, c := range o.Flat() {
		b.WriteString(said("[%d] %s", n+1, c.Label))
	}
	return b.String()
}

// terminalWire types a line into a terminal and reads what it prints.
type terminalWire struct {
	out  bytes.Buffer
	here *terminal.Channel
}

func (w *terminalWire) channel(*stage) bot.Channel {
	if w.here == nil {
		w.here = terminal.New(nil, &w.out, "stage")
	}
	return w.here
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
			typed.At = in.At
			s.answer(typed)
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (w *terminalWire) told(chat.Address) string {
	var b strings.Builder
	for _, l := range strings.Split(strings.TrimSuffix(w.out.String(), "\n\n"), "\n") {
		switch {
		case l == "" && w.out.Len() > 0:
			b.WriteString("\n")
		case strings.HasPrefix(l, "[") && strings.Contains("0123456789", l[1:2]):
			b.WriteString(l + "\n")
		case l != "":
			b.WriteString(said("< %s", l))
		}
	}
	w.out.Reset()
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
	page.Hear(func(ctx context.Context, in chat.Inbound) error { return s.bot.Answer(ctx, in) })
	w.page, w.stage = page, s
	return page
}

// address is that of a browser with a cookie of its own.
func (w *webWire) address(s *stage, _ string) chat.Address {
	answer := w.post(nil, url.Values{"press": {"none"}})
	for _, c := range answer.Cookies() {
		id, _, _ := strings.Cut(c.Value, ".")
		a := chat.Address{Channel: "web", Room: id, User: id}
		w.cookies[a] = c
		return a
	}
	s.t.Fatal("no cookie")
	return chat.Address{}
}

func (w *webWire) post(c *http.Cookie, form url.Values) *http.Response {
	r := httptest.NewRequest(http.MethodPost, "/say", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Dvcbot", "1")
	if c != nil {
		r.AddCookie(c)
	}
	answer := httptest.NewRecorder()
	w.page.ServeHTTP(answer, r)
	return answer.Result()
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
	if answer := w.post(w.cookies[in.From], form); answer.StatusCode != http.StatusNoContent {
		s.t.Fatalf("step %d: the page answers %d", s.steps, answer.StatusCode)
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
			b.WriteString(message(to, *body.Out))
		}
	}
	return b.String()
}
