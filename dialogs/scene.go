package dialogs

import (
	"context"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// Desk is what a step may read. A moment old is fine, because every Change names
// the version it rests on. Plain values go in: the store hashes.
type Desk interface {
	// Person gives who writes from an address; Version 0 and an ID when nobody yet.
	Person(context.Context, chat.Address) (people.Person, error)
	// Roster gives a unit's form; Version 0 when there is none yet.
	Roster(context.Context, roster.Key) (roster.Roster, error)
	// Rosters gives every roster of a directive that was ever written.
	Rosters(ctx context.Context, directive string) ([]roster.Roster, error)
	// History gives what was done to a roster since then, oldest first.
	History(ctx context.Context, k roster.Key, since time.Time) ([]roster.Entry, error)
	// Twins finds the same identity number or phone in other rows.
	Twins(ctx context.Context, values []string) ([]roster.Twin, error)
	// Invite finds a one-time code; Version 0 when there is none.
	Invite(ctx context.Context, code string) (people.Invite, error)
	// Code is the one-time code for a purpose: the same purpose gives the same code,
	// and nobody without the keyset can tell it.
	Code(purpose string) string
	// Upload finds a one-time link that takes a file; Version 0 when there is none.
	Upload(ctx context.Context, token string) (people.Upload, error)
	// Guesses gives the wrong codes counted for a person, or for everybody.
	Guesses(ctx context.Context, id string) (people.Guesses, error)
	// Ticket finds a question to the support officers; Version 0 when there is none.
	Ticket(ctx context.Context, id string) (people.Ticket, error)
	// Draft finds what is left to mend of pasted lines; Version 0 when there is none.
	Draft(ctx context.Context, id string) (roster.Mending, error)
	// Tickets lists every ticket.
	Tickets(context.Context) ([]people.Ticket, error)
	// Requests lists every request about what is kept on a person.
	Requests(context.Context) ([]people.Request, error)
	// Holders lists the people who hold a role in a directive.
	Holders(ctx context.Context, role people.Role, directive string) ([]people.Person, error)
	// Talks gives the same person's conversations on every channel.
	Talks(ctx context.Context, person string) ([]chat.Conversation, error)
}

// Scene is all a step knows.
type Scene struct {
	Talk       chat.Conversation // a clone: a step that runs again finds what it found the first time
	In         chat.Inbound
	Now        time.Time
	Directives []*directive.Directive // in force, first the one the talk is about
	Desk       Desk
	Can        chat.Capabilities // what the channel carries
	Uploads    string            // what a one-time link for a file begins with; "": none can be given
	Demo       bool
}
