package sheet

import (
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// Comparison is what a file says of one unit's form beside what is stored.
type Comparison struct {
	Unit    directive.Unit
	Held    roster.Roster
	Changed []Change
	Added   []Person     // whole rows that the form has not
	Bad     []Person     // rows with cells that are refused; their good cells are in Changed when the row is known
	Missing []roster.Row // rows of the form that the file has not
}

// Change is one cell that differs, and the line of the file that says so.
type Change struct {
	Line    int
	Row     roster.Row
	Column  directive.Column
	Was, Is string
}

// Same reports that nothing differs.
func (c Comparison) Same() bool {
	return len(c.Changed)+len(c.Added)+len(c.Bad)+len(c.Missing) == 0
}

// Compare holds people of one unit beside its stored form. A cell that was refused, and
// a column that the file has not, change nothing.
func Compare(f directive.Form, unit directive.Unit, held roster.Roster, people []Person) Comparison {
	c := Comparison{Unit: unit, Held: held}
	taken := map[string]bool{}
	for _, p := range people {
		row, fields, met := roster.Meet(f, held.Rows, p.Cells, taken)
		switch {
		case met:
			taken[row.ID] = true
			c.Changed = append(c.Changed, p.changes(f, row, fields)...)
		case p.OK:
			c.Added = append(c.Added, p)
		}
		if !p.OK {
			c.Bad = append(c.Bad, p)
		}
	}
	for _, row := range held.Rows {
		if !taken[row.ID] {
			c.Missing = append(c.Missing, row)
		}
	}
	return c
}

func (p Person) changes(f directive.Form, row roster.Row, fields []string) []Change {
	all := []Change{}
	for _, id := range fields {
		column, _ := f.Column(id)
		if p.told(column) {
			all = append(all, Change{p.Row, row, column, row.Cells[id], p.Cells[id]})
		}
	}
	return all
}

// told reports whether the file has the column, and says something that was taken. An
// empty mark is said by its column.
func (p Person) told(c directive.Column) bool {
	if p.Cells[c.ID] != "" {
		return true
	}
	if c.Kind != "mark" {
		return false
	}
	for _, j := range p.Judged {
		if j.Field == Rights && !j.OK {
			return false
		}
	}
	return p.Has[c.ID]
}
