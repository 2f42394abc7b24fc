package roster

import (
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

// FromCell is the cell of a row that names the directive from whose roster it was taken.
const FromCell = ".from"

// carried are the kinds of which a form has one column that speaks of the person, so that
// two forms mean the same by them even under other ids.
var carried = map[string]bool{"name": true, "position": true, "national_id": true, "phone": true, "email": true}

// Carried pairs the columns of a form with those of an earlier one whose values they can
// take: the same id and kind, else the only column of a kind that speaks of the person.
// What is filled in, computed or closed to the section is left out.
func Carried(f directive.Form, section string, earlier directive.Form) map[string]string {
	pairs := map[string]string{}
	for _, c := range f.Columns {
		if !Asked(c, section, nil) {
			continue
		}
		same, ok := earlier.Column(c.ID)
		switch {
		case ok && same.Kind == c.Kind && same.Fill == "" && same.Computed == "":
			pairs[c.ID] = same.ID
		case carried[c.Kind] && len(ofKind(f, c.Kind)) == 1:
			if only := ofKind(earlier, c.Kind); len(only) == 1 {
				pairs[c.ID] = only[0].ID
			}
		}
	}
	return pairs
}

func ofKind(f directive.Form, kind string) []directive.Column {
	found := []directive.Column{}
	for _, c := range f.Columns {
		if c.Kind == kind && c.Fill == "" && c.Computed == "" {
			found = append(found, c)
		}
	}
	return found
}

// Carrying is what an earlier row is judged against: the form that takes it.
type Carrying struct {
	Directive *directive.Directive
	Form      directive.Form
	Section   string
	Unit      string // its name
	Period    string // in words
	Columns   map[string]string
	From      string // the number of the earlier directive
	Now       time.Time
}

// Row judges an earlier row by the rules of this form: good cells are taken in stored
// form, the others are to be asked, and so is what the earlier form did not have.
func (k Carrying) Row(line int, was Row) DraftRow {
	row := DraftRow{Line: line, Cells: map[string]string{FromCell: k.From}}
	bad := map[string]bool{}
	for _, c := range k.Form.Columns {
		from, ok := k.Columns[c.ID]
		if !ok || was.Cells[from] == "" {
			continue
		}
		v := Judge(k.Directive, c, k.Section, was.Cells[from], k.Now)
		if v.OK {
			row.Cells[c.ID] = v.Normal
			continue
		}
		bad[c.ID] = true
		row.Bad = append(row.Bad, BadCell{Column: c.ID, Value: was.Cells[from], Reason: v.Reason, Suggestion: v.Suggestion})
	}
	Complete(k.Form, k.Unit, k.Period, row.Cells)
	for _, fault := range Whole(k.Form, k.Section, row.Cells) {
		if !bad[fault.Column] {
			row.Bad = append(row.Bad, BadCell{Column: fault.Column, Value: row.Cells[fault.Column], Reason: fault.Reason})
		}
	}
	return row
}

// SameUnit finds the unit of another directive that is this one: the same id, or a name or
// alias in common.
func SameUnit(u directive.Unit, d *directive.Directive) (directive.Unit, bool) {
	names := map[string]bool{}
	for _, name := range append([]string{u.Name}, u.Aliases...) {
		names[directive.Fold(name)] = true
	}
	for _, other := range d.Units {
		if other.ID == u.ID {
			return other, true
		}
	}
	for _, other := range d.Units {
		for _, name := range append([]string{other.Name}, other.Aliases...) {
			if names[directive.Fold(name)] {
				return other, true
			}
		}
	}
	return directive.Unit{}, false
}
