package directive

import (
	"slices"
	"sort"
	"strings"
)

// printed lists the conflicts of the printed text itself: each must be
// acknowledged in the file, and each acknowledgement must have its conflict.
func (l *linter) printed() {
	found := l.d.conflicts()
	for _, c := range found {
		level, why := Fault, "is not acknowledged: "+c.Why
		if i := slices.IndexFunc(l.d.Conflicts, func(a Conflict) bool { return a.Code == c.Code && a.Where == c.Where }); i >= 0 {
			level, why = Accepted, l.d.Conflicts[i].Why
		}
		l.found = append(l.found, Finding{level, c.Code, c.Where, why})
	}
	for _, a := range l.d.Conflicts {
		if slices.ContainsFunc(found, func(c Conflict) bool { return a.Code == c.Code && a.Where == c.Where }) {
			continue
		}
		if a.Where == "" || a.Why == "" {
			l.fault("missing", "conflicts/"+a.Code, "does not say where or why")
			continue
		}
		l.found = append(l.found, Finding{Accepted, a.Code, a.Where, a.Why})
	}
}

// conflicts are what can be found by reading the quotations mechanically: a topic
// that carries a correction, a step that repeats the one before it, a word in
// capitals spelt with a letter doubled against the correction, zone numbers that
// mean two things in one procedure, two recipients.
func (d *Directive) conflicts() []Conflict {
	all := []Conflict{}
	for _, t := range d.Topics {
		if t.Fix != nil {
			all = append(all, Conflict{"correction", "topics/" + t.ID, t.Fix.Printed + " / " + t.Fix.Use})
		}
	}
	for _, p := range d.Procedures {
		all = append(all, d.repeats(p)...)
		all = append(all, d.zones(p)...)
	}
	if len(d.Recipients) > 1 {
		all = append(all, Conflict{"two_recipients", "recipients", "more than one recipient"})
	}
	return all
}

func (d *Directive) repeats(p Procedure) []Conflict {
	all := []Conflict{}
	for i := 1; i < len(p.Steps); i++ {
		was, is := d.bare(p.Steps[i-1]), d.bare(p.Steps[i])
		if was != "" && strings.HasPrefix(is, was) {
			all = append(all, Conflict{"repeats", "procedures/" + p.ID + "/" + p.Steps[i].ID, "repeats the step before it"})
		}
	}
	return all
}

// bare is the quotation of a step without its own label.
func (d *Directive) bare(s Step) string {
	t, ok := d.Topic(s.Topic)
	if !ok || len(t.Quote) == 0 {
		return ""
	}
	return strings.TrimSpace(strings.TrimPrefix(Fold(t.Quote[0]), Fold(s.Label)))
}

// zones finds a zone number that names different things within one procedure.
func (d *Directive) zones(p Procedure) []Conflict {
	means := map[string][]string{}
	for _, s := range p.Steps {
		for _, press := range s.Press {
			if press.Zone != "" && !has(means[press.Zone], press.Text) {
				means[press.Zone] = append(means[press.Zone], press.Text)
			}
		}
	}
	zones := []string{}
	for zone, texts := range means {
		if len(texts) > 1 {
			zones = append(zones, zone)
		}
	}
	sort.Strings(zones)
	if len(zones) == 0 {
		return nil
	}
	return []Conflict{{"zone_twice", "procedures/" + p.ID, "zone " + strings.Join(zones, ", ") + " means several things"}}
}
