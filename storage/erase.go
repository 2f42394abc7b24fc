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
	Roster(context.Context, roster.Key) (roster.Roster, error)
	History(ctx context.Context, k roster.Key, since time.Time) ([]roster.Entry, error)
	Apply(context.Context, ...chat.Change) error
	// Tidy drops the page's lines and the files of an address.
	Tidy(context.Context, chat.Address) error
	// Forget drops all that a talk holds; its version stands.
	Forget(context.Context, chat.Address) error
	// Erase notes the subjects as erased and deletes their keys: what those sealed can
	// never be read again, in this store or in a copy of it.
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

// EraseRow takes a row out of its roster for good. Its history keeps who, when and
// which field, and no value; the pages and files of whoever wrote it are dropped. Done
// again it goes on where it was interrupted.
func EraseRow(ctx context.Context, s Eraser, k roster.Key, row string, at time.Time) error {
	entries, err := s.History(ctx, k, time.Time{})
	if err != nil {
		return err
	}
	if err := StrikeRows(ctx, s, k, []string{row}, at); err != nil {
		return err
	}
	if err := s.Erase(ctx, RowKey(row)); err != nil {
		return err
	}
	authors := []string{}
	for _, e := range entries {
		if e.Row == row && e.By != eraser && !slices.Contains(authors, e.By) {
			authors = append(authors, e.By)
		}
	}
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
// it. Their keys are the caller's to erase.
func StrikeRows(ctx context.Context, s Eraser, k roster.Key, rows []string, at time.Time) error {
	for {
		r, err := s.Roster(ctx, k)
		if err != nil {
			return err
		}
		edit := roster.Edit{Key: k, Rests: r.Version, By: eraser, At: at}
		for _, one := range r.Every() {
			if slices.Contains(rows, one.ID) {
				edit.Ops = append(edit.Ops, roster.Op{Verb: roster.Erase, Row: one.ID})
			}
		}
		if len(edit.Ops) == 0 {
			return nil
		}
		edit.Cause = "erase/" + edit.Ops[0].Row
		if err := s.Apply(ctx, edit); !errors.Is(err, chat.ErrStale) {
			return err
		}
	}
}

// ErasePerson drops the talks of a person, what they asked the support officers, and
// who they are; the id stays, which says nothing. The rows of a roster are the unit's
// and are erased by themselves. Done again it goes on where it was interrupted.
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
	all, err := s.Tickets(ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.By != id || len(t.Said) == 0 {
			continue
		}
		struck := people.SetTicket{Ticket: people.Ticket{ID: t.ID, Version: t.Version, Directive: t.Directive, By: id, State: people.TicketClosed}}
		if err := errors.Join(s.Apply(ctx, struck), s.Erase(ctx, "record/"+struck.Record())); err != nil {
			return err
		}
	}
	struck := people.Set{Person: people.Person{ID: p.ID, Version: p.Version}}
	return errors.Join(s.Apply(ctx, struck), s.Erase(ctx, "record/"+struck.Record()))
}
