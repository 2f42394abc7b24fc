package directive

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/dvcbot/dvcbot/words"
)

// printed lists the faults of the printed text itself: each must be acknowledged in
// the file, and each acknowledgement must have its fault.
func (l *linter) printed() {
	faults := l.d.conflicts()
	for _, c := range faults {
		level, text := Warning, words.Say("lint.unacknowledged", "what", c.Why, "code", c.Code, "where", c.Where)
		if i := slices.IndexFunc(l.d.Conflicts, func(a Conflict) bool { return a.Code == c.Code && a.Where == c.Where }); i >= 0 {
			level, text = Accepted, words.Say("lint.acknowledged", "what", c.Why, "why", l.d.Conflicts[i].Why)
		}
		l.found = append(l.found, Finding{Level: level, Code: c.Code, Where: c.Where, Text: text})
	}
	seen := map[string]bool{}
	for i, a := range l.d.Conflicts {
		where := fmt.Sprintf("conflicts/%d", i+1)
		if !slices.ContainsFunc(faults, func(c Conflict) bool { return a.Code == c.Code && a.Where == c.Where }) {
			l.warn("no_conflict", where, "code", a.Code, "at", a.Where)
		}
		if seen[a.Code+" "+a.Where] {
			l.warn("twin_conflict", where, "code", a.Code, "at", a.Where)
		}
		seen[a.Code+" "+a.Where] = true
	}
}

// conflict makes a finding of the printed text; pairs fill its sentence.
func conflict(code, where string, pairs ...string) Conflict {
	return Conflict{Code: code, Where: where, Why: words.Say("conflict."+code, pairs...)}
}

// conflicts are what reading the quotations, and the printed text if there is one,
// shows mechanically; one of a code at a place.
func (d *Directive) conflicts() []Conflict {
	all := []Conflict{}
	for _, look := range []func(*Directive) []Conflict{(*Directive).corrections, (*Directive).spellings, (*Directive).steps, (*Directive).zones,
		(*Directive).lost, (*Directive).receivers, (*Directive).reachable, (*Directive).closing, (*Directive).overruled, (*Directive).gaps,
		(*Directive).cards, (*Directive).counts, (*Directive).wrongDays} {
		for _, c := range look(d) {
			if !slices.ContainsFunc(all, func(o Conflict) bool { return o.Code == c.Code && o.Where == c.Where }) {
				all = append(all, c)
			}
		}
	}
	return all
}

// corrections are the topics that carry one.
func (d *Directive) corrections() []Conflict {
	all := []Conflict{}
	for _, t := range d.Topics {
		if t.Fix != nil {
			all = append(all, conflict("correction", "topics/"+t.ID, "printed", t.Fix.Printed, "use", t.Fix.Use))
		}
	}
	return all
}

// steps finds one that repeats the step before it, and printed numbers with a gap.
func (d *Directive) steps() []Conflict {
	all := []Conflict{}
	for _, p := range d.Procedures {
		for i, s := range p.Steps {
			where := "procedures/" + p.ID + "/" + s.ID
			if n := number.FindString(s.Label); n != "" && n != fmt.Sprint(s.Number) {
				all = append(all, conflict("label_number", where, "label", s.Label, "n", fmt.Sprint(s.Number)))
			}
			if i == 0 {
				continue
			}
			if was, is := d.bare(p.Steps[i-1]), d.bare(s); was != "" && strings.HasPrefix(is, was) {
				all = append(all, conflict("repeats", where, "label", s.Label, "before", p.Steps[i-1].Label))
			}
		}
	}
	return all
}

var number = regexp.MustCompile(`\d+`)

// bare is the quotation of a step without its own label.
func (d *Directive) bare(s Step) string {
	t, ok := d.Topic(s.Topic)
	if !ok || len(t.Quote) == 0 {
		return ""
	}
	return strings.TrimSpace(strings.TrimPrefix(Fold(t.Quote[0]), Fold(s.Label)))
}

var (
	zoned  = regexp.MustCompile(`(?i)vùng(?: số)? (\d+)`)
	pushed = regexp.MustCompile(`(?i)[“"\[]([^”"\]]{2,60})[”"\]][^“"\[]{0,60}?vùng(?: số)? (\d+)`)
)

// zones finds steps that point at numbers of a picture, and a number that means
// several things on the screen of one step.
func (d *Directive) zones() []Conflict {
	all := []Conflict{}
	for _, p := range d.Procedures {
		pointing := []string{}
		for _, s := range p.Steps {
			t, _ := d.Topic(s.Topic)
			if m := zoned.FindString(strings.Join(t.Quote, " ")); m != "" {
				pointing = append(pointing, s.Label+" ("+m+")")
			}
			all = append(all, d.meanings(p, s, t)...)
		}
		if len(pointing) > 0 {
			all = append(all, conflict("zones_unseen", "procedures/"+p.ID, "steps", strings.Join(pointing, ", ")))
		}
	}
	return all
}

// meanings looks at every sentence of the step's clause: its own and its remarks'.
func (d *Directive) meanings(p Procedure, s Step, own Topic) []Conflict {
	means := map[string][]string{}
	for _, t := range d.Topics {
		if t.Clause != own.Clause {
			continue
		}
		for _, m := range pushed.FindAllStringSubmatch(strings.Join(t.Quote, "\n"), -1) {
			if !has(means[m[2]], m[1]) {
				means[m[2]] = append(means[m[2]], m[1])
			}
		}
	}
	for _, press := range s.Press {
		if m := bold.FindStringSubmatch(press.Text); press.Zone != "" && m != nil && !within(Fold(strings.Join(means[press.Zone], " ")), Fold(m[1])) {
			means[press.Zone] = append(means[press.Zone], m[1])
		}
	}
	zones := []string{}
	for zone, buttons := range means {
		if len(buttons) > 1 {
			zones = append(zones, zone+": "+strings.Join(buttons, " / "))
		}
	}
	if len(zones) == 0 {
		return nil
	}
	sort.Strings(zones)
	return []Conflict{conflict("zone_twice", "procedures/"+p.ID+"/"+s.ID, "zones", strings.Join(zones, "; "))}
}

var bold = regexp.MustCompile(`\*\*([^*]+)\*\*`)

// receivers finds things that go to different recipients.
func (d *Directive) receivers() []Conflict {
	to := []string{}
	for _, r := range d.Recipients {
		if !has(to, r.To) {
			to = append(to, r.To)
		}
	}
	if len(to) < 2 {
		return nil
	}
	return []Conflict{conflict("two_recipients", "recipients", "to", strings.Join(to, "; "))}
}
