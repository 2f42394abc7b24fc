package reminders

import (
	"context"
	"errors"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// crowd is everybody the store knows, with the roles in force at a time. Active are those who can be written to under a
// record of their own.
type crowd struct{ active []people.Person }

func (c *Clock) crowd(ctx context.Context, at time.Time) (crowd, error) {
	all, err := c.Store.People(ctx)
	w := crowd{}
	for _, p := range all {
		if p.As == "" && len(p.Addresses) > 0 {
			w.active = append(w.active, p.At(at))
		}
	}
	return w, err
}

func (w crowd) find(id string) (people.Person, bool) {
	for _, p := range w.active {
		if p.ID == id {
			return p, true
		}
	}
	return people.Person{}, false
}

func (w crowd) addresses(id string) []chat.Address {
	p, _ := w.find(id)
	return p.Addresses
}

// headed are the units that somebody active keeps.
func (w crowd) headed(directive string) map[string]bool {
	units := map[string]bool{}
	for _, p := range w.active {
		for _, u := range p.Units(directive) {
			units[u] = true
		}
	}
	return units
}

// parties are what the occurrences ask of some people, with the states stored now; an
// office person stands for every unit that nobody active keeps.
func (c *Clock) parties(ctx context.Context, d *directive.Directive, w crowd, of []people.Person, marked []directive.Occurrence) ([]directive.Party, error) {
	all := []directive.Party{}
	read := c.reader(ctx, d)
	for _, p := range of {
		own := people.Parties(d, p, p.Addresses[0].Channel, marked, read.stands)
		all = append(all, own...)
		if people.May(p, people.ReadRosters, d.ID, "") {
			all = append(all, orphans(d, p, w.headed(d.ID), marked, read.stands)...)
		}
	}
	return all, read.fault
}

// reader reads each roster once for a whole plan.
type reader struct {
	stands people.Standing
	fault  error
}

func (c *Clock) reader(ctx context.Context, d *directive.Directive) *reader {
	r, held := &reader{}, map[roster.Key]roster.Roster{}
	r.stands = func(f directive.Form, u directive.Unit, period string) (state, missing string) {
		k := roster.Key{Directive: d.ID, Form: f.ID, Unit: u.ID, Period: period}
		one, known := held[k]
		if !known {
			var err error
			one, err = c.Store.Roster(ctx, k)
			r.fault = errors.Join(r.fault, err)
			held[k] = one
		}
		return roster.Standing(d, f, u.Kind, one)
	}
	return r
}

func orphans(d *directive.Directive, office people.Person, headed map[string]bool, marked []directive.Occurrence, stands people.Standing) []directive.Party {
	stand := office.Clone()
	stand.Grants, stand.Progress = nil, map[string]people.Progress{}
	for _, u := range d.Units {
		if !headed[u.ID] {
			stand.Grants = append(stand.Grants, people.Grant{Role: people.Head, Directive: d.ID, Unit: u.ID, Since: since(office, d.ID)})
		}
	}
	all := people.Parties(d, stand, office.Addresses[0].Channel, marked, stands)
	for i := range all {
		all[i].Orphan, all[i].Role = true, string(people.Office)
	}
	return all
}

func since(p people.Person, directive string) time.Time {
	for _, g := range p.Grants {
		if g.Role == people.Office && g.Directive == directive {
			return g.Since
		}
	}
	return time.Time{}
}
