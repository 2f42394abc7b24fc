package dialogs

import (
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// change sets one cell of a stored row. When somebody else has changed the row since
// it was shown, both values are shown and nothing is changed.
func (r rosterDialog) change(t *turn, s sheet, c directive.Column, v roster.Verdict, twin bool) error {
	row, ok := s.held.Row(t.slot("roster.row"))
	if !ok {
		return r.gone(t)
	}
	if !r.same(t, row) && row.Cells[c.ID] != v.Normal {
		t.set(cellPrefix+c.ID, "="+v.Normal)
		return t.follow(r, "conflict")
	}
	r.accept(t, c, v, twin)
	return r.put(t, s, row, c, v.Normal)
}

// conflict shows both values and asks which holds.
func (r rosterDialog) conflict(t *turn, s sheet) error {
	c, _ := t.column()
	row, ok := s.held.Row(t.slot("roster.row"))
	if !ok {
		return r.gone(t)
	}
	t.set("roster.rowv", strconv.FormatInt(row.Version, 10))
	theirs, mine := roster.Mask(c, row.Cells[c.ID]), roster.Mask(c, t.cells()[c.ID])
	body := chat.Body{block(chat.Title, "roster.conflict"), said(chat.Para, s.name(row.Cells)+" · "+c.Label),
		{Role: chat.Field, Label: words.Say("roster.conflict.theirs"), Text: chat.Words(theirs)},
		{Role: chat.Field, Label: words.Say("roster.conflict.mine"), Text: chat.Words(mine)}}
	if theirs == mine {
		body = append(body, block(chat.Hint, "roster.conflict.masked"))
	}
	t.card(body, rows(pick("mine", "roster.mine"), pick("theirs", "roster.theirs"))...)
	return nil
}

func (r rosterDialog) takeConflict(t *turn, s sheet) (bool, error) {
	c, ok := t.column()
	row, found := s.held.Row(t.slot("roster.row"))
	switch {
	case !ok || !found:
		return true, r.gone(t)
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
