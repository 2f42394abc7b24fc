package dialogs

import (
	"maps"
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// openRow shows one stored row.
func (r rosterDialog) openRow(t *turn, s sheet, id string) error {
	if _, ok := s.held.Row(id); !ok {
		return r.gone(t)
	}
	t.clear(cellPrefix)
	t.set("roster.row", id)
	return t.follow(r, "row")
}

// gone says that the row is no longer there, and shows the list.
func (r rosterDialog) gone(t *turn) error {
	t.note(chat.Warn, "roster.gone")
	return r.toList(t)
}

// row shows a stored row and remembers the version that was shown.
func (r rosterDialog) row(t *turn, s sheet) error {
	row, ok := s.held.Row(t.slot("roster.row"))
	if !ok {
		return r.gone(t)
	}
	t.set("roster.rowv", strconv.FormatInt(row.Version, 10))
	t.set("roster.suggest", "")
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
	if asked := row.Cells[roster.CommentCell]; asked != "" {
		body = append(body, block(chat.Warn, "review.comment.shown", "comment", asked))
	}
	for _, fault := range roster.Whole(s.form, s.section, row.Cells) {
		body = append(body, said(chat.Warn, faultText(s.form, fault)))
	}
	if t.undoable != "" {
		choices = append(choices, lasting("undo:"+t.undoable, "roster.undo"))
	}
	if from := row.Cells[roster.FromCell]; from != "" {
		body = append(body, block(chat.Hint, "earlier.from", "number", from))
	}
	body = append(body, block(chat.Hint, "confirm.stand."+string(row.Stand)))
	if s.mayAsk(row) {
		choices = append(choices, pick("confirm", "confirm.ask"))
	}
	end := pick("delete", "roster.delete")
	if s.handedIn() {
		end = pick("personnel", "personnel.who")
	}
	t.card(body, rows(append(choices, end, pick("list", "roster.back"))...)...)
	return nil
}

func (r rosterDialog) takeRow(t *turn, s sheet) (bool, error) {
	if c, ok := s.editing(t); ok {
		t.set("roster.column", c.ID)
		if t.mustConsent(s.form) {
			return true, t.follow(r, "consent")
		}
		return true, t.follow(r, "ask")
	}
	switch {
	case t.text() == "confirm":
		return true, confirm{}.ask(t, s)
	case t.text() == "list":
		return true, r.toList(t)
	case s.handedIn() && (t.text() == "personnel" || t.text() == "delete" || !t.pressed() && typedAs(t.text(), "roster.typed.delete")):
		id := t.slot("roster.row")
		t.clear(newPrefix)
		t.open(frame(personnelName, "menu"))
		t.set("new.close", id)
		return true, t.follow(personnel{}, "how")
	case t.text() == "delete" || !t.pressed() && typedAs(t.text(), "roster.typed.delete"):
		return true, r.remove(t, s)
	}
	return false, nil
}

// same reports whether the row still is what the person was shown.
func (r rosterDialog) same(t *turn, row roster.Row) bool {
	return strconv.FormatInt(row.Version, 10) == t.slot("roster.rowv")
}

// remove deletes the row, unless somebody has changed it since it was shown.
func (r rosterDialog) remove(t *turn, s sheet) error {
	row, ok := s.held.Row(t.slot("roster.row"))
	if !ok {
		return r.gone(t)
	}
	if !r.same(t, row) {
		t.note(chat.Warn, "roster.changed.since")
		return r.show(t)
	}
	after, err := t.edit(s, roster.Op{Verb: roster.Delete, Row: row.ID})
	if err != nil {
		return err
	}
	t.note(chat.Saved, "roster.deleted", "name", s.name(row.Cells), "n", strconv.Itoa(len(after.Rows)), "noun", s.form.RowNoun)
	return r.after(t, s, after)
}

// put sets one cell of a stored row, and shows the row.
func (r rosterDialog) put(t *turn, s sheet, row roster.Row, c directive.Column, value string) error {
	after, err := t.setCell(s, row, c, value)
	if err != nil {
		return err
	}
	s.held = after
	row, _ = after.Row(row.ID)
	t.clear(cellPrefix)
	t.note(chat.Saved, "roster.changed", "label", c.Label, "name", s.name(row.Cells))
	t.place(frame(rosterName, "row"))
	t.undoable = roster.EntryID(t.scene.In.ID, 0)
	return r.row(t, s)
}

// setCell adds the change of one cell of a stored row, and of what is computed from it.
func (t *turn) setCell(s sheet, row roster.Row, c directive.Column, value string) (roster.Roster, error) {
	cells, whole := map[string]string{c.ID: value}, maps.Clone(row.Cells)
	if whole == nil {
		whole = map[string]string{}
	}
	whole[c.ID] = value
	for _, other := range s.form.Columns {
		if other.Computed != "" {
			cells[other.ID] = roster.Compute(other.Computed, whole)
		}
	}
	return t.edit(s, roster.Op{Verb: roster.Change, Row: row.ID, Cells: cells})
}
