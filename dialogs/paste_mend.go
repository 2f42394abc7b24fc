package dialogs

import (
	"slices"
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// What is left to mend waits under the roster and the person, not in the talk: it is found
// again from the list, after the menu, and on another channel.

// mending is what the person has left to mend of a roster, as this turn leaves it.
func (t *turn) mending(s sheet) (roster.Mending, error) {
	id := roster.MendingID(s.held.Key, t.who.ID)
	for _, c := range slices.Backward(t.made) {
		if set, ok := c.(roster.SetMending); ok && set.Mending.ID == id {
			return set.Mending, nil
		}
	}
	d, err := t.scene.Desk.Draft(t.ctx, id)
	d.Key = s.held.Key
	return d, err
}

// keep writes what is left to mend with the turn.
func (t *turn) keep(d roster.Mending) {
	d.By, d.At = t.who.ID, t.now()
	t.made = append(t.made, roster.SetMending{Mending: d})
}

// waits says how many rows wait to be mended, and offers to go on with them.
func (s sheet) waits(d roster.Mending) (chat.Body, []chat.Choice) {
	if len(d.Rows) == 0 {
		return nil, nil
	}
	n := strconv.Itoa(len(d.Rows))
	return chat.Body{block(chat.Warn, "paste.waits", "n", n, "cells", strconv.Itoa(d.Left()))}, []chat.Choice{pick("mend", "paste.resume", "n", n)}
}

// resume goes on where the mending stood.
func (p pasting) resume(t *turn, s sheet) error {
	d, err := t.mending(s)
	if err != nil {
		return err
	}
	if t.mustConsent(s.form) && len(d.Rows) > 0 {
		t.open(frame(pasteName, "cell"))
		return t.follow(p, "consent")
	}
	return p.after(t, s, d, nil)
}

// joined puts new rows to mend before those that waited. One that waited and speaks of the
// same person as a row of the new block is dropped: what came last holds.
func (s sheet) joined(fresh, waited roster.Mending, block []map[string]string) roster.Mending {
	for _, row := range waited.Rows {
		if !slices.ContainsFunc(block, func(cells map[string]string) bool { return s.samePerson(row, cells) }) {
			fresh.Rows = append(fresh.Rows, row)
		}
	}
	fresh.ID, fresh.Version, fresh.Total = waited.ID, waited.Version, fresh.Left()
	return fresh
}

// samePerson reports whether a row that waits has the name of another, and no number that
// speaks against it.
func (s sheet) samePerson(row roster.DraftRow, cells map[string]string) bool {
	if s.form.Name == "" || directive.Fold(row.Cells[s.form.Name]) != directive.Fold(cells[s.form.Name]) {
		return false
	}
	for _, c := range s.form.Columns {
		a, b := row.Cells[c.ID], cells[c.ID]
		if roster.Twinned(c) && a != "" && b != "" && a != b && row.Row == "" {
			return false
		}
	}
	return true
}
