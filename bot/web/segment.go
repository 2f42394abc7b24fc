package web

import (
	"html/template"

	"github.com/dvcbot/dvcbot/chat"
)

// segment is one box of a message: a bubble, a card, a saved line, the tile of a
// deadline, a note.
type segment struct {
	Kind     string
	ID       string
	Wrong    *part // makes a card one of repair
	Progress *part
	Title    *part
	Shot     template.HTML
	Groups   []group
	Undo     *button
}

// group is neighbouring blocks that are shown as one list, or one block.
type group struct {
	Role  string
	Parts []part
}

// part is a block, with the press that it is a button for.
type part struct {
	chat.Block
	Role  string
	Press string
}

var roles = map[chat.Role]string{chat.Para: "para", chat.Title: "title", chat.Progress: "progress", chat.Push: "push", chat.Warn: "warn",
	chat.Quoted: "quoted", chat.Source: "source", chat.Fix: "fix", chat.Banner: "banner", chat.Field: "field", chat.Item: "item",
	chat.Saved: "saved", chat.Wrong: "wrong", chat.Days: "days", chat.Hint: "hint", chat.Demo: "demo", chat.Officer: "officer", chat.Large: "large"}

// alone are the roles that have a box of their own outside a card.
var alone = map[string]bool{"saved": true, "days": true, "demo": true, "wrong": true, "warn": true, "source": true}

// lists are the roles whose neighbours make one list.
var lists = map[string]bool{"field": true, "item": true, "person": true, "push": true}

// segments puts a body into boxes. With a title all from there on is one card, and what
// stands before it is said above; a wrong value turns the card into one of repair.
func segments(body chat.Body, presses map[string]string) []segment {
	out := []segment{}
	var card *segment
	for _, b := range body {
		p := part{Block: b, Role: roles[b.Role], Press: presses[b.Pick]}
		if p.Role == "item" && p.Label != "" {
			p.Role = "person"
		}
		switch {
		case card != nil:
			card.take(p)
		case p.Role == "title" || p.Role == "progress":
			out = append(out, segment{Kind: "card"})
			card = &out[len(out)-1]
			card.take(p)
		case alone[p.Role]:
			out = append(out, segment{Kind: p.Role, Groups: []group{{p.Role, []part{p}}}})
		default:
			if len(out) == 0 || out[len(out)-1].Kind != "bubble" {
				out = append(out, segment{Kind: "bubble"})
			}
			out[len(out)-1].add(p)
		}
	}
	return repaired(out)
}

// repaired moves a wrong value that stands before a card into it, with the source that
// stands behind it.
func repaired(all []segment) []segment {
	last := len(all) - 1
	if last < 1 || all[last].Kind != "card" {
		return all
	}
	card, kept := &all[last], []segment{}
	for i, s := range all[:last] {
		switch {
		case s.Kind == "wrong" && card.Wrong == nil:
			card.Wrong = &s.Groups[0].Parts[0]
		case s.Kind == "source" && i > 0 && all[i-1].Kind == "wrong":
			card.Groups = append(card.Groups, s.Groups...)
		default:
			kept = append(kept, s)
		}
	}
	return append(kept, all[last])
}

// take puts a block into a card.
func (s *segment) take(p part) {
	switch {
	case p.Role == "progress" && s.Progress == nil:
		s.Progress = &p
	case p.Role == "title" && s.Title == nil:
		s.Title = &p
	default:
		s.add(p)
	}
}

func (s *segment) add(p part) {
	if n := len(s.Groups); n > 0 && s.Groups[n-1].Role == p.Role && lists[p.Role] {
		s.Groups[n-1].Parts = append(s.Groups[n-1].Parts, p)
		return
	}
	s.Groups = append(s.Groups, group{p.Role, []part{p}})
}
