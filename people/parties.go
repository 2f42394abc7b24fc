package people

import (
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// Standing says how far a unit is with a form in a period, and what is missing.
type Standing func(f directive.Form, unit directive.Unit, period string) (state, missing string)

// Parties are what the occurrences ask of p on a channel: the forms of the units whose
// roster p keeps, and p's own progress with a procedure begun. A unit that the
// deadline does not bind, or that is spared as a whole, is not among them.
func Parties(d *directive.Directive, p Person, channel string, occurrences []directive.Occurrence, stands Standing) []directive.Party {
	all := []directive.Party{}
	for _, o := range occurrences {
		for _, of := range o.Deadline.Of {
			base := directive.Party{Of: of, Deadline: o.Deadline.ID, Period: o.Period, Person: p.ID, Channel: channel, Silenced: p.Muted(d.ID, o.Deadline.ID)}
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
	dl, due := d.Deadline(base.Deadline)
	if !ok || !due {
		return nil
	}
	for _, id := range p.Units(d.ID) {
		unit, ok := d.Unit(id)
		if !ok || !dl.Binds(unit.Kind) || !f.HandedBy(unit.Kind) || d.Spared(unit) {
			continue
		}
		party := base
		grant := p.grantIn(d.ID, id)
		party.Unit, party.Role, party.Since = id, string(grant.Role), grant.Since
		party.State, party.Missing = stands(f, unit, base.Period)
		all = append(all, party)
	}
	return all
}

// grantIn is the grant of highest rank by which p keeps a unit's roster.
func (p Person) grantIn(directive, unit string) Grant {
	for _, r := range Roles {
		for _, g := range p.Grants {
			if g.Role == r && r.OfUnit() && g.Directive == directive && g.Unit == unit {
				return g
			}
		}
	}
	return Grant{Role: Staff}
}

// ofProcedure reminds who has begun, or was invited as staff, and has not finished.
func ofProcedure(d *directive.Directive, p Person, id string, base directive.Party) []directive.Party {
	got, begun := p.Progress[d.ID+"/"+id]
	procedure, ok := d.Procedure(id)
	if !ok || !begun && !p.Has(Staff, d.ID, "") {
		return nil
	}
	base.Role, base.State = string(Staff), directive.NotStarted
	for _, g := range p.Grants {
		if g.Role == Staff && g.Directive == d.ID {
			base.Since = g.Since
		}
	}
	if begun {
		base.State, base.Since = directive.Half, got.At
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
