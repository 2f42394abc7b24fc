package roster

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// Standing says how far a unit is with a form, in the words of directive's
// parties, and what is missing in words a person reads.
func Standing(d *directive.Directive, f directive.Form, kind string, r Roster) (state, missing string) {
	switch r.State {
	case Submitted, Accepted, Nil:
		return directive.Finished, ""
	}
	if len(r.Rows) == 0 {
		return directive.NotStarted, ""
	}
	lacks := []string{}
	lacks = append(lacks, Needed(d, f, kind, r)...)
	if n := len(Unready(f, section(f, kind), r)); n > 0 {
		lacks = append(lacks, words.Say("roster.unready", "n", strconv.Itoa(n), "noun", f.RowNoun))
	}
	lacks = append(lacks, words.Say("roster.unsent"))
	return directive.Half, strings.Join(lacks, "; ")
}

func section(f directive.Form, kind string) string {
	s, _ := f.Section(kind)
	return s.ID
}

// Needed lists the positions that the directive wants named by a unit of this kind
// and that no row names yet.
func Needed(d *directive.Directive, f directive.Form, kind string, r Roster) []string {
	needed := []string{}
	for _, rule := range Holes(d, f, kind, r) {
		needed = append(needed, rule.Needs)
	}
	return needed
}

// Holes lists the rules whose position no row names yet, in the directive's order; none
// for a form whose rows are no people.
func Holes(d *directive.Directive, f directive.Form, kind string, r Roster) []directive.Rule {
	holes := []directive.Rule{}
	if f.Row != "person" {
		return holes
	}
	unit, ok := d.Unit(r.Key.Unit)
	if !ok {
		unit.Kind = kind
	}
	for _, rule := range d.Needs(unit) {
		if !named(rule, f, r) {
			holes = append(holes, rule)
		}
	}
	return holes
}

func named(rule directive.Rule, f directive.Form, r Roster) bool {
	for _, row := range r.Rows {
		for _, c := range f.Columns {
			if c.Kind != "position" {
				continue
			}
			has := directive.Fold(row.Cells[c.ID])
			for _, post := range append([]string{rule.Needs}, rule.Posts...) {
				if want := directive.Fold(post); has != "" && (has == want || strings.HasPrefix(want, has+" ") || strings.HasPrefix(has, want+" ")) {
					return true
				}
			}
		}
	}
	return false
}

// Unready lists the rows in which something is missing or wrong.
func Unready(f directive.Form, section string, r Roster) []Row {
	rows := []Row{}
	for _, row := range r.Rows {
		if len(Whole(f, section, row.Cells)) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}
