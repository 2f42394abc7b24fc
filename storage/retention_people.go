package storage

import (
	"context"
	"errors"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

// people are those without a role of whom nothing was heard for so many days, once every
// directive is closed: nobody reminds them of anything any more.
func (r Retention) people(ctx context.Context, s Keeper) ([]string, error) {
	for _, d := range r.Directives {
		if !d.Closed(r.Now) {
			return nil, nil
		}
	}
	all, err := List[people.Person](ctx, s, "people/")
	if err != nil {
		return nil, err
	}
	over := []string{}
	for _, p := range all {
		if len(p.Addresses) == 0 || len(p.At(r.Now).Grants) > 0 {
			continue
		}
		last, err := heard(ctx, s, p)
		if err != nil {
			return nil, err
		}
		if r.past(last) {
			over = append(over, p.ID)
		}
	}
	return over, nil
}

// heard is when a person was last heard of: in a talk, or by what is kept of them.
func heard(ctx context.Context, s Keeper, p people.Person) (last time.Time, err error) {
	for _, a := range p.Addresses {
		talk, err := s.Conversation(ctx, a)
		if err != nil {
			return last, err
		}
		last = latest(last, talk.Heard)
	}
	for _, got := range p.Progress {
		last = latest(last, got.At)
	}
	for _, c := range p.Consents {
		last = latest(last, c.At)
	}
	for _, t := range p.Told {
		last = latest(last, t.At)
	}
	for _, g := range p.Grants {
		last = latest(last, latest(g.Since, g.Until))
	}
	return last, nil
}

// leave makes nobody of a person: of a record that says how far somebody came with a
// procedure it leaves that, so that it still counts, and nothing by which to find them.
func leave(ctx context.Context, s Keeper, id string) error {
	p, err := s.PersonByID(ctx, id)
	if err != nil || p.ID != id {
		return err
	}
	for _, a := range p.Addresses {
		if err := s.Forget(ctx, a); err != nil {
			return err
		}
	}
	left := people.Set{Person: people.Person{ID: p.ID, Version: p.Version, Progress: p.Progress}}
	if err := s.Erase(ctx, "record/"+left.Record()); err != nil {
		return err
	}
	if err := s.Apply(ctx, left); !errors.Is(err, chat.ErrStale) { // stale: they are writing again
		return err
	}
	return nil
}
