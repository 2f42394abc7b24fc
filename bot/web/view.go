package web

import (
	"encoding/json"
	"html/template"
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// view is a line as the templates show it.
type view struct {
	N           int64
	ID          string
	Time, Stamp string
	Day, Date   string // the day it belongs to, and that day in words
	NewDay      bool   // a line with the date stands over it
	Me, Gone    bool
	Text        string
	Press, Got  string // of the person's own line: what was pressed, what a typed number meant
	Parts       []segment
	Fold        *fold
	Choices     []button
	Layout      string
	Expect      string
	Officer     string // whose words these are, of the office
	File        *attached
	Aside       bool // its choices are not those of the talk, which stands where it stood
}

// fold is what a step shrinks to once another step is shown.
type fold struct {
	Of, Label, Title string
	N                int
	Open, Done       bool
}

// button is a choice; its number is the same on every channel.
type button struct {
	N                  int    // 0: it has none
	Label, Press, Kind string // Kind: primary, old, was or ""
	Elsewhere          bool   // a line of the card is its button
	Rests              bool   // of an offer that is no longer the present one: the keyboard passes over it
}

// dayForm names a day in the attributes of a line.
const dayForm = "2006-01-02"

func (p *Page) view(l Line) (view, error) {
	var s said
	if err := json.Unmarshal(l.Body, &s); err != nil {
		return view{}, err
	}
	at := l.At.In(zone())
	v := view{N: l.N, ID: l.ID, Time: at.Format("15:04"), Stamp: l.At.Format("2006-01-02T15:04:05Z07:00"), Day: at.Format(dayForm),
		Date: date(at, p.Now().In(zone())), Me: s.Me, Gone: s.Gone, Text: s.Text, Press: s.Press}
	if s.Out != nil {
		p.fill(&v, s.Out)
	}
	return v, nil
}

func (p *Page) fill(v *view, o *chat.Outbound) {
	v.Expect, v.Aside = o.Expect, o.Offer == 0
	presses := map[string]string{}
	for i, c := range o.Flat() {
		b := button{N: i + 1, Label: c.Label, Press: chat.Data(c, o.Offer, i)}
		if v.Aside {
			b.N = 0
		} else if i == 0 {
			b.Kind = "primary"
		}
		presses[c.Value] = b.Press
		v.Choices = append(v.Choices, b)
	}
	for _, b := range o.Body {
		if b.Role == chat.Officer {
			v.Officer = b.Label
		}
	}
	v.attach(o.File)
	v.Parts = segments(o.Body, presses)
	for i := range v.Parts {
		v.Parts[i].ID = "t" + strconv.FormatInt(v.N, 10) + "-" + strconv.Itoa(i)
		if v.Parts[i].Kind == "card" {
			v.Parts[i].Shot = p.shot(o.Picture)
			v.fold(v.Parts[i])
		}
	}
	v.elsewhere(o.Body, presses)
	v.undo()
	v.layout()
}

// shot is the drawing of a step; a picture that cannot be drawn is left out, for the
// card says everything that it shows.
func (p *Page) shot(ref string) template.HTML {
	if ref == "" || p.Draw == nil {
		return ""
	}
	markup, _, err := p.Draw(ref)
	if err != nil {
		p.Log.Warn("picture not drawn", "err", err)
		return ""
	}
	return template.HTML(markup) // #nosec G203: made by draw, which escapes what it writes
}

func (v *view) fold(card segment) {
	if card.Shot == "" || card.Progress == nil || card.Title == nil {
		return
	}
	v.Fold = &fold{Of: card.Progress.Text.String(), Label: card.Progress.Label, Title: card.Title.Text.String(), N: card.Progress.N, Open: true}
}

// elsewhere notes the choices whose button is a line of the card.
func (v *view) elsewhere(body chat.Body, presses map[string]string) {
	lines := map[string]bool{}
	for _, b := range body {
		if b.Pick != "" {
			lines[presses[b.Pick]] = true
		}
	}
	for i := range v.Choices {
		v.Choices[i].Elsewhere = lines[v.Choices[i].Press]
	}
}

// undo gives a saved line the choice that takes it back.
func (v *view) undo() {
	for i := range v.Parts {
		s := &v.Parts[i]
		for j := range v.Choices {
			if s.Kind == "saved" && s.Groups[0].Parts[0].Press != "" && v.Choices[j].Press == s.Groups[0].Parts[0].Press {
				s.Undo = &v.Choices[j]
			}
		}
	}
}

// layout puts short lists into two columns where there is room.
func (v *view) layout() {
	switch n := len(v.Choices); {
	case n == 2:
		v.Layout = "pair"
	case n > 2 && v.Fold != nil:
		v.Layout = "two"
	}
}

// text of the page's script, which has no sentence of its own.
func scriptWords() map[string]string {
	said := map[string]string{}
	for _, key := range []string{"sending", "wait", "sent", "got", "failed", "again", "new", "typing", "slow", "back.online", "chosen",
		"updated", "me", "file.sent", "file.large", "theme.auto", "theme.light", "theme.dark"} {
		said[key] = words.Say("web." + key)
	}
	return said
}
