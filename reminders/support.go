package reminders

import (
	"context"

	"github.com/dvcbot/dvcbot/people"
)

// waits reports whether word of a ticket is still worth sending: a question only
// while it is the last thing said and open, an answer always.
func (c *Clock) waits(ctx context.Context, kind, id string, position int) (bool, error) {
	if kind == "answered" {
		return true, nil
	}
	ticket, err := c.Store.Ticket(ctx, id)
	return ticket.State == people.TicketOpen && len(ticket.Said) == position, err
}
