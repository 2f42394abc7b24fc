package dialogs

import (
	"slices"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// mayAsk reports whether the person in a row can be asked: they are proved by a phone.
func (s sheet) mayAsk(row roster.Row) bool {
	c, ok := s.calling()
	return ok && s.form.Row == "person" && row.Cells[c.ID] != ""
}

// ask keeps a one-time code for the person whom the open row names, and says it to the
// head once.
func (confirm) ask(t *turn, s sheet) error {
	row, ok := s.held.Row(t.slot("roster.row"))
	if !ok || !s.mayAsk(row) {
		return rosterDialog{}.gone(t)
	}
	code := t.scene.Desk.Code(t.scene.In.ID)
	invite, err := t.scene.Desk.Invite(t.ctx, code)
	if err != nil {
		return err
	}
	k := s.held.Key
	invite.Role, invite.Directive, invite.Form, invite.Unit, invite.Period, invite.Row = people.Named, k.Directive, k.Form, k.Unit, k.Period, row.ID
	invite.Made, invite.Expires = t.now(), t.now().Add(people.InviteLife)
	t.made = append(t.made, people.SetInvite{Invite: invite})
	t.vouch()
	t.note(chat.Saved, "confirm.made", "name", s.name(row.Cells))
	t.note(chat.Para, "handover.say", "code", code)
	t.note(chat.Hint, "confirm.once")
	return rosterDialog{}.row(t, s)
}

// marks are how the line of a row looks after its person has spoken.
var marks = map[roster.Stand]string{roster.Confirmed: "ok", roster.Differs: "bad", roster.Refused: "bad"}

// heard adds to a line of the list what its person says of the row, once anybody in
// the roster has spoken.
func (s sheet) heard(item chat.Block, row roster.Row) chat.Block {
	if !slices.ContainsFunc(s.held.Rows, func(one roster.Row) bool { return one.Stand != roster.Declared }) {
		return item
	}
	if item.State == "ok" && row.Stand != roster.Declared {
		item.State = marks[row.Stand]
	}
	note := words.Say("confirm.stand." + string(row.Stand))
	if item.Note != "" {
		note = item.Note + " · " + note
	}
	item.Note = note
	return item
}
