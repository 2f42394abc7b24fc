package storage

import (
	"context"
	"errors"
	"maps"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// DraftLife is how long what was begun and never kept may lie: a draft that nobody goes
// on with, and what a talk holds in which nobody has written.
const DraftLife = 30 * 24 * time.Hour

// Keeper is what the end of keeping needs of a store.
type Keeper interface {
	Eraser
	Gaps(context.Context) ([]people.Gap, error)
	// Quiet lists the talks that hold something and have heard nothing since before.
	Quiet(ctx context.Context, before time.Time) ([]chat.Address, error)
	// SweepKeys deletes the data keys that nothing in the store needs, never one of a
	// turn on its way, and gives how many.
	SweepKeys(ctx context.Context, now time.Time) (int, error)
}

// Retention says how many days things are kept, for which directives, and when it is.
type Retention struct {
	Days       int
	Directives []*directive.Directive
	Now        time.Time
}

// Over is what is kept no longer. It names nobody.
type Over struct {
	Rows   []Strike
	Talks  []chat.Address
	Drafts map[string]int64 // records with their versions, as Drop takes them
	Asked  map[string]int64 // tickets, ended requests, unanswered questions, codes and links
	People []string         // ids
}

// Counts are how many there are of each.
type Counts struct{ Rows, Talks, Drafts, Asked, People int }

// Counts counts what is over.
func (o Over) Counts() Counts {
	n := Counts{Talks: len(o.Talks), Drafts: len(o.Drafts), Asked: len(o.Asked), People: len(o.People)}
	for _, s := range o.Rows {
		n.Rows += len(s.Rows)
	}
	return n
}

// None reports whether nothing is over.
func (o Over) None() bool { return o.Counts() == Counts{} }

// Over works out what is kept no longer at Now. It changes nothing.
func (r Retention) Over(ctx context.Context, s Keeper) (Over, error) {
	rows, err1 := r.rows(ctx, s)
	talks, err2 := s.Quiet(ctx, r.Now.Add(-r.draftLife()))
	drafts, err3 := r.drafts(ctx, s)
	asked, err4 := r.asked(ctx, s)
	codes, err6 := r.codes(ctx, s)
	maps.Copy(asked, codes)
	people, err5 := r.people(ctx, s)
	return Over{rows, talks, drafts, asked, people}, errors.Join(err1, err2, err3, err4, err5, err6)
}

// Erase erases what is over, one after the other: interrupted, the rest is still over.
func (r Retention) Erase(ctx context.Context, s Keeper, over Over) error {
	for _, strike := range over.Rows {
		if err := EraseRows(ctx, s, strike); err != nil {
			return err
		}
	}
	for _, a := range over.Talks {
		if err := r.forget(ctx, s, a); err != nil {
			return err
		}
	}
	for _, id := range over.People {
		if err := leave(ctx, s, id); err != nil {
			return err
		}
	}
	if err := errors.Join(s.Drop(ctx, over.Drafts), s.Drop(ctx, over.Asked)); err != nil {
		return err
	}
	if err := s.Erase(ctx); err != nil {
		return err
	}
	_, err := s.SweepKeys(ctx, r.Now)
	return err
}

// forget leaves alone who has written since.
func (r Retention) forget(ctx context.Context, s Keeper, a chat.Address) error {
	talk, err := s.Conversation(ctx, a)
	if err != nil || !talk.Heard.Before(r.Now.Add(-r.draftLife())) {
		return err
	}
	return s.Forget(ctx, a)
}

func (r Retention) life() time.Duration { return time.Duration(r.Days) * 24 * time.Hour }

func (r Retention) draftLife() time.Duration { return min(r.life(), DraftLife) }

// past reports whether something ended longer ago than it is kept.
func (r Retention) past(ended time.Time) bool { return !r.Now.Before(ended.Add(r.life())) }

func (r Retention) drafts(ctx context.Context, s Keeper) (map[string]int64, error) {
	all, err := List[roster.Mending](ctx, s, "drafts/")
	over := map[string]int64{}
	for _, d := range all {
		if d.At.Before(r.Now.Add(-r.draftLife())) && d.ID != "" {
			over[roster.SetMending{Mending: d}.Record()] = d.Version
		}
	}
	return over, err
}

// codes are the invites and one-time links that ended so many days ago, with the name of
// whom a duty was handed to.
func (r Retention) codes(ctx context.Context, s Keeper) (map[string]int64, error) {
	over := map[string]int64{}
	invites, err1 := s.Invites(ctx)
	for _, i := range invites {
		if i.ID != "" && r.past(latest(i.Expires, latest(i.Until, i.Ended))) {
			over[people.SetInvite{Invite: i}.Record()] = i.Version
		}
	}
	uploads, err2 := List[people.Upload](ctx, s, "uploads/")
	for _, u := range uploads {
		if u.ID != "" && r.past(u.Expires) {
			over[people.SetUpload{Upload: u}.Record()] = u.Version
		}
	}
	return over, errors.Join(err1, err2)
}

// asked are the tickets on which nothing was said for so many days, the requests that
// ended as long ago, and the questions without an answer that are as old.
func (r Retention) asked(ctx context.Context, s Keeper) (map[string]int64, error) {
	over := map[string]int64{}
	tickets, err1 := s.Tickets(ctx)
	for _, t := range tickets {
		if n := len(t.Said); n > 0 && r.past(t.Said[n-1].At) {
			over[people.SetTicket{Ticket: t}.Record()] = t.Version
		}
	}
	requests, err2 := s.Requests(ctx)
	for _, q := range requests {
		if q.ID != "" && q.State != people.RequestOpen && r.past(q.Ended) {
			over[people.SetRequest{Request: q}.Record()] = q.Version
		}
	}
	gaps, err3 := s.Gaps(ctx)
	for _, g := range gaps {
		if day, err := time.Parse(time.DateOnly, g.Day); err == nil && r.past(day) {
			over[people.AddGap{Gap: g}.Record()] = g.Version
		}
	}
	return over, errors.Join(err1, err2, err3)
}
