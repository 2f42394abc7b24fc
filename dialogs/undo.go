package dialogs

import (
	"strconv"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// undoFor is how long something can be undone.
const undoFor = 24 * time.Hour

// undo takes back a change of the last day that nobody has built upon: the one
// named, or the person's own last one, in any of the forms that they keep.
func (h *House) undo(t *turn, id string) error {
	var last *entry
	for _, d := range t.scene.Directives {
		for _, unit := range t.who.Units(d.ID) {
			u, _ := d.Unit(unit)
			for _, f := range d.Hands(u.Kind) {
				found, err := t.undone(d, f, u, id)
				if err != nil {
					return err
				}
				if found != nil && (last == nil || found.done.At.After(last.done.At)) {
					last = found
				}
			}
		}
	}
	if last == nil {
		t.note(chat.Hint, "roster.undo.none")
		return h.again(t)
	}
	return h.reverse(t, *last)
}

// entry is a change that may be taken back, with the sheet it was made on.
type entry struct {
	d    *directive.Directive
	form directive.Form
	unit directive.Unit
	done roster.Entry
}

// undone finds the entry in one sheet; nil when it is not there.
func (t *turn) undone(d *directive.Directive, f directive.Form, u directive.Unit, id string) (*entry, error) {
	if !people.May(t.who, people.KeepRoster, d.ID, u.ID) {
		return nil, nil
	}
	history, err := t.scene.Desk.History(t.ctx, roster.KeyAt(d, f.ID, u.ID, t.now()), t.now().Add(-undoFor))
	if err != nil {
		return nil, err
	}
	for i := len(history) - 1; i >= 0; i-- {
		e := history[i]
		if id == "" && e.By == t.who.ID && e.Row != "" || id != "" && e.ID == id {
			return &entry{d: d, form: f, unit: u, done: e}, nil
		}
	}
	return nil, nil
}

// reverse does the opposite of an entry, if its row is still as the entry left it.
func (h *House) reverse(t *turn, e entry) error {
	held, err := t.scene.Desk.Roster(t.ctx, e.done.Key)
	if err != nil {
		return err
	}
	op, ok := opposite(held, e.done)
	if !ok {
		t.note(chat.Warn, "roster.undo.moved")
		return h.again(t)
	}
	section, _ := e.form.Section(e.unit.Kind)
	s := sheet{form: e.form, unit: e.unit, section: section.ID, held: held}
	after, err := t.edit(s, op)
	if err != nil {
		return err
	}
	t.note(chat.Saved, "roster.undone."+string(op.Verb), "name", s.called(held, e.done.Row), "unit", e.unit.Name, "n", strconv.Itoa(len(after.Rows)), "noun", e.form.RowNoun)
	if t.typing() || t.d != e.d {
		return h.again(t)
	}
	t.clear("")
	t.set("roster.unit", e.unit.ID)
	t.set("roster.form", e.form.ID)
	t.forget(rosterName)
	t.pop()
	t.place(frame(rosterName, "list"))
	s.held = after
	return rosterDialog{}.list(t, s)
}

// called is the name of a row, whether it is in the roster or was deleted from it.
func (s sheet) called(held roster.Roster, id string) string {
	row, ok := held.Row(id)
	if !ok {
		row, _ = held.Deleted(id)
	}
	return s.name(row.Cells)
}

// opposite is the operation that takes an entry back; false once the row has moved.
func opposite(held roster.Roster, e roster.Entry) (roster.Op, bool) {
	row, here := held.Row(e.Row)
	gone, away := held.Deleted(e.Row)
	switch {
	case e.Op == roster.Delete && away && gone.Version == e.Version:
		return roster.Op{Verb: roster.Restore, Row: e.Row}, true
	case e.Op == roster.Change && here && row.Version == e.Version:
		return roster.Op{Verb: roster.Change, Row: e.Row, Cells: e.Before}, true
	case e.Op == roster.Add && here && row.Version == e.Version:
		return roster.Op{Verb: roster.Delete, Row: e.Row}, true
	}
	return roster.Op{}, false
}
