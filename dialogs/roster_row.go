package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// openRow shows one stored row and remembers the version that was shown.
func (r rosterDialog) openRow(t *turn, s sheet, id string) error {
	row, ok := s.held.Row(id)
	if !ok {
		t.note(chat.Warn, "roster.gone")
		return r.show(t)
	}
	t.clear(cellPrefix)
	t.set("roster.row", row.ID)
	t.set("roster.rowv", strconv.FormatInt(row.Version, 10))
	return t.follow(r, "row")
}

func (r rosterDialog) row(t *turn, s sheet) error {
	row, ok := s.held.Row(t.slot("roster.row"))
	if !ok {
		t.note(chat.Warn, "roster.gone")
		return t.follow(r, "list")
	}
	t.set("roster.rowv", strconv.FormatInt(row.Version, 10))
	body := chat.Body{said(chat.Title, s.name(row.Cells)), block(chat.Hint, "roster.row")}
	choices := []chat.Choice{}
	for _, c := range s.form.Columns {
		if !c.Open(s.section) {
			continue
		}
		b := chat.Block{Role: chat.Field, Label: c.Label, Text: chat.Words(roster.Mask(c, row.Cells[c.ID]))}
		if roster.Asked(c, s.section, row.Cells) {
			b.Pick = "col:" + c.ID
			choices = append(choices, pick("col:"+c.ID, "roster.edit", "label", c.Label))
		}
		body = append(body, b)
	}
	for _, fault := range roster.Whole(s.form, s.section, row.Cells) {
		body = append(body, said(chat.Warn, faultText(s.form, fault)))
	}
	t.card(body, rows(append(choices, pick("delete", "roster.delete"), pick("list", "roster.back"))...)...)
	return nil
}

func (r rosterDialog) takeRow(t *turn, s sheet) (bool, error) {
	if column, ok := strings.CutPrefix(t.text(), "col:"); ok {
		if _, known := s.form.Column(column); !known {
			return false, nil
		}
		t.set("roster.column", column)
		return true, t.follow(r, "ask")
	}
	switch t.text() {
	case "list":
		return true, t.follow(r, "list")
	case "delete":
		return true, r.remove(t, s)
	}
	return false, nil
}

// same reports whether the row still is what the person was shown.
func (r rosterDialog) same(t *turn, row roster.Row) bool {
	return strconv.FormatInt(row.Version, 10) == t.slot("roster.rowv")
}

func (r rosterDialog) remove(t *turn, s sheet) error {
	row, ok := s.held.Row(t.slot("roster.row"))
	if !ok {
		t.note(chat.Warn, "roster.gone")
		return t.follow(r, "list")
	}
	if !r.same(t, row) {
		t.note(chat.Warn, "roster.conflict")
		return r.show(t)
	}
	after, err := t.edit(s, roster.Op{Verb: roster.Delete, Row: row.ID})
	if err != nil {
		return err
	}
	t.note(chat.Saved, "roster.deleted", "name", s.name(row.Cells), "n", strconv.Itoa(len(after.Rows)), "noun", s.form.RowNoun)
	t.card(nil, rows(lasting("undo:"+roster.EntryID(t.scene.In.ID, 0), "roster.undo"))...)
	return r.after(t, s, after)
}

// change sets one cell of a stored row. When somebody else has changed the row
// since it was shown, both values are shown and nothing is changed.
func (r rosterDialog) change(t *turn, s sheet, c directive.Column, value string) error {
	row, ok := s.held.Row(t.slot("roster.row"))
	if !ok {
		t.note(chat.Warn, "roster.gone")
		return t.follow(r, "list")
	}
	if !r.same(t, row) && row.Cells[c.ID] != value {
		t.set(cellPrefix+c.ID, "="+value)
		t.set("roster.rowv", strconv.FormatInt(row.Version, 10))
		t.say = nil
		t.set("mask", "")
		return t.follow(r, "conflict")
	}
	return r.put(t, s, row, c, value)
}

func (r rosterDialog) put(t *turn, s sheet, row roster.Row, c directive.Column, value string) error {
	cells := map[string]string{c.ID: value}
	whole := map[string]string{}
	for k, v := range row.Cells {
		whole[k] = v
	}
	whole[c.ID] = value
	for _, other := range s.form.Columns {
		if other.Computed != "" {
			cells[other.ID] = roster.Compute(other.Computed, whole)
		}
	}
	after, err := t.edit(s, roster.Op{Verb: roster.Change, Row: row.ID, Cells: cells})
	if err != nil {
		return err
	}
	t.clear(cellPrefix)
	t.note(chat.Saved, "roster.changed", "label", c.Label, "name", s.name(whole))
	t.place(rosterName, "row")
	s.held = after
	return r.row(t, s)
}

func (r rosterDialog) conflict(t *turn, s sheet) error {
	c, _ := t.column()
	row, ok := s.held.Row(t.slot("roster.row"))
	if !ok {
		t.note(chat.Warn, "roster.gone")
		return t.follow(r, "list")
	}
	t.set("roster.rowv", strconv.FormatInt(row.Version, 10))
	t.card(chat.Body{block(chat.Title, "roster.conflict"), said(chat.Para, s.name(row.Cells)+" · "+c.Label),
		{Role: chat.Field, Label: words.Say("roster.conflict.theirs"), Text: chat.Words(roster.Mask(c, row.Cells[c.ID]))},
		{Role: chat.Field, Label: words.Say("roster.conflict.mine"), Text: chat.Words(roster.Mask(c, t.cells()[c.ID]))}},
		rows(pick("theirs", "roster.theirs"), pick("mine", "roster.mine"))...)
	return nil
}

func (r rosterDialog) takeConflict(t *turn, s sheet) (bool, error) {
	c, ok := t.column()
	row, found := s.held.Row(t.slot("roster.row"))
	switch {
	case !ok || !found:
		t.note(chat.Warn, "roster.gone")
		return true, t.follow(r, "list")
	case t.text() == "theirs":
		t.clear(cellPrefix)
		t.note(chat.Hint, "roster.kept")
		return true, t.follow(r, "row")
	case t.text() == "mine" && !r.same(t, row):
		return true, r.show(t)
	case t.text() == "mine":
		return true, r.put(t, s, row, c, t.cells()[c.ID])
	}
	return false, nil
}
