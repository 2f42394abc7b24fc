package people

import (
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

// Standing says how far a unit is with a form in a period, and what is missing.
type Standing func(f directive.Form, unit directive.Unit, period string) (state, missing string)

// Parties are the deadlines of d that concern p on a channel at now: the forms of
// the units whose roster p keeps, and p's own progress with a procedure begun.
func Parties(d *directive.Directive, p Person, channel string, now time.Time, stands Standing) []directive.Party {
	all := []directive.Party{}
	for _, dl := range d.Deadlines {
		o, ok := d.Next(dl, now)
		if !ok {
			continue
		}
		for _, of := range dl.Of {
			base := directive.Party{Of: of, Deadline: dl.ID, Period: o.Period, Person: p.ID, Channel: channel, Silenced: p.Muted(d.ID, dl.ID)}
			kind, id, _ := strings.Cut(of, ":")
			if kind == "form" {
				all = append(all, ofForm(d, p, id, base, stands)...)
			} else {
				all = append(all, ofProcedure(d, p, id, base)...)
			}
		}
	}
	return all
}

func ofForm(d *directive.Directive, p Person, form string, base directive.Party, stands Standing) []directive.Party {
	all := []directive.Party{}
	f, ok := d.Form(form)
	if !ok {
		return nil
	}
	for _, id := range p.Units(d.ID) {
		unit, ok := d.Unit(id)
		if !ok {
			continue
		}
		party := base
		party.Unit, party.Role = id, string(roleIn(p, d.ID, id))
		party.State, party.Missing = stands(f, unit, base.Period)
		all = append(all, party)
	}
	return all
}

func roleIn(p Person, directive, unit string) Role {
	for _, r := range Roles {
		if p.Has(r, directive, unit) && r.OfUnit() {
			return r
		}
	}
	return Staff
}

// ofProcedure reminds who has begun, or was invited as staff, and has not finished.
func ofProcedure(d *directive.Directive, p Person, id string, base directive.Party) []directive.Party {
	got, begun := p.Progress[d.ID+"/"+id]
	procedure, ok := d.Procedure(id)
	if !ok || !begun && !p.Has(Staff, d.ID, "") {
		return nil
	}
	base.Role, base.State = string(Staff), directive.NotStarted
	if begun {
		base.State = directive.Half
		for _, s := range procedure.Steps {
			if s.ID == got.Step {
				base.Missing = s.Label + ", " + s.Title
			}
		}
	}
	if got.Outcome == "done" {
		base.State = directive.Finished
	}
	return []directive.Party{base}
}
