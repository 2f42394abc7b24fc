package dialogs

import (
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

func (c confirm) take(t *turn) (bool, error) {
	b, ok, err := t.bearing()
	if err != nil {
		return false, err
	}
	if !ok {
		return true, c.gone(t)
	}
	switch {
	case t.text() == "row" && t.state() != "row":
		return true, t.follow(c, "row")
	case t.text() == "refuse" && t.state() != "sure":
		return true, t.follow(c, "sure")
	}
	switch t.state() {
	case "phone":
		return c.takePhone(t, b)
	case "done":
		return c.takeDone(t, b)
	case "sure":
		if t.text() == "yes" || typedAs(t.text(), "dialogs.typed.yes") {
			return true, c.end(t, b, roster.Refused)
		}
		return false, nil
	}
	switch {
	case t.text() == "mine" || typedAs(t.text(), "dialogs.typed.yes"):
		return true, t.follow(c, "phone")
	case typedAs(t.text(), "dialogs.typed.no"):
		return true, t.follow(c, "sure")
	}
	return false, nil
}

// takePhone compares the phone with the row's. A card decides at once; a number that is
// typed may be wrong people.MaxTries times, counted with the invite.
func (c confirm) takePhone(t *turn, b bearing) (bool, error) {
	own := t.scene.In.Kind == chat.Shared
	if t.pressed() {
		return false, nil
	}
	if t.scene.Can.Contact && !own {
		t.note(chat.Warn, "confirm.share.only")
		return true, c.show(t)
	}
	column, ok := b.calling()
	v := roster.Judge(t.d, column, b.section, t.text(), t.now())
	switch {
	case ok && v.OK && v.Normal == b.row.Cells[column.ID]:
		t.erase()
		return true, c.proved(t, b)
	case own:
		t.erase()
		return true, c.end(t, b, roster.Differs)
	case !v.OK:
		t.lead = append(t.lead, said(chat.Wrong, roster.Sentence(v.Reason)))
		return true, c.show(t)
	}
	t.erase()
	b.invite.Tries++
	if b.invite.Tries >= people.MaxTries {
		t.note(chat.Wrong, "confirm.locked")
		return true, c.end(t, b, roster.Differs)
	}
	t.made = append(t.made, people.SetInvite{Invite: b.invite})
	t.note(chat.Wrong, "confirm.wrong")
	c.phone(t, b)
	return true, nil
}

// proved remembers what was proved, and asks on when the form goes with a procedure.
func (c confirm) proved(t *turn, b bearing) error {
	if _, ok := t.d.Procedure(b.form.Procedure); !ok {
		return c.end(t, b, roster.Confirmed)
	}
	t.set("confirm.seen", strconv.FormatInt(b.row.Version, 10))
	t.note(chat.Saved, "confirm.same")
	return t.follow(c, "done")
}

// takeDone keeps how far the person is and that the row is right, when the row still
// is the one that was proved.
func (c confirm) takeDone(t *turn, b bearing) (bool, error) {
	var outcome string
	switch {
	case t.text() == "done" || typedAs(t.text(), "guide.typed.done"):
		outcome = "done"
	case t.text() == "notyet" || typedAs(t.text(), "guide.typed.notyet"):
		outcome = "not_yet"
	default:
		return false, nil
	}
	if strconv.FormatInt(b.row.Version, 10) != t.slot("confirm.seen") {
		t.note(chat.Warn, "confirm.moved")
		return true, t.follow(c, "row")
	}
	p, _ := t.d.Procedure(b.form.Procedure)
	t.who.Progress[t.d.ID+"/"+p.ID] = people.Progress{Step: t.who.Progress[t.d.ID+"/"+p.ID].Step, Outcome: outcome, At: t.now()}
	return true, c.end(t, b, roster.Confirmed)
}

// end keeps the word on the row and closes the invite; whoever keeps the roster is told
// of what they must look at.
func (c confirm) end(t *turn, b bearing, stand roster.Stand) error {
	k := b.held.Key
	t.who = t.who.Tells(people.Told{Directive: k.Directive, Form: k.Form, Unit: k.Unit, Period: k.Period, Row: b.row.ID, At: t.now()})
	if _, err := t.edit(b.sheet, roster.Op{Verb: roster.Tell, Row: b.row.ID, Stand: stand}); err != nil {
		return err
	}
	b.invite.UsedBy, b.invite.Ended = t.who.ID, t.now()
	t.made = append(t.made, people.SetInvite{Invite: b.invite})
	if stand != roster.Confirmed {
		body := chat.Body{block(chat.Title, "confirm.told."+string(stand), "name", b.name(b.row.Cells), "unit", b.unit.Name), block(chat.Para, "confirm.told.do."+string(stand))}
		if err := t.tellKeepers(b.sheet, body); err != nil {
			return err
		}
	}
	t.note(endings[stand], "confirm.end."+string(stand), "unit", b.unit.Name)
	t.clear("confirm.")
	t.forget(confirmName)
	return menu{}.leave(t)
}

// endings are how the end is said.
var endings = map[roster.Stand]chat.Role{roster.Confirmed: chat.Saved, roster.Differs: chat.Warn, roster.Refused: chat.Saved}
