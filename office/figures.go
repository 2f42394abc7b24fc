package office

import (
	"strconv"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// Figures are how far everybody is with a directive at a moment.
type Figures struct {
	At         time.Time
	Forms      []FormFigures
	Procedures []ProcedureFigures
}

// FormFigures are those of one form in its present period.
type FormFigures struct {
	Form                        directive.Form
	Units                       int // that must hand it in
	Handed, OnTime, Late, NoOne int
	Rows                        int
	Sections                    []SectionFigures
	Sums                        []Sum            // of the columns that can be counted or added
	Missing                     []directive.Unit // not handed in, in the directive's order
}

// SectionFigures are those of one section of a form.
type SectionFigures struct {
	Section     directive.Section
	Units, Rows int
}

// Sum is how many rows are marked in a column, or what its numbers come to.
type Sum struct {
	Column directive.Column
	Value  float64
}

// ProcedureFigures are how many people are done with a procedure, or on their way.
type ProcedureFigures struct {
	Procedure  directive.Procedure
	Done, Half int
}

// Held finds the roster of a unit's form.
type Held func(form directive.Form, unit directive.Unit) roster.Roster

// Count works out the figures. It is pure.
func Count(d *directive.Directive, held Held, everybody []people.Person, at time.Time) Figures {
	all := Figures{At: at}
	for _, form := range d.Forms {
		all.Forms = append(all.Forms, countForm(d, form, held))
	}
	for _, p := range d.Procedures {
		all.Procedures = append(all.Procedures, countProcedure(d, p, everybody))
	}
	return all
}

func countForm(d *directive.Directive, form directive.Form, held Held) FormFigures {
	f := FormFigures{Form: form}
	for _, s := range form.Sections {
		f.Sections = append(f.Sections, SectionFigures{Section: s})
	}
	for _, c := range form.Columns {
		if c.Kind == "mark" || c.Kind == "number" {
			f.Sums = append(f.Sums, Sum{Column: c})
		}
	}
	for _, unit := range d.Units {
		if hands(d, unit, form) {
			f.count(unit, held(form, unit))
		}
	}
	return f
}

func hands(d *directive.Directive, unit directive.Unit, form directive.Form) bool {
	for _, f := range d.Hands(unit.Kind) {
		if f.ID == form.ID {
			return true
		}
	}
	return false
}

func (f *FormFigures) count(unit directive.Unit, r roster.Roster) {
	f.Units++
	last, handed := r.Last()
	if !handed || r.State == roster.Returned || r.State == roster.Draft {
		f.Missing = append(f.Missing, unit)
		return
	}
	f.Handed++
	if last.Late {
		f.Late++
	} else {
		f.OnTime++
	}
	if r.State == roster.Nil {
		f.NoOne++
	}
	f.Rows += r.Count()
	section, _ := f.Form.Section(unit.Kind)
	for i := range f.Sections {
		if f.Sections[i].Section.ID == section.ID {
			f.Sections[i].Units++
			f.Sections[i].Rows += r.Count()
		}
	}
	for i := range f.Sums {
		for _, row := range r.Rows {
			f.Sums[i].Value += worth(f.Sums[i].Column, row.Cells[f.Sums[i].Column.ID])
		}
	}
}

func worth(c directive.Column, value string) float64 {
	if c.Kind == "mark" {
		if value != "" {
			return 1
		}
		return 0
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return 0
	}
	return n
}

func countProcedure(d *directive.Directive, p directive.Procedure, everybody []people.Person) ProcedureFigures {
	f := ProcedureFigures{Procedure: p}
	for _, person := range everybody {
		got, begun := person.Progress[d.ID+"/"+p.ID]
		switch {
		case !begun || person.As != "":
		case got.Outcome == "done":
			f.Done++
		default:
			f.Half++
		}
	}
	return f
}
