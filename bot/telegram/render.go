package telegram

import (
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// page is HTML being written, with the length that counts: what is seen, in UTF-16
// units (core.telegram.org/bots/api#html-style).
type page struct {
	html  strings.Builder
	units int
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// put writes words as they are seen.
func (p *page) put(s string) {
	s = strings.ToValidUTF8(s, "")
	p.html.WriteString(escape.Replace(s))
	for _, r := range s {
		p.units += max(utf16.RuneLen(r), 1)
	}
}

// in writes what do writes between the tags of a style.
func (p *page) in(tag string, do func()) {
	p.html.WriteString("<" + tag + ">")
	do()
	name, _, _ := strings.Cut(tag, " ")
	p.html.WriteString("</" + name + ">")
}

func (p *page) bold(s string)   { p.in("b", func() { p.put(s) }) }
func (p *page) italic(s string) { p.in("i", func() { p.put(s) }) }

var tags = map[chat.Style]string{chat.Bold: "b", chat.Italic: "i", chat.Code: "code"}

// text writes spans; a link only to http, https and mailto: other schemes are not links
// on this platform.
func (p *page) text(t chat.Text) {
	for _, s := range t {
		write := func() { p.put(s.Text) }
		if tag, ok := tags[s.Style]; ok && s.Text != "" {
			inner := write
			write = func() { p.in(tag, inner) }
		}
		if u, err := url.Parse(s.URL); s.URL != "" && err == nil && strings.Contains(" http https mailto ", " "+u.Scheme+" ") {
			p.in(`a href="`+escape.Replace(s.URL)+`"`, write)
			continue
		}
		write()
	}
}

// render writes a body of at most most units; where it would be longer, without the exact
// quotations behind the sources, and then without styles.
func render(b chat.Body, most int) string {
	for _, quotes := range []bool{true, false} {
		p := &page{}
		for i, block := range b {
			if i > 0 {
				p.put(between(b[i-1], block))
			}
			p.block(block, quotes)
		}
		if p.units <= most {
			return strings.TrimSpace(p.html.String())
		}
	}
	p := &page{}
	p.put(b.Plain())
	return p.html.String()
}

// lists are the roles whose blocks stand line under line.
var lists = map[chat.Role]bool{chat.Push: true, chat.Field: true, chat.Item: true, chat.Source: true, chat.Fix: true, chat.Hint: true}

// headings are the roles that belong to what follows them.
var headings = map[chat.Role]bool{chat.Title: true, chat.Progress: true}

func between(a, b chat.Block) string {
	if headings[a.Role] || lists[a.Role] && a.Role == b.Role || b.Role == chat.Source || a.Role == chat.Item && b.Role == chat.Item {
		return "\n"
	}
	return "\n\n"
}

// signs stand before a block.
var signs = map[chat.Role]string{chat.Push: "▸ ", chat.Warn: "⚠️ ", chat.Banner: "🗓 ", chat.Saved: "✅ ", chat.Wrong: "❌ ", chat.Demo: "ℹ️ ",
	chat.Days: "⏳ ", chat.Fix: "✏️ ", chat.Item: "• ", chat.Officer: "👤 "}

// states stand at the end of a line of a list.
var states = map[string]string{"ok": " ✓", "warn": " ⚠️", "bad": " ✗"}

// writers are how each role is written; the others are signs and words.
var writers = map[chat.Role]func(p *page, b chat.Block, quotes bool){
	chat.Title:    func(p *page, b chat.Block, _ bool) { p.in("b", func() { p.text(unbold(b.Text)) }) },
	chat.Wrong:    func(p *page, b chat.Block, _ bool) { p.in("b", func() { p.text(unbold(b.Text)) }) },
	chat.Hint:     func(p *page, b chat.Block, _ bool) { p.in("i", func() { p.text(b.Text) }) },
	chat.Banner:   func(p *page, b chat.Block, _ bool) { p.in("i", func() { p.text(b.Text) }) },
	chat.Demo:     func(p *page, b chat.Block, _ bool) { p.in("i", func() { p.text(b.Text) }) },
	chat.Progress: (*page).progress,
	chat.Push:     (*page).push,
	chat.Quoted: func(p *page, b chat.Block, _ bool) {
		p.in("blockquote", func() { p.put("“"); p.text(b.Text); p.put("”") })
	},
	chat.Source:  (*page).source,
	chat.Fix:     (*page).fix,
	chat.Days:    (*page).days,
	chat.Field:   (*page).listed,
	chat.Item:    (*page).listed,
	chat.Officer: (*page).officer,
	chat.Large:   func(p *page, b chat.Block, _ bool) { p.in("b", func() { p.text(unbold(b.Text)) }) },
}

func (p *page) block(b chat.Block, quotes bool) {
	p.put(signs[b.Role])
	if write, ok := writers[b.Role]; ok {
		write(p, b, quotes)
		return
	}
	p.text(b.Text)
}

// unbold drops the bold of spans that stand in bold already.
func unbold(t chat.Text) chat.Text {
	out := make(chat.Text, len(t))
	for i, s := range t {
		if s.Style == chat.Bold {
			s.Style = chat.Plain
		}
		out[i] = s
	}
	return out
}

// longestBar is the most segments that a bar of progress shows.
const longestBar = 10

func (p *page) progress(b chat.Block, _ bool) {
	if b.Of <= longestBar && 0 <= b.N && b.N <= b.Of {
		p.put(strings.Repeat("▰", b.N) + strings.Repeat("▱", b.Of-b.N) + " ")
	}
	if b.Label != "" {
		p.bold(b.Label)
		p.put(" · ")
	}
	p.text(b.Text)
}

func (p *page) push(b chat.Block, _ bool) {
	if b.Label != "" {
		p.bold("(" + b.Label + ")")
		p.put(" ")
	}
	p.text(b.Text)
}

func (p *page) source(b chat.Block, quotes bool) {
	p.italic(words.Say("telegram.source", "clause", b.Text.String()))
	if quotes && b.Quote != "" {
		p.put("\n")
		p.in("blockquote expandable", func() { p.put("“" + b.Quote + "”") })
	}
}

func (p *page) fix(b chat.Block, _ bool) {
	p.put(words.Say("telegram.fix", "printed", b.Label) + " ")
	p.in("b", func() { p.text(unbold(b.Text)) })
	if b.Note != "" {
		p.put(". ")
		p.italic(b.Note)
	}
}

func (p *page) days(b chat.Block, _ bool) {
	p.bold(b.Label)
	p.put("\n")
	p.text(b.Text)
}

// officer is a person of the office speaking: whose words they are stands over them.
func (p *page) officer(b chat.Block, _ bool) {
	p.bold(b.Label)
	p.put("\n")
	p.text(b.Text)
}

func (p *page) listed(b chat.Block, _ bool) {
	if b.Label != "" {
		p.bold(b.Label)
		if b.Text.String() != "" {
			p.put(": ")
		}
	}
	p.text(b.Text)
	if b.Note != "" {
		p.put(" (" + b.Note + ")")
	}
	p.put(states[b.State])
}
