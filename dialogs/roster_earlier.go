package dialogs

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// A unit that begins a list of people may start from the one it kept under another
// directive: its rows are shown first, judged by the rules of the present form, and taken
// when its head says so. Whoever keeps no list of the unit never sees them.

const (
	earlierState = "earlier"
	outSlot      = "roster.out" // ids of the rows that are not to be taken, a space between
)

// earlierList is the list that a unit kept under another directive.
type earlierList struct {
	d    *directive.Directive
	held roster.Roster
	rows []roster.DraftRow // judged by the present form, in the order of held
	ids  []string          // of held's rows, beside rows
	none int               // rows whose person has said no
}

// earlier finds the latest one to start from; false where the present list has begun, or
// its rows are no people.
func (t *turn) earlier(s sheet) (earlierList, bool, error) {
	var last earlierList
	if len(s.held.Rows) > 0 || s.handedIn() || s.form.Row != "person" {
		return last, false, nil
	}
	for _, d := range t.scene.Directives {
		unit, same := roster.SameUnit(s.unit, d)
		if d.ID == t.d.ID || !same {
			continue
		}
		all, err := t.scene.Desk.Rosters(t.ctx, d.ID)
		if err != nil {
			return last, false, err
		}
		for _, held := range all {
			if held.Key.Unit == unit.ID && touched(held).After(touched(last.held)) && s.takes(d, held) {
				last = earlierList{d: d, held: held}
			}
		}
	}
	if last.d == nil {
		return last, false, nil
	}
	last.judge(t, s)
	return last, len(last.rows) > 0, nil
}

// touched is when a row of a roster was last written.
func touched(r roster.Roster) time.Time {
	at := time.Time{}
	for _, row := range r.Rows {
		if row.At.After(at) {
			at = row.At
		}
	}
	return at
}

// takes reports whether the present form can take the names of another's rows.
func (s sheet) takes(d *directive.Directive, held roster.Roster) bool {
	f, ok := d.Form(held.Key.Form)
	return ok && f.Row == "person" && roster.Carried(s.form, s.section, f)[s.form.Name] != ""
}

// judge holds the rows against the present form.
func (e *earlierList) judge(t *turn, s sheet) {
	f, _ := e.d.Form(e.held.Key.Form)
	k := roster.Carrying{Directive: t.d, Form: s.form, Section: s.section, Unit: s.unit.Name, Period: s.period,
		Columns: roster.Carried(s.form, s.section, f), From: e.d.Number, Now: t.now()}
	for i, row := range e.held.Rows {
		if row.Stand == roster.Refused {
			e.none++
			continue
		}
		e.rows, e.ids = append(e.rows, k.Row(i+1, row)), append(e.ids, row.ID)
	}
}

// blank are the columns that the earlier form had not and nobody must fill: they are not
// asked, and stay empty until somebody looks.
func (e earlierList) blank(s sheet) []string {
	f, _ := e.d.Form(e.held.Key.Form)
	pairs, labels := roster.Carried(s.form, s.section, f), []string{}
	for _, c := range s.asked(map[string]string{}) {
		if pairs[c.ID] == "" && !c.Required {
			labels = append(labels, c.Label)
		}
	}
	return labels
}

// offer is the choice to start from it.
func (e earlierList) offer() chat.Choice {
	return pick("earlier", "earlier.offer", "number", e.d.Number)
}

// from opens the earlier list, behind the notice of consent when it was not given yet.
func (r rosterDialog) from(t *turn, s sheet) error {
	t.set(outSlot, "")
	if t.mustConsent(s.form) {
		return t.follow(r, "consent", earlierState)
	}
	return r.toEarlier(t, s)
}

func (r rosterDialog) toEarlier(t *turn, s sheet) error {
	e, ok, err := t.earlier(s)
	if err != nil {
		return err
	}
	if !ok {
		t.note(chat.Warn, "earlier.gone")
		return r.toList(t)
	}
	return t.follow(r, earlierState, strconv.FormatInt(e.held.Version, 10))
}

// leftOut reports whether a row was marked not to be taken.
func (t *turn) leftOut(id string) bool {
	return slices.Contains(strings.Fields(t.slot(outSlot)), id)
}

// early shows a page of the earlier list: what would be taken, and what is to be asked.
func (r rosterDialog) early(t *turn, s sheet) error {
	e, ok, err := t.earlier(s)
	if err != nil {
		return err
	}
	if !ok {
		t.note(chat.Warn, "earlier.gone")
		return r.toList(t)
	}
	n := len(e.rows) - len(strings.Fields(t.slot(outSlot)))
	body := chat.Body{block(chat.Title, "earlier.title", "unit", s.unit.Name),
		block(chat.Hint, "earlier.source", "kind", e.d.Kind, "number", e.d.Number, "day", directive.Date(touched(e.held).In(t.d.Zone())))}
	choices := []chat.Choice{}
	if n > 0 {
		choices = append(choices, pick("take", "earlier.take", "n", strconv.Itoa(n), "noun", s.form.RowNoun))
	}
	from, to, turning := t.leaf("roster.page", len(e.rows), pageSize)
	for i := from; i < to; i++ {
		item, choice := r.earlyItem(t, s, e.rows[i], e.ids[i])
		body, choices = append(body, item), append(choices, choice)
	}
	if e.none > 0 {
		body = append(body, block(chat.Hint, "earlier.refused", "n", strconv.Itoa(e.none)))
	}
	if blank := e.blank(s); len(blank) > 0 {
		body = append(body, block(chat.Hint, "earlier.blank", "what", strings.Join(blank, ", ")))
	}
	body = append(body, block(chat.Hint, "earlier.hint"))
	t.card(body, rows(append(append(choices, turning...), pick("list", "roster.back"))...)...)
	return nil
}

// earlyItem is one row of it, and the choice that leaves it out or takes it in again.
func (rosterDialog) earlyItem(t *turn, s sheet, row roster.DraftRow, id string) (chat.Block, chat.Choice) {
	parts, asked := []string{}, []string{}
	for _, c := range s.form.Columns {
		if c.ID != s.form.Name && c.Fill == "" && c.Open(s.section) && c.Kind != "mark" && row.Cells[c.ID] != "" {
			parts = append(parts, roster.Mask(c, row.Cells[c.ID]))
		}
		if slices.ContainsFunc(row.Bad, func(b roster.BadCell) bool { return b.Column == c.ID }) {
			asked = append(asked, c.Label)
		}
	}
	name := s.name(row.Cells)
	item := chat.Block{Role: chat.Item, Label: name, Text: chat.Words(strings.Join(parts, " · ")), State: "ok", Pick: "out:" + id}
	if len(asked) > 0 {
		item.State, item.Note = "warn", words.Say("earlier.asks", "what", strings.Join(asked, ", "))
	}
	if t.leftOut(id) {
		item.State, item.Note = "none", words.Say("earlier.out")
		return item, pick("out:"+id, "earlier.in", "name", name)
	}
	return item, pick("out:"+id, "earlier.drop", "name", name)
}

func (r rosterDialog) takeEarlier(t *turn, s sheet) (bool, error) {
	e, ok, err := t.earlier(s)
	if err != nil || !ok {
		return true, r.show(t)
	}
	verb, argument, _ := strings.Cut(t.text(), ":")
	switch {
	case verb == "list" || typedAs(t.text(), "dialogs.typed.no"):
		return true, r.toList(t)
	case verb == "page":
		t.set("roster.page", argument)
		return true, r.show(t)
	case verb == "out" && slices.Contains(e.ids, argument):
		t.turnOut(argument)
		return true, r.show(t)
	case verb != "take" && (t.pressed() || !typedAs(t.text(), "dialogs.typed.yes")):
		return false, nil
	case t.about(0) != strconv.FormatInt(e.held.Version, 10):
		t.note(chat.Warn, "earlier.changed")
		return true, r.toEarlier(t, s)
	}
	return true, r.takeOver(t, s, e)
}

// turnOut leaves a row out, or takes it in again.
func (t *turn) turnOut(id string) {
	out := strings.Fields(t.slot(outSlot))
	if i := slices.Index(out, id); i >= 0 {
		out = slices.Delete(out, i, i+1)
	} else {
		out = append(out, id)
	}
	t.set(outSlot, strings.Join(out, " "))
}

// takeOver keeps the rows that are whole by this form's rules, and begins to ask for the
// cells of the others. Each row says from which directive it came.
func (r rosterDialog) takeOver(t *turn, s sheet, e earlierList) error {
	waited, err := t.mending(s)
	if err != nil {
		return err
	}
	draft, taken := roster.Mending{Key: s.held.Key}, []map[string]string{}
	for i, row := range e.rows {
		if !t.leftOut(e.ids[i]) {
			draft.Rows, taken = append(draft.Rows, row), append(taken, row.Cells)
		}
	}
	if len(draft.Rows) == 0 || len(draft.Rows) > limit(s.form) {
		t.note(chat.Warn, "roster.full", "n", strconv.Itoa(limit(s.form)))
		return r.show(t)
	}
	t.set(outSlot, "")
	t.set("roster.page", "")
	return pasting{}.after(t, s, s.joined(draft, waited, taken), nil)
}
