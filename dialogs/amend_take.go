package dialogs

import (
	"slices"
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

func (a amend) take(t *turn) (bool, error) {
	switch {
	case t.text() == "yes" || typedAs(t.text(), "dialogs.typed.yes"):
		return true, a.accept(t)
	case t.text() == "no" || typedAs(t.text(), "dialogs.typed.no"):
		return true, a.decline(t)
	}
	return false, nil
}

func (a amend) decline(t *turn) error {
	t.note(chat.Hint, "roster.kept")
	return a.end(t)
}

// gone says that there is nothing left to correct.
func (a amend) gone(t *turn) error {
	t.note(chat.Warn, "amend.gone")
	return a.end(t)
}

// end goes back to the work.
func (a amend) end(t *turn) error {
	if t.interrupted() {
		t.pop()
	} else {
		t.home()
	}
	return a.h.again(t)
}

// accept judges once more and corrects the cell. When somebody else has changed its row
// since the offer, both values are shown and nothing is changed.
func (a amend) accept(t *turn) error {
	m, value, ok, err := t.offered()
	if err != nil {
		return err
	}
	if !ok {
		return a.gone(t)
	}
	v, twin, err := m.judged(t, value)
	switch {
	case err != nil:
		return err
	case !v.OK:
		t.lead = append(t.lead, said(chat.Wrong, refusal(m.col, v)))
		return a.end(t)
	case m.cells[m.column] == v.Normal:
		t.note(chat.Hint, "amend.same")
		return a.end(t)
	case strconv.FormatInt(m.row.Version, 10) != t.slot("amend.rowv"):
		t.note(chat.Warn, "roster.conflict")
		return a.show(t)
	}
	if m.col.Private() {
		t.strike(t.slot("amend.mark"))
	}
	rosterDialog{}.accept(t, m.col, v, twin)
	if m.row.ID == "" {
		return a.retype(t, m, v)
	}
	after, err := t.setCell(m.sheet, m.row, m.col, v.Normal)
	if err != nil {
		return err
	}
	t.note(chat.Saved, "roster.changed", "label", m.col.Label, "name", m.sheet.called(after, m.row.ID))
	t.undoable = roster.EntryID(t.scene.In.ID, 0)
	return a.end(t)
}

// retype corrects a cell of the row being typed. The question that waits goes on to
// wait, unless the correction has made it needless or another one needed.
func (a amend) retype(t *turn, m amended, v roster.Verdict) error {
	t.next.Slots[cellPrefix+m.column] = "=" + v.Normal
	t.pop()
	r := rosterDialog{}
	if t.at().Dialog != rosterName || t.state() != asking && t.state() != "summary" {
		return a.h.again(t)
	}
	waits := slices.ContainsFunc(m.asked(t.cells()), func(c directive.Column) bool { return c.ID == t.slot("roster.column") })
	if t.state() == asking && waits {
		return r.show(t)
	}
	return r.next(t, m.sheet)
}
