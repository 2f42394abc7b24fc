package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// summary shows the row before it is saved; every line is a button that changes it.
func (r rosterDialog) summary(t *turn, s sheet) {
	cells := t.cells()
	body := chat.Body{block(chat.Title, "roster.summary")}
	choices := []chat.Choice{pick("save", "roster.save")}
	for _, c := range s.asked(cells) {
		body = append(body, chat.Block{Role: chat.Field, Label: c.Label, Text: chat.Words(roster.Mask(c, cells[c.ID])), Pick: "col:" + c.ID})
		choices = append(choices, pick("col:"+c.ID, "roster.edit", "label", c.Label))
	}
	for _, c := range s.form.Columns {
		if c.Computed != "" {
			body = append(body, chat.Block{Role: chat.Field, Label: c.Label, Text: chat.Words(roster.Show(c, roster.Compute(c.Computed, cells)))})
		}
		if c.Fill != "" {
			body = append(body, chat.Block{Role: chat.Field, Label: c.Label, Text: chat.Words(s.filled(c))})
		}
	}
	for _, c := range s.form.Columns {
		if c.Elsewhere != "" && !c.Open(s.section) {
			body = append(body, said(chat.Hint, c.Elsewhere))
		}
	}
	t.card(body, rows(append(choices, lasting("go:cancel", "common.cancel"))...)...)
}

func (r rosterDialog) takeSummary(t *turn, s sheet) (bool, error) {
	if c, ok := s.editing(t); ok {
		t.set("roster.column", c.ID)
		return true, t.follow(r, "ask")
	}
	if t.text() != "save" && !typedAs(t.text(), "dialogs.typed.yes") {
		return false, nil
	}
	return true, r.save(t, s)
}

// editing is the column that was picked to be changed, or that "sửa …" speaks of.
func (s sheet) editing(t *turn) (directive.Column, bool) {
	if id, ok := strings.CutPrefix(t.text(), "col:"); ok {
		return s.form.Column(id)
	}
	verb, what, _ := strings.Cut(directive.Fold(t.text()), " ")
	if t.pressed() || what == "" || !typedAs(verb, "roster.typed.edit") {
		return directive.Column{}, false
	}
	for _, c := range s.asked(t.cells()) {
		nick := "roster.typed.kind." + c.Kind
		if strings.HasPrefix(directive.Fold(c.Label), what) || words.Known(nick) && typedAs(what, nick) {
			return c, true
		}
	}
	return directive.Column{}, false
}

func (r rosterDialog) save(t *turn, s sheet) error {
	cells := t.cells()
	roster.Complete(s.form, s.unit.Name, s.period, cells)
	for _, fault := range roster.Whole(s.form, s.section, cells) {
		t.lead = append(t.lead, said(chat.Wrong, faultText(s.form, fault)))
		t.set("roster.column", fault.Column)
		return t.follow(r, "ask")
	}
	if len(s.held.Rows) >= limit(s.form) {
		t.note(chat.Warn, "roster.full", "n", strconv.Itoa(limit(s.form)))
		return r.toList(t)
	}
	ops := t.opening(s, cells)
	after, err := t.edit(s, ops...)
	if err != nil {
		return err
	}
	t.named(s, "", ops[0].Row)
	t.set("roster.page", strconv.Itoa(pages(len(after.Rows))-1))
	if day := t.slot("new.day"); day != "" {
		t.note(chat.Saved, "personnel.replaced", "name", s.name(cells), "day", directive.Day(day), "n", strconv.Itoa(len(after.Rows)), "noun", s.form.RowNoun)
		t.note(chat.Hint, "personnel.tell", "to", reportedTo(t.d))
		return r.standing(t, s, after)
	}
	t.note(chat.Saved, "roster.saved", "name", s.name(cells), "n", strconv.Itoa(len(after.Rows)), "noun", s.form.RowNoun)
	return r.after(t, s, after)
}

// opening is what keeping a new row does: one that is reported as a personnel change
// holds from its day on, and takes the place of another if that is still there.
func (t *turn) opening(s sheet, cells map[string]string) []roster.Op {
	day, reason := t.slot("new.day"), t.slot("new.reason")
	if reason != "" {
		cells[roster.ReasonCell] = reason
	}
	ops := []roster.Op{{Verb: roster.Add, Row: roster.RowID(t.scene.In.ID, 0), Cells: cells, Day: day}}
	if old, there := s.held.Row(t.slot("new.close")); there {
		ops = append(ops, roster.Op{Verb: roster.Close, Row: old.ID, Day: day, Reason: reason})
	}
	return ops
}

// after shows the list as it stands once the turn is kept, with a way to take it back.
func (r rosterDialog) after(t *turn, s sheet, held roster.Roster) error {
	t.undoable = roster.EntryID(t.scene.In.ID, 0)
	return r.standing(t, s, held)
}

// standing shows the list as it stands once the turn is kept.
func (r rosterDialog) standing(t *turn, s sheet, held roster.Roster) error {
	t.clear(newPrefix)
	t.clear(cellPrefix)
	t.clear("roster.column")
	t.clear("roster.row")
	t.next.Trail = nil
	t.place(frame(rosterName, "list"))
	s.held = held
	return r.list(t, s)
}

// filled is the value of a column that the bot fills in.
func (s sheet) filled(c directive.Column) string {
	if c.Fill == "unit" {
		return s.unit.Name
	}
	return s.period
}

func faultText(f directive.Form, fault roster.Fault) string {
	if fault.Say != "" {
		return fault.Say
	}
	c, _ := f.Column(fault.Column)
	return c.Label + ": " + roster.Sentence(fault.Reason)
}
