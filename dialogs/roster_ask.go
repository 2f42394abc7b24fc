package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// cells are the values typed so far. A slot's "=" tells an empty value from none.
func (t *turn) cells() map[string]string {
	cells := map[string]string{}
	for name, value := range t.next.Slots {
		if column, ok := strings.CutPrefix(name, cellPrefix); ok {
			cells[column] = strings.TrimPrefix(value, "=")
		}
	}
	return cells
}

// asked lists the columns asked in the section, in order.
func (s sheet) asked(cells map[string]string) []directive.Column {
	all := []directive.Column{}
	for _, c := range s.form.Columns {
		if roster.Asked(c, s.section, cells) {
			all = append(all, c)
		}
	}
	return all
}

// next asks the first column that has no answer yet, or shows the summary.
func (r rosterDialog) next(t *turn, s sheet) error {
	for _, c := range s.asked(t.cells()) {
		if _, done := t.next.Slots[cellPrefix+c.ID]; !done {
			t.set("roster.column", c.ID)
			return t.follow(r, "ask")
		}
	}
	t.set("roster.column", "")
	return t.follow(r, "summary")
}

// ask puts the question of one column, with what stands there already; for a stored
// row it remembers the version that was shown.
func (r rosterDialog) ask(t *turn, s sheet) error {
	c, _ := t.column()
	var body chat.Body
	var now string
	if id := t.slot("roster.row"); id != "" {
		row, ok := s.held.Row(id)
		if !ok {
			return r.gone(t)
		}
		t.set("roster.rowv", strconv.FormatInt(row.Version, 10))
		body, now = append(body, block(chat.Progress, "roster.of", "name", s.name(row.Cells))), row.Cells[c.ID]
	} else {
		body, now = append(body, r.progress(t, s, c)), t.cells()[c.ID]
	}
	post, preset := s.preset(t)
	preset = preset && post.ID != c.ID
	if preset {
		body = append(body, chat.Block{Role: chat.Field, Label: post.Label, Text: chat.Words(roster.Show(post, t.cells()[post.ID])), Pick: "col:" + post.ID})
	}
	body = append(body, said(chat.Title, c.Ask))
	if now != "" {
		body = append(body, chat.Block{Role: chat.Field, Label: words.Say("roster.now"), Text: chat.Words(roster.Mask(c, now))})
	}
	if c.Hint != "" {
		body = append(body, said(chat.Hint, c.Hint))
	}
	if c.Example != "" {
		body = append(body, block(chat.Hint, "roster.example", "example", c.Example))
	}
	if c.Private() && t.scene.Can.Erase {
		body = append(body, block(chat.Hint, "roster.leaves"))
	}
	choices := r.offers(t, s, c, now)
	if preset {
		choices = append(choices, pick("col:"+post.ID, "roster.edit", "label", post.Label))
	}
	out := t.card(body, rows(choices...)...)
	out.Expect, out.Contact = c.Kind, c.Kind == "phone"
	return nil
}

// progress says which row is entered and which of its questions this is.
func (rosterDialog) progress(t *turn, s sheet, c directive.Column) chat.Block {
	columns := s.asked(t.cells())
	k := slices.IndexFunc(columns, func(other directive.Column) bool { return other.ID == c.ID }) + 1
	nth := words.Say("roster.nth", "noun", capital(s.form.RowNoun), "n", strconv.Itoa(len(s.held.Rows)+1))
	return chat.Block{Role: chat.Progress, Text: chat.Words(nth), N: k, Of: len(columns),
		Label: words.Say("roster.progress", "k", strconv.Itoa(k), "of", strconv.Itoa(len(columns)))}
}

func capital(s string) string {
	runes := []rune(s)
	if len(runes) == 0 {
		return s
	}
	return strings.ToUpper(string(runes[:1])) + string(runes[1:])
}

func (r rosterDialog) offers(t *turn, s sheet, c directive.Column, now string) []chat.Choice {
	choices := []chat.Choice{}
	if suggestion := t.slot("roster.suggest"); suggestion != "" {
		choices = append(choices, pick("take", "roster.mend", "value", roster.Show(c, suggestion)))
	}
	switch c.Kind {
	case "mark":
		choices = append(choices, pick("v:x", "roster.yes"), pick("v:0", "roster.no"))
	case "choice":
		for _, v := range c.Values {
			choices = append(choices, chat.Choice{Label: v.Label, Value: "v:" + v.ID})
		}
	case "position":
		for i, post := range roster.Needed(t.d, s.form, s.unit.Kind, s.held) {
			choices = append(choices, chat.Choice{Label: post, Value: "need:" + strconv.Itoa(i)})
		}
	}
	if !s.bound(t, c).Required && c.Kind != "mark" {
		choices = append(choices, pick("skip", "roster.skip"))
	}
	if now != "" || t.slot("roster.row") != "" {
		choices = append(choices, pick("keep", "roster.keep"))
	}
	return choices
}

// answerOf turns a picked choice into the words that it stands for.
func (r rosterDialog) answerOf(t *turn, s sheet) string {
	text := t.text()
	if !t.pressed() {
		return text
	}
	switch text {
	case "take":
		return t.slot("roster.suggest")
	case "skip":
		return ""
	}
	if value, ok := strings.CutPrefix(text, "v:"); ok {
		return value
	}
	if i, ok := cutNumber(text, "need:"); ok {
		if needed := roster.Needed(t.d, s.form, s.unit.Kind, s.held); i < len(needed) {
			return needed[i]
		}
	}
	return text
}

// formBack goes back one column of a row being entered; what was typed there stays.
func (t *turn) formBack() bool {
	if t.at().Dialog != rosterName || t.slot("roster.row") != "" || t.state() != asking && t.state() != "summary" {
		return false
	}
	s, ok, err := t.sheet()
	if err != nil || !ok {
		return false
	}
	columns := s.asked(t.cells())
	i := slices.IndexFunc(columns, func(c directive.Column) bool { return c.ID == t.slot("roster.column") })
	if i < 0 {
		i = len(columns)
	}
	if i == 0 {
		if _, alone := s.preset(t); alone {
			t.clear(cellPrefix)
		}
		return false
	}
	t.set("roster.column", columns[i-1].ID)
	t.set("roster.suggest", "")
	t.place(frame(rosterName, asking))
	return true
}
