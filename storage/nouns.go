package storage

import (
	"context"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// Reader is how a store reads records, whatever they hold.
type Reader interface {
	// Get reads one record by its name; found is false when there is none.
	Get(ctx context.Context, record string, into any) (found bool, err error)
	// Found gives the names of a collection's records that bear a term, in order.
	Found(ctx context.Context, collection, kind, word string) (records []string, err error)
	Lister
	Conversation(context.Context, chat.Address) (chat.Conversation, error)
}

// Nouns reads what lives as records, the same for every store. A store embeds it with
// itself as the Reader; a new noun is read by a line here and no line in the stores.
type Nouns struct {
	Reader
	Keys *Keys
}

// Person gives who writes from an address; with version 0 nobody yet.
func (n Nouns) Person(ctx context.Context, a chat.Address) (people.Person, error) {
	records, err := n.Found(ctx, "people", "address", n.Keys.Term("address", a.String()))
	if err != nil {
		return people.Person{}, err
	}
	if len(records) == 0 {
		return n.stranger(ctx, n.PersonID(a))
	}
	return n.PersonByID(ctx, strings.TrimPrefix(records[0], "people/"))
}

// stranger is who writes from an address that nobody has: nobody yet, or somebody who
// was erased, whose record stands at its version.
func (n Nouns) stranger(ctx context.Context, id string) (people.Person, error) {
	was := people.Person{}
	_, err := n.Get(ctx, "people/"+id, &was)
	p := people.Person{ID: id, Progress: map[string]people.Progress{}}
	if len(was.Addresses) == 0 && was.As == "" {
		p.Version = was.Version
	}
	return p, err
}

// PersonByID gives a person; one whose address was linked to another gives that one.
func (n Nouns) PersonByID(ctx context.Context, id string) (people.Person, error) {
	p := people.Person{ID: id}
	_, err := n.Get(ctx, "people/"+id, &p)
	if err == nil && p.As != "" && p.As != id {
		return n.PersonByID(ctx, p.As)
	}
	if p.Progress == nil {
		p.Progress = map[string]people.Progress{}
	}
	return p, err
}

// PersonID is the id of whoever first writes from an address.
func (n Nouns) PersonID(a chat.Address) string { return n.Keys.PersonID(a) }

// Code is the one-time code for a purpose.
func (n Nouns) Code(purpose string) string { return n.Keys.Code(purpose) }

// InviteID is the id under which a code is kept.
func (n Nouns) InviteID(code string) string { return n.Keys.InviteID(code) }

// Invite finds a code; version 0 when there is none.
func (n Nouns) Invite(ctx context.Context, code string) (people.Invite, error) {
	i := people.Invite{ID: n.InviteID(code)}
	_, err := n.Get(ctx, "invites/"+i.ID, &i)
	return i, err
}

// Upload finds a one-time link by its token; version 0 when there is none.
func (n Nouns) Upload(ctx context.Context, token string) (people.Upload, error) {
	u := people.Upload{ID: n.Keys.Term("upload", token)}
	_, err := n.Get(ctx, "uploads/"+u.ID, &u)
	return u, err
}

// SentCopy finds the copy of a paper that was sent; version 0 when there is none.
func (n Nouns) SentCopy(ctx context.Context, id string) (people.Sent, error) {
	s := people.Sent{ID: id}
	_, err := n.Get(ctx, "sent/"+id, &s)
	return s, err
}

// Guesses gives the wrong codes counted under an id.
func (n Nouns) Guesses(ctx context.Context, id string) (people.Guesses, error) {
	g := people.Guesses{ID: id}
	_, err := n.Get(ctx, "guesses/"+id, &g)
	return g, err
}

// Ticket finds a question to the support officers; version 0 when there is none.
func (n Nouns) Ticket(ctx context.Context, id string) (people.Ticket, error) {
	t := people.Ticket{ID: id}
	_, err := n.Get(ctx, "tickets/"+id, &t)
	return t, err
}

// Draft finds what is left to mend of pasted lines; version 0 when there is none.
func (n Nouns) Draft(ctx context.Context, id string) (roster.Mending, error) {
	d := roster.Mending{ID: id}
	_, err := n.Get(ctx, "drafts/"+id, &d)
	return d, err
}

// Tickets lists every ticket, in the order of their ids.
func (n Nouns) Tickets(ctx context.Context) ([]people.Ticket, error) {
	return List[people.Ticket](ctx, n, "tickets/")
}

// Gaps lists every question that nothing answered, in the order of their ids.
func (n Nouns) Gaps(ctx context.Context) ([]people.Gap, error) {
	return List[people.Gap](ctx, n, "gaps/")
}

// Request finds a request about what is kept on a person; version 0 when there is none.
func (n Nouns) Request(ctx context.Context, id string) (people.Request, error) {
	r := people.Request{ID: id}
	_, err := n.Get(ctx, "requests/"+id, &r)
	return r, err
}

// Requests lists every request about what is kept, in the order of their ids.
func (n Nouns) Requests(ctx context.Context) ([]people.Request, error) {
	return List[people.Request](ctx, n, "requests/")
}

// Holders lists the people who hold a role in a directive, in the order of their ids.
func (n Nouns) Holders(ctx context.Context, role people.Role, directive string) ([]people.Person, error) {
	records, err := n.Found(ctx, "people", "role", n.Keys.RoleTerm(role, directive))
	all := []people.Person{}
	for _, record := range records {
		p := people.Person{}
		if _, err := n.Get(ctx, record, &p); err != nil {
			return nil, err
		}
		if p.As == "" && p.Has(role, directive, "") {
			all = append(all, p)
		}
	}
	return all, err
}

// People lists everybody, in the order of their ids.
func (n Nouns) People(ctx context.Context) ([]people.Person, error) {
	return List[people.Person](ctx, n, "people/")
}

// Invites lists every code made, used or not.
func (n Nouns) Invites(ctx context.Context) ([]people.Invite, error) {
	return List[people.Invite](ctx, n, "invites/")
}

// Talks gives the same person's conversations on every channel.
func (n Nouns) Talks(ctx context.Context, person string) ([]chat.Conversation, error) {
	p, err := n.PersonByID(ctx, person)
	all := []chat.Conversation{}
	for _, a := range p.Addresses {
		talk, err := n.Conversation(ctx, a)
		if err != nil {
			return nil, err
		}
		all = append(all, talk)
	}
	return all, err
}
