package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// Eraser is what erasing needs of a store.
type Eraser interface {
	Reader
	Person(context.Context, chat.Address) (people.Person, error)
	PersonByID(ctx context.Context, id string) (people.Person, error)
	Tickets(context.Context) ([]people.Ticket, error)
	Requests(context.Context) ([]people.Request, error)
	Invites(context.Context) ([]people.Invite, error)
	Roster(context.Context, roster.Key) (roster.Roster, error)
	History(ctx context.Context, k roster.Key, since time.Time) ([]roster.Entry, error)
	Apply(context.Context, ...chat.Change) error
	// Tidy drops the page's lines and the files of an address.
	Tidy(context.Context, chat.Address) error
	// Forget drops all that a talk holds; its version stands.
	Forget(context.Context, chat.Address) error
	// Drop removes those of the records that still have the version beside their name
	// and that nobody is changing, with their keys, as Erase does.
	Drop(ctx context.Context, records map[string]int64) error
	// Erase notes the subjects as erased and deletes their keys: what those sealed can
	// never be read again, in this store or in a copy of it. Dead letters, which may hold
	// anybody's words, are dropped each time, also with no subject.
	Erase(ctx context.Context, subjects ...string) error
}

// RowKey is the subject under whose key a row and its history are sealed.
func RowKey(row string) string { return "row/" + row }

// Struck makes of a body whose key is gone the empty one of its version, so that the
// record can be written again.
func Struck(version int64, into any) error {
	return json.Unmarshal(fmt.Appendf(nil, `{"Version":%d}`, version), into)
}

// eraser is the author of what erasing leaves in the history.
const eraser = "erase"

// Strike says which rows of a roster go, as what (roster.Erase or roster.Expire), and when.
type Strike struct {
	Key  roster.Key
	Rows []string
	Verb roster.Verb
	At   time.Time
}

// EraseRows takes rows out of their roster for good. Their history keeps who, when and
// which field, and no value; the pages and files of whoever wrote them are dropped, and
// what is still being mended for a roster of which rows are erased before their time.
// Done again it goes on where it was interrupted.
func EraseRows(ctx context.Context, s Eraser, strike Strike) error {
	entries, err := s.History(ctx, strike.Key, time.Time{})
	if err != nil {
		return err
	}
	if err := StrikeRows(ctx, s, strike); err != nil {
		return err
	}
	subjects, authors := []string{}, []string{}
	for _, row := range strike.Rows {
		if row != "" {
			subjects = append(subjects, RowKey(row))
		}
	}
	if err := s.Erase(ctx, subjects...); err != nil {
		return err
	}
	for _, e := range entries {
		if slices.Contains(strike.Rows, e.Row) && e.By != eraser && !slices.Contains(authors, e.By) {
			authors = append(authors, e.By)
		}
	}
	if strike.Verb == roster.Erase {
		err = dropDrafts(ctx, s, func(d roster.Mending) bool { return d.Key == strike.Key })
	}
	return errors.Join(err, tidyAll(ctx, s, authors))
}

func tidyAll(ctx context.Context, s Eraser, authors []string) error {
	for _, id := range authors {
		p, err := s.PersonByID(ctx, id)
		if err != nil {
			return err
		}
		for _, a := range p.Addresses {
			if err := s.Tidy(ctx, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// StrikeRows removes those of the rows that stand in a roster, anew while others change
// it. Their keys are the caller's to erase. The row "" is the reason why there are none.
func StrikeRows(ctx context.Context, s Eraser, strike Strike) error {
	for {
		r, err := s.Roster(ctx, strike.Key)
		if err != nil {
			return err
		}
		edit := roster.Edit{Key: strike.Key, Rests: r.Version, By: eraser, At: strike.At}
		for _, one := range r.Every() {
			if slices.Contains(strike.Rows, one.ID) {
				edit.Ops = append(edit.Ops, roster.Op{Verb: strike.Verb, Row: one.ID})
			}
		}
		if r.Nil != "" && slices.Contains(strike.Rows, "") {
			edit.Ops = append(edit.Ops, roster.Op{Verb: strike.Verb})
		}
		if len(edit.Ops) == 0 {
			return nil
		}
		edit.Cause = fmt.Sprint("erase/", edit.Ops[0].Row, "/", r.Version)
		if err := s.Apply(ctx, edit); !errors.Is(err, chat.ErrStale) {
			return err
		}
	}
}

// ErasePerson drops the talks of a person, what they asked the support officers, what
// they asked about their data and was answered, the codes and links that name them, what
// they were mending, and who they are; the id stays, which says nothing. An open request that says nothing of them stays
// until it is answered. The rows of a roster are the unit's and are erased by
// themselves. Done again it goes on where it was interrupted.
func ErasePerson(ctx context.Context, s Eraser, id string) error {
	p, err := s.PersonByID(ctx, id)
	if err != nil {
		return err
	}
	for _, a := range p.Addresses {
		if err := s.Forget(ctx, a); err != nil {
			return err
		}
	}
	names, err := namesOf(ctx, s, p.ID)
	if err != nil {
		return err
	}
	asked, err := askedBy(ctx, s, names)
	if err != nil {
		return err
	}
	if err := s.Drop(ctx, asked); err != nil {
		return err
	}
	if err := dropDrafts(ctx, s, func(d roster.Mending) bool { return names[d.By] }); err != nil {
		return err
	}
	struck := people.Set{Person: people.Person{ID: p.ID, Version: p.Version}}
	return errors.Join(s.Apply(ctx, struck), s.Erase(ctx, "record/"+struck.Record()))
}

// namesOf are the ids under which a person has written: their own, and those of the
// addresses that were linked to them later.
func namesOf(ctx context.Context, s Eraser, id string) (map[string]bool, error) {
	names := map[string]bool{id: true}
	all, err := List[people.Person](ctx, s, "people/")
	for _, p := range all {
		if p.As == id {
			names[p.ID] = true
		}
	}
	return names, err
}

// askedBy are the tickets of a person, their requests that have ended or say what is
// wrong, and the codes and links that name them.
func askedBy(ctx context.Context, s Eraser, names map[string]bool) (map[string]int64, error) {
	asked := map[string]int64{}
	tickets, err1 := s.Tickets(ctx)
	for _, t := range tickets {
		if names[t.By] {
			asked[people.SetTicket{Ticket: t}.Record()] = t.Version
		}
	}
	requests, err2 := s.Requests(ctx)
	for _, r := range requests {
		if names[r.By] && (r.State != people.RequestOpen || r.What != "") {
			asked[people.SetRequest{Request: r}.Record()] = r.Version
		}
	}
	invites, err3 := s.Invites(ctx)
	for _, i := range invites {
		if names[i.UsedBy] || names[i.Link] {
			asked[people.SetInvite{Invite: i}.Record()] = i.Version
		}
	}
	uploads, err4 := List[people.Upload](ctx, s, "uploads/")
	for _, u := range uploads {
		if names[u.By] {
			asked[people.SetUpload{Upload: u}.Record()] = u.Version
		}
	}
	return asked, errors.Join(err1, err2, err3, err4)
}

func dropDrafts(ctx context.Context, s Eraser, fits func(roster.Mending) bool) error {
	drafts, err := List[roster.Mending](ctx, s, "drafts/")
	going := map[string]int64{}
	for _, d := range drafts {
		if fits(d) {
			going[roster.SetMending{Mending: d}.Record()] = d.Version
		}
	}
	return errors.Join(err, s.Drop(ctx, going))
}
