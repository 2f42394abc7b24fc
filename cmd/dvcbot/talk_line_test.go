package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// odd are the messages that no keyboard types, by the word in brackets that leads a line.
var odd = map[string]func(rest string) chat.Inbound{
	"(ảnh)":        func(string) chat.Inbound { return sentFile("image/jpeg") },
	"(tệp)":        sentNamed,
	"(nhãn dán)":   func(string) chat.Inbound { return chat.Inbound{Kind: chat.Unknown} },
	"(danh thiếp)": func(rest string) chat.Inbound { return chat.Inbound{Kind: chat.Shared, Phone: rest} },
	"(nút cũ)":     func(string) chat.Inbound { return chat.Inbound{Press: &chat.Press{Offer: 1, Index: 0}} },
	"(nút)":        func(rest string) chat.Inbound { return chat.Inbound{Press: &chat.Press{Value: rest}} },
	"(liên kết)":   func(rest string) chat.Inbound { return chat.Inbound{Start: rest, Text: "/start"} },
	"(10.000 chữ)": func(string) chat.Inbound { return chat.Inbound{Text: strings.Repeat("chữ ", 2500)} },
	"(NFD)":        func(rest string) chat.Inbound { return chat.Inbound{Text: decomposed(rest)} },
	"(RTL)":        func(rest string) chat.Inbound { return chat.Inbound{Text: "\u202e" + rest + "\u202c\u200f"} },
}

func sentFile(mime string) chat.Inbound {
	return chat.Inbound{Kind: chat.Sent, File: &chat.FileRef{Ref: "f1", Name: "f", MIME: mime, Size: 1000}}
}

// sentNamed is a file of that name; of none, an unnamed paper.
func sentNamed(name string) chat.Inbound {
	in := sentFile("application/pdf")
	if name != "" {
		in.File.Name, in.File.MIME = name, cmp.Or(mime.TypeByExtension(filepath.Ext(name)), "application/octet-stream")
	}
	return in
}

// sheetRead is the end of the job that the last sheet asked for, were it a file of the
// sheet room's testdata.
func (s *stage) sheetRead(name string) chat.Inbound {
	job := dialogs.SheetJob{}
	if err := json.Unmarshal([]byte(s.job.Ref), &job); err != nil {
		s.t.Fatal(err)
	}
	raw, err := os.ReadFile(sheets + name)
	if err != nil {
		s.t.Fatal(err)
	}
	job.File.Name = name
	for _, d := range s.directives() {
		if d.ID != job.Directive {
			continue
		}
		text, err := sheetRead(s.t.Context(), d, job, raw)
		if err != nil {
			s.t.Fatal(err)
		}
		return chat.Inbound{Kind: chat.Done, Of: s.job.Kind, Start: s.job.Ref, Text: text}
	}
	s.t.Fatalf("no directive %s", job.Directive)
	return chat.Inbound{}
}

// heard reads what stands after "> ": an odd message, a pressed [label] of the present
// offer, or typed words.
func (s *stage) heard(words string) chat.Inbound {
	if name, ok := strings.CutPrefix(words, "(đã đọc)"); ok {
		return s.sheetRead(strings.TrimSpace(name))
	}
	if rest, ok := strings.CutPrefix(words, "(sửa tin)"); ok {
		return s.edits(strings.TrimSpace(rest))
	}
	for lead, made := range odd {
		if rest, ok := strings.CutPrefix(words, lead); ok {
			return made(strings.TrimSpace(rest))
		}
	}
	if label, ok := strings.CutPrefix(words, "["); ok {
		return s.press(strings.TrimSuffix(label, "]"))
	}
	return chat.Inbound{Text: words}
}

// edits is a message changed: "old → new" names it by its words, new ones alone mean one
// that nobody remembers.
func (s *stage) edits(rest string) chat.Inbound {
	was, is, ok := strings.Cut(rest, " → ")
	if !ok {
		return chat.Inbound{Kind: chat.Edited, Of: "0", Text: rest}
	}
	of, typed := s.typed[s.who+" "+was]
	if !typed {
		s.t.Fatalf("step %d: %q was never typed", s.steps, was)
	}
	s.typed[s.who+" "+is] = of
	return chat.Inbound{Kind: chat.Edited, Of: of, Text: is}
}

func (s *stage) press(label string) chat.Inbound {
	talk, err := s.store.Conversation(s.t.Context(), s.speakers[s.who])
	if err != nil {
		s.t.Fatal(err)
	}
	for i, c := range talk.Offered {
		if directive.Fold(c.Label) == directive.Fold(label) {
			press, err := chat.ParsePress(chat.Data(c, talk.OfferedAt, i))
			if err != nil {
				s.t.Fatal(err)
			}
			return chat.Inbound{Press: &press}
		}
	}
	s.t.Fatalf("step %d: no button %q is offered, but %v", s.steps, label, talk.Offered)
	return chat.Inbound{}
}

// changed tells what an outcome stores, a line for each change.
func changed(o chat.Outcome) string {
	var b strings.Builder
	for _, c := range o.Changes {
		b.WriteString(said("+ %s", written(c)))
	}
	for _, j := range o.Jobs {
		b.WriteString(said("+ job %s", j.Kind))
	}
	return b.String()
}

func written(c chat.Change) string {
	switch c := c.(type) {
	case chat.Check:
		return "check " + kindOf(c)
	case people.Set:
		if c.Person.As != "" {
			return "person is another's"
		}
		return "person" + about(c.Person)
	case people.SetInvite:
		if c.Invite.UsedBy == "" {
			return "code made"
		}
		return "invite used"
	case people.AddGap:
		return "gap " + c.Gap.Text
	case people.SetTicket:
		said := c.Ticket.Said[len(c.Ticket.Said)-1]
		return fmt.Sprintf("ticket %s, %d said, at %s %s: %s", c.Ticket.State, len(c.Ticket.Said), c.Ticket.Of, c.Ticket.Step, said.Text)
	case people.SetRequest:
		return strings.TrimSpace(fmt.Sprintf("request %s %s %s", c.Request.Right, c.Request.State, c.Request.What))
	case people.SetGuesses:
		if c.Guesses.Until.IsZero() {
			return "wrong code counted"
		}
		return "wrong code counted, locked"
	case roster.Edit:
		ops := []string{}
		for _, op := range c.Ops {
			ops = append(ops, string(op.Verb)+cellsOf(op.Cells))
		}
		return c.Key.Record() + ": " + strings.Join(ops, "; ")
	}
	return c.Kind()
}

func kindOf(c chat.Change) string {
	kind, _, _ := strings.Cut(c.Record(), "/")
	return kind
}

func cellsOf(cells map[string]string) string {
	parts := []string{}
	for _, k := range slices.Sorted(maps.Keys(cells)) {
		parts = append(parts, k+"="+cells[k])
	}
	if len(parts) == 0 {
		return ""
	}
	return " " + strings.Join(parts, ", ")
}

// about tells what is kept of a person besides their address.
func about(p people.Person) string {
	parts := []string{""}
	for _, g := range p.Grants {
		parts = append(parts, strings.TrimSuffix(string(g.Role)+":"+g.Unit, ":"))
	}
	for _, c := range p.Consents {
		parts = append(parts, "consent "+c.Form+" v"+c.Version+" at "+c.At.UTC().Format("2006-01-02T15:04Z")+map[bool]string{true: " withdrawn"}[!c.Ended.IsZero()])
	}
	for _, k := range slices.Sorted(maps.Keys(p.Progress)) {
		parts = append(parts, strings.TrimSuffix(k+" "+p.Progress[k].Step+" "+p.Progress[k].Outcome, " "))
	}
	for _, k := range p.Silenced {
		parts = append(parts, "silenced "+k)
	}
	return strings.Join(parts, " · ")
}
