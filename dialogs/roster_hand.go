package dialogs

import (
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// handIn hands in a roster whose rows are whole; posts that the directive wants
// named and are not are asked about first.
func (r rosterDialog) handIn(t *turn, s sheet) error {
	if len(s.held.Rows) == 0 {
		return r.show(t)
	}
	if unready := roster.Unready(s.form, s.section, s.held); len(unready) > 0 {
		t.note(chat.Wrong, "roster.cannot")
		for _, row := range unready {
			what := []string{}
			for _, fault := range roster.Whole(s.form, s.section, row.Cells) {
				c, _ := s.form.Column(fault.Column)
				what = append(what, c.Label)
			}
			t.note(chat.Warn, "roster.unwhole", "name", s.name(row.Cells), "what", strings.Join(what, ", "))
		}
		return r.show(t)
	}
	return t.follow(r, "sure")
}

func (r rosterDialog) sure(t *turn, s sheet) {
	body := chat.Body{block(chat.Title, "roster.sure"),
		block(chat.Para, "roster.title", "unit", s.unit.Name)}
	for _, row := range s.held.Rows {
		body = append(body, r.item(s, row))
	}
	if needed := roster.Needed(t.d, s.form, s.unit.Kind, s.held); len(needed) > 0 {
		body = append(body, block(chat.Warn, "roster.sure.needs", "posts", strings.Join(needed, ", ")))
	}
	if t.late(s) {
		body = append(body, block(chat.Warn, "roster.late"))
	}
	t.card(body, rows(pick("hand", "roster.hand"), pick("list", "roster.back"))...)
}

func (t *turn) late(s sheet) bool {
	o, ok := t.d.For("form:"+s.form.ID, t.now())
	return ok && o.Late(t.now())
}

func (r rosterDialog) hand(t *turn, s sheet) error {
	late := t.late(s)
	if _, err := t.edit(s, roster.Op{Verb: roster.Hand, Late: late, Print: roster.Print(s.form, s.held.Key, s.held.Rows)}); err != nil {
		return err
	}
	key := "roster.handed"
	if late {
		key = "roster.handed.late"
	}
	return r.closed(t, s, key)
}

func (r rosterDialog) noOne(t *turn, s sheet) error {
	if s.form.Nil == "" || len(s.held.Rows) > 0 {
		return r.show(t)
	}
	if _, err := t.edit(s, roster.Op{Verb: roster.NoOne, Late: t.late(s)}); err != nil {
		return err
	}
	return r.closed(t, s, "roster.niled")
}

func (r rosterDialog) closed(t *turn, s sheet, key string) error {
	at := t.now().In(t.d.Zone())
	when := at.Format("15:04") + " " + directive.Weekday(at) + " " + directive.Date(at)
	t.note(chat.Saved, key, "unit", s.unit.Name, "n", strconv.Itoa(len(s.held.Rows)), "noun", s.form.RowNoun, "time", when)
	t.clear("")
	t.next.Trail = nil
	t.place(menuName, home)
	t.card(nil, rows(lasting("go:roster", "roster.list"), lasting("go:menu", "common.menu"))...)
	return nil
}

// undoFor is how long something can be undone.
const undoFor = 24 * time.Hour

// undo takes back a change of the last day that nobody has built upon: the one
// named, or the person's own last one.
func (h *House) undo(t *turn, id string) error {
	for _, unit := range t.units() {
		u, _ := t.d.Unit(unit)
		for _, f := range t.d.Hands(u.Kind) {
			done, err := h.undoIn(t, f, u, id)
			if done || err != nil {
				return err
			}
		}
	}
	t.note(chat.Hint, "roster.undo.none")
	return h.again(t)
}

func (h *House) undoIn(t *turn, f directive.Form, u directive.Unit, id string) (bool, error) {
	k := roster.KeyAt(t.d, f.ID, u.ID, t.now())
	history, err := t.scene.Desk.History(t.ctx, k, t.now().Add(-undoFor))
	if err != nil || !people.May(t.who, people.KeepRoster, t.d.ID, u.ID) {
		return false, err
	}
	for i := len(history) - 1; i >= 0; i-- {
		e := history[i]
		if id == "" && e.By == t.who.ID && e.Row != "" || id != "" && e.ID == id {
			return h.reverse(t, f, u, k, e)
		}
	}
	return false, nil
}

// reverse does the opposite of an entry, if its row is still as the entry left it.
func (h *House) reverse(t *turn, f directive.Form, u directive.Unit, k roster.Key, e roster.Entry) (bool, error) {
	held, err := t.scene.Desk.Roster(t.ctx, k)
	if err != nil {
		return false, err
	}
	row, here := held.Row(e.Row)
	gone, away := held.Deleted(e.Row)
	op := roster.Op{Row: e.Row}
	switch {
	case e.Op == roster.Delete && away && gone.Version == e.Version:
		op.Verb = roster.Restore
	case e.Op == roster.Change && here && row.Version == e.Version:
		op.Verb, op.Cells = roster.Change, e.Before
	case e.Op == roster.Add && here && row.Version == e.Version:
		op.Verb = roster.Delete
	default:
		return false, nil
	}
	section, _ := f.Section(u.Kind)
	after, err := t.edit(sheet{form: f, unit: u, section: section.ID, held: held}, op)
	if err != nil {
		return false, err
	}
	t.note(chat.Saved, "roster.undone", "n", strconv.Itoa(len(after.Rows)), "noun", f.RowNoun)
	t.clear("")
	t.set("roster.unit", u.ID)
	t.set("roster.form", f.ID)
	t.place(rosterName, "list")
	rosterDialog{}.list(t, sheet{form: f, unit: u, section: section.ID, held: after})
	return true, nil
}
