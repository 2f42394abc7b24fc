package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

// revoke is `dvcbot revoke`: it takes a role back from one person. Whoever was about to
// use it is refused at once, because every turn rests on the record that gives a right.
func revoke(ctx context.Context, c console, args []string) error {
	f := flags("revoke", c)
	person, role := f.String("person", "", "the person's id, from dvcbot people"), f.String("role", "", "head, deputy, staff, support, office")
	unit, id := f.String("unit", "", "the unit of a head or deputy"), f.String("directive", "", "directive id")
	if err := parse(f, args); err != nil {
		return err
	}
	if *person == "" {
		return exit{exitUsage, errors.New("dvcbot revoke --person MÃ --role VAI-TRÒ [--unit ĐƠN-VỊ]; xem mã bằng dvcbot people")}
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
	taken, err := h.take(ctx, *person, g)
	if err != nil {
		return err
	}
	if !taken {
		return exit{exitWarnings, errors.New("người này không có vai trò đó")}
	}
	_, err = fmt.Fprintln(c.out, "Đã thu hồi vai trò.")
	return err
}

// take removes a grant, anew when the person's record has moved meanwhile.
func (h *house) take(ctx context.Context, person string, g people.Grant) (bool, error) {
	for {
		all, err := h.store.People(ctx)
		i := slices.IndexFunc(all, func(p people.Person) bool { return p.ID == person })
		if err != nil || i < 0 || !all[i].Has(g.Role, g.Directive, g.Unit) {
			return false, err
		}
		p := all[i].Clone()
		p.Grants = slices.DeleteFunc(p.Grants, func(held people.Grant) bool {
			return held.Role == g.Role && held.Directive == g.Directive && held.Unit == g.Unit
		})
		if err := h.store.Apply(ctx, people.Set{Person: p}); !errors.Is(err, chat.ErrStale) {
			return err == nil, err
		}
	}
}
