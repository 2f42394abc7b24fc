package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
)

// renewed moves a talk that was begun under an older edition of its directive to the
// present one. Frames and values stay where dialog, step and column still exist. Where
// the work itself is gone the talk goes to the menu and says so; what was typed for
// columns that are still there waits for the form to be opened again.
func (h *House) renewed(t *turn) (bool, error) {
	was := t.scene.Talk.Directive
	if t.d == nil || was == t.d.ID+"@"+t.d.Edition || !strings.HasPrefix(was, t.d.ID+"@") {
		return false, nil
	}
	stands := !t.dropCells() && !slices.ContainsFunc(t.next.Frames, func(f chat.Frame) bool { return !h.exists(t, f) })
	t.next.Trail = slices.DeleteFunc(t.next.Trail, func(f chat.Frame) bool { return !h.exists(t, f) })
	if stands {
		return false, nil
	}
	t.set("roster.column", "")
	t.note(chat.Warn, "dialogs.edition", "number", t.d.Number)
	return true, h.welcome(t)
}

// dropCells forgets typed values whose column is gone, and reports whether there were any.
func (t *turn) dropCells() bool {
	f, ok := t.form()
	lost := false
	for name := range t.next.Slots {
		column, cell := strings.CutPrefix(name, cellPrefix)
		if _, known := f.Column(column); cell && ok && !known {
			t.set(name, "")
			lost = true
		}
	}
	return lost
}

// exists reports whether a frame still means something in the directive.
func (h *House) exists(t *turn, f chat.Frame) bool {
	d, ok := h.dialogs[f.Dialog]
	if !ok || !slices.Contains(d.table().States(), stateOf(f)) {
		return false
	}
	switch f.Dialog {
	case guideName:
		p, known := t.d.Procedure(about(f, 0))
		n, err := strconv.Atoi(about(f, 1))
		return known && (err != nil || n <= len(p.Steps))
	case rosterName:
		form, known := t.form()
		_, unit := t.d.Unit(t.slot("roster.unit"))
		_, column := form.Column(t.slot("roster.column"))
		return known && unit && (stateOf(f) != asking || column)
	case menuName:
		return t.subject(stateOf(f), about(f, 0))
	}
	return true
}

// subject reports whether what an answer of the menu is about is still there.
func (t *turn) subject(state, id string) bool {
	switch state {
	case "topic":
		_, ok := t.d.Topic(id)
		return ok
	case "task":
		_, ok := t.d.Task(id)
		return ok
	}
	return true
}
