package reminders

import (
	"context"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
)

// What was missed in a stop is sent for so long; a summary of eight o'clock on its day.
const (
	late      = 3 * 24 * time.Hour
	restOfDay = 16 * time.Hour
)

// postAsides puts into the outbox what is due and no milestone asks for: how did it
// end, and this morning's questions. The summary of a morning is worth its own day.
func (c *Clock) postAsides(ctx context.Context, d *directive.Directive, now time.Time) (int, error) {
	dues, addresses, err := c.asides(ctx, d, now.Add(-late), now.Add(time.Nanosecond))
	if err != nil {
		return 0, err
	}
	all := []chat.Outbound{}
	for _, due := range dues {
		until := due.At.Add(late)
		if due.Kind == directive.Summed {
			until = due.At.Add(restOfDay)
		}
		if len(addresses[due.Person]) == 0 || !now.Before(until) {
			continue
		}
		o := c.Render(d, due, c.Demo)
		o.To, o.Until = addresses[due.Person][0], until
		all = append(all, o)
	}
	if len(all) == 0 {
		return 0, nil
	}
	return c.Store.Post(ctx, all)
}

// asides lists what goes out in [from, to) that no milestone asks for, as things
// stand now, with where each person is written to.
func (c *Clock) asides(ctx context.Context, d *directive.Directive, from, to time.Time) ([]directive.Due, map[string][]chat.Address, error) {
	everybody, err := c.Store.People(ctx)
	if err != nil {
		return nil, nil, err
	}
	var tickets []people.Ticket
	all, addresses := []directive.Due{}, map[string][]chat.Address{}
	for _, p := range everybody {
		if p.As != "" {
			continue
		}
		addresses[p.ID] = p.Addresses
		all = append(all, people.FollowUps(d, p, from, to)...)
		if !people.May(p, people.Answer, d.ID, "") {
			continue
		}
		if tickets == nil {
			if tickets, err = c.Store.Tickets(ctx); err != nil {
				return nil, nil, err
			}
		}
		all = append(all, people.Summaries(d, p, tickets, from, to)...)
	}
	return all, addresses, nil
}

// waits reports whether word of a ticket is still worth sending: a question only
// while it is the last thing said and open, an answer always.
func (c *Clock) waits(ctx context.Context, kind, id string, position int) (bool, error) {
	if kind == "answered" {
		return true, nil
	}
	ticket, err := c.Store.Ticket(ctx, id)
	return ticket.State == people.TicketOpen && len(ticket.Said) == position, err
}
