package bot

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// fit gives the parts of o that a channel can carry: choices as a numbered list
// where there are no buttons, long bodies in several messages. What the channel
// cannot do is left out. The choices, and what is awaited, go with the last part.
func fit(o chat.Outbound, can chat.Capabilities) []chat.Outbound {
	if o.Erase != "" {
		return keepIf(can.Erase, o)
	}
	if !can.Edit {
		o.Replace, o.Edits = false, ""
	}
	if !can.Documents {
		o.File = nil
	}
	o.Contact, o.Release = o.Contact && can.Contact, o.Release && can.Contact
	if !can.Buttons {
		o.Body, o.Choices = append(o.Body[:len(o.Body):len(o.Body)], spelled(o)...), nil
	}
	if len(o.Body) == 0 && o.File == nil && o.Picture == "" {
		return keepIf(len(o.Choices) > 0, o)
	}
	return split(o, can)
}

func keepIf(ok bool, o chat.Outbound) []chat.Outbound {
	if ok {
		return []chat.Outbound{o}
	}
	return nil
}

// spelled is the choices in words. Numbers belong to the talk: a message that the
// talk did not offer says what to type instead.
func spelled(o chat.Outbound) chat.Body {
	flat := o.Flat()
	switch {
	case len(flat) == 0:
		return nil
	case o.Offer != 0:
		return chat.Body{{Role: chat.Para, Text: chat.Text{{Text: chat.Numbered(flat)}}}}
	case o.Type != "":
		return chat.Body{{Role: chat.Hint, Text: chat.Words(o.Type)}}
	}
	return chat.Body{{Role: chat.Hint, Text: chat.Words(words.Say("bot.continue"))}}
}

func split(o chat.Outbound, can chat.Capabilities) []chat.Outbound {
	bodies := cut(o.Body, can.MaxText)
	if (o.Picture != "" || o.File != nil) && can.MaxCaption > 0 && length(o.Body) > can.MaxCaption {
		bodies = append([]chat.Body{caption(o.Body, can.MaxCaption)}, bodies...)
	}
	if len(bodies) < 2 {
		return []chat.Outbound{o}
	}
	parts := make([]chat.Outbound, len(bodies))
	for i, body := range bodies {
		part := chat.Outbound{ID: o.ID, To: o.To, Lane: o.Lane, Body: body, Until: o.Until}
		if i == len(bodies)-1 {
			part = o
			part.Body, part.Picture, part.File = body, "", nil
		}
		if i == 0 {
			part.Picture, part.File, part.Release = o.Picture, o.File, o.Release
		} else {
			part.ID = o.ID + "/" + strconv.Itoa(i)
			part.Edits, part.Replace, part.Release = "", false, false
		}
		parts[i] = part
	}
	return parts
}

// caption is the title of a picture whose text goes in a message of its own.
func caption(body chat.Body, most int) chat.Body {
	for _, b := range body {
		if one := (chat.Body{b}); (b.Role == chat.Title || b.Role == chat.Progress) && length(one) <= most {
			return one
		}
	}
	return nil
}

// cut packs whole blocks into bodies of at most max units; a longer block is cut
// between its words.
func cut(body chat.Body, most int) []chat.Body {
	if most <= 0 || length(body) <= most {
		return []chat.Body{body}
	}
	bodies, part := []chat.Body{}, chat.Body{}
	for _, b := range body {
		for _, piece := range pieces(b, most) {
			if more := append(part[:len(part):len(part)], piece); len(part) > 0 && length(more) > most {
				bodies, part = append(bodies, part), chat.Body{piece}
			} else {
				part = more
			}
		}
	}
	return append(bodies, part)
}

func pieces(b chat.Block, most int) chat.Body {
	if length(chat.Body{b}) <= most {
		return chat.Body{b}
	}
	room := max(most-length(chat.Body{{Role: b.Role, Label: b.Label, Note: b.Note}}), most/2)
	out := chat.Body{}
	rest := b.Text.String()
	for rest != "" {
		var head string
		head, rest = headOf(rest, room)
		piece := b
		piece.Text, piece.Pick = chat.Text{{Text: head}}, ""
		out = append(out, piece)
	}
	return out
}

// headOf cuts at the last line end or space within room units, or hard.
func headOf(s string, room int) (head, rest string) {
	units, end := 0, len(s)
	for i, r := range s {
		if units += utf16.RuneLen(r); units > room {
			end = i
			break
		}
	}
	if end == len(s) {
		return s, ""
	}
	if at := strings.LastIndexAny(s[:end], "\n "); at > 0 {
		return s[:at], strings.TrimLeft(s[at:], "\n ")
	}
	return s[:end], s[end:]
}

// length is the body's size in UTF-16 units, as platforms count it.
func length(body chat.Body) int {
	n := 0
	for _, r := range body.Plain() {
		n += utf16.RuneLen(r)
	}
	return n
}
