package main

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dvcbot/dvcbot/bot/web"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/words"
)

// page wires the chat page to the store, the deadline and the pictures.
func (h *house) page() (*web.Page, error) {
	d := h.all()[0]
	o := web.Options{Lines: lines{h.store}, Key: h.keys.Secret("web session"), Secure: strings.HasPrefix(h.settings.publicURL, "https:"),
		Title: d.Kind + " " + d.Number, Issuer: d.Issuer, Due: h.due, Todo: h.todo, Draw: h.pictures.SVG, Read: h.read, Keep: h.keepUpload, Door: door{h}, Log: h.log}
	if h.settings.demo {
		o.Roles = h.playRole
		o.Tomorrow = func(ctx context.Context, a chat.Address, mark string) error {
			return h.tomorrow(ctx, a, mark)
		}
	}
	return web.New(o)
}

// tomorrow posts what the visitor's role would get at the next milestone, or says that
// there is nothing for it.
func (h *house) tomorrow(ctx context.Context, a chat.Address, mark string) error {
	n, err := h.clock().Show(ctx, a, mark)
	if err != nil || n > 0 {
		return err
	}
	nothing := chat.Outbound{ID: "demo/" + mark + "/nothing", To: a, Body: chat.Body{{Role: chat.Hint, Text: chat.Words(words.Say("demo.nothing"))}}}
	_, err = h.store.Post(ctx, []chat.Outbound{nothing})
	return err
}

// due is how many days are left of the first deadline: the head of the page.
func (h *house) due() *web.Due {
	d, now := h.all()[0], time.Now()
	if len(d.Deadlines) == 0 {
		return nil
	}
	o, ok := d.Next(d.Deadlines[0], now)
	if !ok || o.Closed(now) {
		return nil
	}
	due := web.Due{Left: o.Left(now), When: capital(o.Words()), Short: words.Say("deadline.over")}
	switch {
	case due.Left > 0:
		due.Short = words.Say("deadline.left", "n", strconv.Itoa(due.Left))
	case due.Left == 0:
		due.Short = words.Say("deadline.today")
	}
	if last := o.LastWorkingDay(); !o.Late(now) && last.Before(o.LastDay()) {
		due.Work = words.Say("deadline.working", "day", directive.Weekday(last)+" "+directive.Date(last))
	}
	return &due
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// playRole gives a visitor of the demonstration a role without a code: a head gets
// the first commune that hands in a form.
func (h *house) playRole(ctx context.Context, a chat.Address, role string) error {
	d := h.all()[0]
	if role == "head" {
		for _, u := range d.Units {
			if len(d.Hands(u.Kind)) > 0 {
				return h.act(ctx, a, "head:"+u.ID)
			}
		}
	}
	if role == "office" {
		return h.act(ctx, a, role)
	}
	return h.act(ctx, a, "staff")
}

// lines give the page the store's lines.
type lines struct{ store pages }

func (l lines) AppendLine(ctx context.Context, a chat.Address, one web.Line) (int64, error) {
	return l.store.AppendLine(ctx, a, storage.Line(one))
}

func (l lines) Lines(ctx context.Context, a chat.Address, after int64, limit int) ([]web.Line, error) {
	held, err := l.store.Lines(ctx, a, after, limit)
	all := make([]web.Line, len(held))
	for i, one := range held {
		all[i] = web.Line(one)
	}
	return all, err
}
