package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// revoke is `dvcbot revoke`: it takes a role back from one person. Whoever was about to
// use it is refused at once, because every turn rests on the record that gives a right.
func revoke(ctx context.Context, c console, args []string) error {
	f := flags("revoke", c)
	person, role := f.String("person", "", "the person's id, from dvcbot people"), f.String("role", "", "head, deputy, staff, support, office")
	unit, id := f.String("unit", "", "the unit of a head or deputy"), f.String("directive", "", "directive id")
	force := f.Bool("force", false, "even from the last person of the office")
	if err := parse(f, args); err != nil {
		return err
	}
	if *person == "" {
		return exit{exitUsage, errors.New(words.Say("revoke.usage"))}
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	g, err := h.grant(people.Role(*role), *unit, *id)
	if err != nil {
		return err
	}
	taken, err := h.take(ctx, *person, g, *force)
	if err != nil {
		return err
	}
	if !taken {
		return exit{exitWarnings, errors.New(words.Say("revoke.none"))}
	}
	_, err = fmt.Fprintln(c.out, words.Say("revoke.done"))
	return err
}

// take removes a grant, anew when the person's record has moved meanwhile. The last
// person of the office keeps theirs unless forced: the change rests on the record of
// another one, so that two revoked at once do not leave nobody.
func (h *house) take(ctx context.Context, person string, g people.Grant, force bool) (bool, error) {
	for {
		all, err := h.store.People(ctx)
		i := slices.IndexFunc(all, func(p people.Person) bool { return p.ID == person })
		if err != nil || i < 0 || !all[i].Has(g.Role, g.Directive, g.Unit) {
			return false, err
		}
		changes := []chat.Change{people.Set{Person: all[i].Without(g.Role, g.Directive, g.Unit)}}
		if g.Role == people.Office && !force {
			other, ok := people.Another(all, all[i], people.Office, g.Directive)
			if !ok {
				return false, exit{exitWarnings, errors.New(words.Say("revoke.last", "number", h.number(g.Directive)))}
			}
			changes = append(changes, chat.Check{Of: people.Set{Person: other}.Record(), Version: other.Version})
		}
		if err := h.store.Apply(ctx, changes...); !errors.Is(err, chat.ErrStale) {
			return err == nil, err
		}
	}
}

// number is how a directive is called; its id where it is not in force.
func (h *house) number(id string) string {
	for _, d := range h.all() {
		if d.ID == id {
			return d.Number
		}
	}
	return id
}
