package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// odd are the messages that no keyboard types, by the word in brackets that leads a line.
var odd = map[string]func(rest string) chat.Inbound{
	"(ảnh)":        func(string) chat.Inbound { return sentFile("image/jpeg") },
	"(tệp)":        func(string) chat.Inbound { return sentFile("application/pdf") },
	"(nhãn dán)":   func(string) chat.Inbound { return chat.Inbound{Kind: chat.Unknown} },
	"(sửa tin)":    func(rest string) chat.Inbound { return chat.Inbound{Kind: chat.Edited, Of: "1", Text: rest} },
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

// heard reads what stands after "> ": an odd message, a pressed [label] of the present
// offer, or typed words.
func (s *stage) heard(words string) chat.Inbound {
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
		return fmt.Sprintf("request %s %s", c.Request.Right, c.Request.State)
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
		parts = append(parts, "consent "+c.Form+" v"+c.Version+" at "+c.At.UTC().Format("2006-01-02T15:04Z"))
	}
	for _, k := range slices.Sorted(maps.Keys(p.Progress)) {
		parts = append(parts, strings.TrimSuffix(k+" "+p.Progress[k].Step+" "+p.Progress[k].Outcome, " "))
	}
	for _, k := range p.Silenced {
		parts = append(parts, "silenced "+k)
	}
	return strings.Join(parts, " · ")
}
