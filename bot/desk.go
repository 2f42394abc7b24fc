package bot

import (
	"context"
	"errors"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// watched remembers a read that failed: a step that ends with it is the store's
// fault and never counts towards poison.
type watched struct {
	dialogs.Desk
	fault error
}

// blame takes the step's fault back when the store or the end of time is behind it.
func (w *watched) blame(ctx context.Context, err error) error {
	var fault *stepFault
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case !errors.As(err, &fault) || fault.stack != nil:
		return err
	case w.fault != nil || errors.Is(err, chat.ErrAway):
		return fault.err
	}
	return err
}

func note[T any](w *watched, v T, err error) (T, error) {
	if err != nil {
		w.fault = err
	}
	return v, err
}

// Person reads who writes.
func (w *watched) Person(ctx context.Context, a chat.Address) (people.Person, error) {
	v, err := w.Desk.Person(ctx, a)
	return note(w, v, err)
}

// Roster reads a unit's form.
func (w *watched) Roster(ctx context.Context, k roster.Key) (roster.Roster, error) {
	v, err := w.Desk.Roster(ctx, k)
	return note(w, v, err)
}

// Rosters reads every unit's form.
func (w *watched) Rosters(ctx context.Context, directive string) ([]roster.Roster, error) {
	v, err := w.Desk.Rosters(ctx, directive)
	return note(w, v, err)
}

// History reads what was done to a roster.
func (w *watched) History(ctx context.Context, k roster.Key, since time.Time) ([]roster.Entry, error) {
	v, err := w.Desk.History(ctx, k, since)
	return note(w, v, err)
}

// Twins reads where the same numbers stand.
func (w *watched) Twins(ctx context.Context, values []string) ([]roster.Twin, error) {
	v, err := w.Desk.Twins(ctx, values)
	return note(w, v, err)
}

// Invite reads a one-time code.
func (w *watched) Invite(ctx context.Context, code string) (people.Invite, error) {
	v, err := w.Desk.Invite(ctx, code)
	return note(w, v, err)
}

// Upload reads a one-time link for a file.
func (w *watched) Upload(ctx context.Context, token string) (people.Upload, error) {
	v, err := w.Desk.Upload(ctx, token)
	return note(w, v, err)
}

// Guesses reads the wrong codes counted.
func (w *watched) Guesses(ctx context.Context, id string) (people.Guesses, error) {
	v, err := w.Desk.Guesses(ctx, id)
	return note(w, v, err)
}

// Talks reads a person's conversations.
func (w *watched) Talks(ctx context.Context, person string) ([]chat.Conversation, error) {
	v, err := w.Desk.Talks(ctx, person)
	return note(w, v, err)
}

// Ticket reads a question to the support officers.
func (w *watched) Ticket(ctx context.Context, id string) (people.Ticket, error) {
	v, err := w.Desk.Ticket(ctx, id)
	return note(w, v, err)
}

// Draft reads what is left to mend of pasted lines.
func (w *watched) Draft(ctx context.Context, id string) (roster.Mending, error) {
	v, err := w.Desk.Draft(ctx, id)
	return note(w, v, err)
}

// Tickets reads every ticket.
func (w *watched) Tickets(ctx context.Context) ([]people.Ticket, error) {
	v, err := w.Desk.Tickets(ctx)
	return note(w, v, err)
}

// Holders reads who holds a role.
func (w *watched) Holders(ctx context.Context, role people.Role, directive string) ([]people.Person, error) {
	v, err := w.Desk.Holders(ctx, role, directive)
	return note(w, v, err)
}

// Requests reads every request about what is kept on a person.
func (w *watched) Requests(ctx context.Context) ([]people.Request, error) {
	v, err := w.Desk.Requests(ctx)
	return note(w, v, err)
}
