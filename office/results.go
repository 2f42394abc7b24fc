package office

import (
	"context"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/paper"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/roster/sheet"
)

// report draws up the report of results as things stand now, its forms attached.
func (p Papers) report(ctx context.Context, id string) ([]byte, error) {
	for _, d := range p.Directives() {
		if d.ID != id {
			continue
		}
		f, annexes, err := p.Results(ctx, d)
		if err != nil {
			return nil, err
		}
		return written(Report(d, f, annexes))
	}
	return nil, ErrNoPaper
}

// Results counts how everybody stands with a directive, and lays out each of its forms
// with every unit that has handed it in.
func (p Papers) Results(ctx context.Context, d *directive.Directive) (Figures, []paper.Sheet, error) {
	held, err := p.Store.Rosters(ctx, d.ID)
	if err != nil {
		return Figures{}, nil, err
	}
	everybody, err := p.Store.People(ctx)
	if err != nil {
		return Figures{}, nil, err
	}
	now := p.Now()
	find := func(form directive.Form, unit directive.Unit) roster.Roster {
		key := roster.KeyAt(d, form.ID, unit.ID, now)
		for _, r := range held {
			if r.Key == key {
				return r
			}
		}
		return roster.Roster{Key: key}
	}
	annexes := []paper.Sheet{}
	for _, form := range d.Forms {
		annexes = append(annexes, sheet.Lay(form, handedIn(d, form, find)).Sheet())
	}
	return Count(d, find, everybody, now), annexes, nil
}

func handedIn(d *directive.Directive, form directive.Form, find Held) []sheet.Filled {
	all := []sheet.Filled{}
	for _, unit := range d.Units {
		if r := find(form, unit); hands(d, unit, form) && (r.State == roster.Submitted || r.State == roster.Accepted) {
			all = append(all, sheet.Filled{Unit: unit, Roster: r})
		}
	}
	return all
}
