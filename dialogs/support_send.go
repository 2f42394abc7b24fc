package dialogs

import (
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// send keeps the question and passes it to everybody who holds the role.
func (support) send(t *turn) error {
	ticket, err := t.ticketToSend()
	if err != nil {
		return err
	}
	officers, err := t.officers(ticket.Directive)
	if err != nil {
		return err
	}
	ticket = ticket.Ask(t.slot("support.text"), t.now())
	t.made = append(t.made, people.SetTicket{Ticket: ticket})
	d := t.of(ticket)
	for _, p := range officers {
		t.say = append(t.say, passed(d, ticket, p))
	}
	t.leave(supportName)
	t.handed(ticket, len(officers) > 0)
	return nil
}

// ticketToSend is the ticket asked on once more, or a new one.
func (t *turn) ticketToSend() (people.Ticket, error) {
	if id := t.slot("support.id"); id != "" {
		ticket, err := t.scene.Desk.Ticket(t.ctx, id)
		if err != nil || ticket.By == t.who.ID && !ticket.Full() {
			return ticket, err
		}
	}
	of, step := placeOf(t.slot("support.where"))
	return people.Ticket{ID: people.TicketID(t.scene.In.ID), Directive: t.d.ID, By: t.who.ID, From: t.scene.In.From,
		Of: of, Step: step}, nil
}

// of is the directive of a ticket, or the one of the talk when that is gone.
func (t *turn) of(ticket people.Ticket) *directive.Directive {
	if d := t.found(ticket.Directive); d != nil {
		return d
	}
	return t.d
}

// officers are the others who may answer in a directive and can be written to.
func (t *turn) officers(directive string) ([]people.Person, error) {
	all, err := t.scene.Desk.Holders(t.ctx, people.Support, directive)
	others := []people.Person{}
	for _, p := range all {
		if p.ID != t.who.ID && len(p.Addresses) > 0 {
			others = append(others, p)
		}
	}
	return others, err
}

// handed says what becomes of the question: who has it, when an answer can be
// expected, and outside office hours the number that answers at once.
func (t *turn) handed(ticket people.Ticket, somebody bool) {
	d := t.of(ticket)
	body := chat.Body{}
	opens, known := d.Opens(t.now())
	switch {
	case !somebody:
		body = append(body, block(chat.Warn, "support.nobody", "with", with(d, ticket)))
	case known && opens.Equal(t.now()):
		body = append(body, block(chat.Saved, "support.sent", "with", with(d, ticket)), block(chat.Para, "support.hours", "hours", d.HoursInWords()))
	case known:
		body = append(body, block(chat.Saved, "support.sent", "with", with(d, ticket)), block(chat.Para, "support.later", "when", moment(opens, t.now().In(d.Zone()))))
	default:
		body = append(body, block(chat.Saved, "support.sent", "with", with(d, ticket)))
	}
	if !somebody || !known || !opens.Equal(t.now()) {
		body = append(body, call(d, ticket.Of)...)
	}
	t.card(body, rows(t.resume()...)...)
}

// with says which step goes along with the question.
func with(d *directive.Directive, ticket people.Ticket) string {
	at, _ := whereabouts(d, ticket.Of, ticket.Step)
	if at == "" {
		return ""
	}
	return words.Say("support.with", "step", at)
}

// moment is a time of the office in words: "13:30 hôm nay", "7:30 thứ Hai 28/9/2020".
func moment(at, now time.Time) string {
	clock := strings.TrimPrefix(at.Format("15:04"), "0")
	if at.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return words.Say("support.today", "time", clock)
	}
	return words.Say("deadline.at", "time", clock, "day", directive.Weekday(at)+" "+directive.Date(at))
}

// call is whom to ring about a matter, at once.
func call(d *directive.Directive, matter string) chat.Body {
	c, ok := d.Contact(matter)
	if !ok || c.Phone == "" {
		return nil
	}
	return chat.Body{{Role: chat.Field, Label: words.Say("support.call", "name", c.Name), Note: words.Say("support.confirmed", "date", directive.Day(c.Confirmed)),
		Text: chat.Text{{Style: chat.Bold, Text: c.Phone, URL: tel(c.Phone)}}}}
}

// resume leads back to where the talk stands, unless that is the menu.
func (t *turn) resume() []chat.Choice {
	choices := []chat.Choice{}
	if t.at() != (chat.Frame{Dialog: menuName, State: home}) {
		choices = append(choices, lasting("go:again", "dialogs.lost.again"))
	}
	return append(choices, lasting("go:menu", "common.menu"))
}
