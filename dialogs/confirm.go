package dialogs

import (
	"strconv"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// confirm lets the person whom a row names say what they have to say of it: whether
// it is right, by a phone that proves them, and whether they have done what the form
// asks for. Their right is the invite, which every step reads and writes anew.
type confirm struct{}

const confirmName = "confirm"

var confirmTable = mustTable("row", []fsm.EventDesc{
	{Name: "row", Src: []string{"row", "phone", "done", "sure"}, Dst: "row"},
	{Name: "phone", Src: []string{"row", "phone"}, Dst: "phone"},
	{Name: "done", Src: []string{"phone", "done"}, Dst: "done"},
	{Name: "sure", Src: []string{"row", "phone", "done"}, Dst: "sure"},
})

func (confirm) name() string { return confirmName }
func (confirm) table() Table { return confirmTable }

func (confirm) expects(t *turn) string {
	if t.state() == "phone" {
		return "phone"
	}
	return ""
}

// begin opens the row to whoever has its code, and keeps the code for them alone.
func (c confirm) begin(t *turn, code string, invite people.Invite) error {
	t.turnTo(t.found(invite.Directive))
	t.clear("confirm.")
	t.set("confirm.code", code)
	if invite.UsedBy == "" {
		invite.UsedBy = t.who.ID
		t.made = append(t.made, people.SetInvite{Invite: invite})
	}
	t.open(frame(confirmName, "row"))
	return c.show(t)
}

// bearing is a row before the person it names, with the invite that lets them speak.
type bearing struct {
	sheet
	row    roster.Row
	invite people.Invite
}

// bearing gives what the person is asked about; false when there is nothing any more.
func (t *turn) bearing() (bearing, bool, error) {
	code := t.slot("confirm.code")
	if code == "" {
		return bearing{}, false, nil
	}
	i, err := t.scene.Desk.Invite(t.ctx, code)
	if err != nil || !i.Hears(t.who.ID, t.now()) || i.Directive != t.d.ID {
		return bearing{}, false, err
	}
	f, ok1 := t.d.Form(i.Form)
	u, ok2 := t.d.Unit(i.Unit)
	if !ok1 || !ok2 {
		return bearing{}, false, nil
	}
	held, err := t.scene.Desk.Roster(t.ctx, roster.Key{Directive: t.d.ID, Form: i.Form, Unit: i.Unit, Period: i.Period})
	section, _ := f.Section(u.Kind)
	row, ok := held.Row(i.Row)
	return bearing{sheet{form: f, unit: u, section: section.ID, held: held}, row, i}, ok, err
}

func (c confirm) show(t *turn) error {
	b, ok, err := t.bearing()
	if err != nil {
		return err
	}
	if !ok {
		return c.gone(t)
	}
	switch t.state() {
	case "phone":
		c.phone(t, b)
	case "done":
		p, _ := t.d.Procedure(b.form.Procedure)
		t.card(chat.Body{block(chat.Title, "confirm.done", "title", p.Title)},
			rows(chat.Choice{Label: p.Done, Value: "done"}, chat.Choice{Label: p.NotYet, Value: "notyet"}, pick("refuse", "confirm.refuse"))...)
	case "sure":
		t.card(chat.Body{block(chat.Title, "confirm.sure", "unit", b.unit.Name)}, rows(pick("yes", "confirm.sure.yes"), pick("row", "confirm.back"))...)
	default:
		c.row(t, b)
	}
	return nil
}

// gone says that nothing is asked any more.
func (confirm) gone(t *turn) error {
	t.clear("confirm.")
	t.note(chat.Warn, "confirm.gone")
	return menu{}.leave(t)
}

// row shows what the form says of the person, with the numbers masked, and the notice.
func (confirm) row(t *turn, b bearing) {
	body := chat.Body{block(chat.Title, "confirm.row", "unit", b.unit.Name), said(chat.Hint, b.form.Title)}
	for _, c := range b.form.Columns {
		if c.Open(b.section) && b.row.Cells[c.ID] != "" {
			body = append(body, chat.Block{Role: chat.Field, Label: c.Label, Text: chat.Words(roster.Mask(c, b.row.Cells[c.ID]))})
		}
	}
	if n := b.form.Consent; n != nil {
		body = append(body, field("roster.consent.who", n.Who), field("roster.consent.purpose", n.Purpose), field("roster.consent.keep", n.HowLong()), field("roster.consent.rights", n.Rights))
	}
	t.card(body, rows(pick("mine", "confirm.mine"), pick("refuse", "confirm.refuse"))...)
}

// phone asks for the phone that proves the person: their own card, or the number
// typed where the channel carries no card.
func (confirm) phone(t *turn, b bearing) {
	key := "confirm.type"
	if t.scene.Can.Contact {
		key = "confirm.share"
	}
	out := t.card(chat.Body{block(chat.Title, key), block(chat.Hint, key+".hint", "n", strconv.Itoa(people.MaxTries-b.invite.Tries))},
		rows(pick("refuse", "confirm.refuse"), pick("row", "confirm.back"))...)
	out.Expect, out.Contact = "phone", true
}

// calling is the column of a row's own phone.
func (s sheet) calling() (directive.Column, bool) {
	for _, c := range s.form.Columns {
		if c.Kind == "phone" && c.Open(s.section) {
			return c, true
		}
	}
	return directive.Column{}, false
}
