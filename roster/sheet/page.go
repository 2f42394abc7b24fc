package sheet

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// Filled is one unit's form as it stands.
type Filled struct {
	Unit   directive.Unit
	Roster roster.Roster
}

// Page is a form laid out as it is printed, whatever it is then written to.
type Page struct {
	Form    directive.Form
	Columns []directive.Column // in print; a running number stands before them when the form has one
	Lines   []PageLine
	Stamps  []Stamp
}

// PageLine is one line of the table: a section's title, or the cells of a row, "" for
// what is to be filled in.
type PageLine struct {
	Section string
	Number  string
	Cells   []string
}

// Stamp says which version of which unit's form a file was made from.
type Stamp struct {
	Unit    string
	Version int64
	Print   string
}

// emptyLines are left open in each section of a form to fill in.
const emptyLines = 3

// Lay lays out all units' forms as one: sections in order even when nobody stands in
// them, numbers beginning anew in each. With no unit at all it is a form to fill in.
func Lay(f directive.Form, all []Filled) Page {
	p := Page{Form: f, Columns: f.Columns}
	for _, u := range all {
		p.Stamps = append(p.Stamps, Stamp{u.Unit.ID, u.Roster.Version, roster.Print(f, u.Roster.Key, u.Roster.Rows)})
	}
	sections := f.Sections
	if len(sections) == 0 {
		sections = []directive.Section{{}}
	}
	for _, s := range sections {
		if s.Title != "" {
			p.Lines = append(p.Lines, PageLine{Section: s.Title})
		}
		n := 0
		for _, u := range all {
			if section, _ := f.Section(u.Unit.Kind); section.ID != s.ID {
				continue
			}
			for _, row := range u.Roster.Rows {
				n++
				p.Lines = append(p.Lines, PageLine{Number: strconv.Itoa(n), Cells: p.row(u.Unit, row)})
			}
		}
		for len(all) == 0 && n < emptyLines {
			n++
			p.Lines = append(p.Lines, PageLine{Number: strconv.Itoa(n), Cells: make([]string, len(p.Columns))})
		}
	}
	return p
}

func (p Page) row(u directive.Unit, row roster.Row) []string {
	cells := make([]string, 0, len(p.Columns))
	for _, c := range p.Columns {
		cells = append(cells, printed(c, u, row.Cells))
	}
	return cells
}

// printed is a cell as the form shows it: numbers whole and without gaps, a mark as X.
func printed(c directive.Column, u directive.Unit, cells map[string]string) string {
	value := cells[c.ID]
	switch {
	case c.Fill == "unit":
		return u.Name
	case c.Computed != "":
		value = roster.Compute(c.Computed, cells)
	case c.Kind == "mark" && value != "":
		return "X"
	}
	if value == "" || c.Kind == "phone" || c.Kind == "mark" {
		return value
	}
	return roster.Show(c, value)
}

// harmless puts an apostrophe before what a sheet program would take for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// grouped reports whether the columns have headings over them.
func (p Page) grouped() bool {
	for _, c := range p.Columns {
		if c.Group != "" {
			return true
		}
	}
	return false
}

// group is the heading over a column and how many columns, from it on, share it; 0
// when an earlier one began it.
func (p Page) group(i int) (string, int) {
	id := p.Columns[i].Group
	if id == "" {
		return "", 1
	}
	if i > 0 && p.Columns[i-1].Group == id {
		return "", 0
	}
	n := 1
	for i+n < len(p.Columns) && p.Columns[i+n].Group == id {
		n++
	}
	for _, g := range p.Form.Groups {
		if g.ID == id {
			return g.Title, n
		}
	}
	return id, n
}

// shares are how wide a column of a kind is beside the others.
var shares = map[string]int{"name": 46, "position": 40, "unit": 42, "national_id": 30, "phone": 28, "mark": 34, "text": 50, "number": 22,
	"percent": 20, "year": 18, "date": 26, "email": 46, "choice": 34, "code": 28}

// numberShare is how wide the running number is.
const numberShare = 13

// widths shares out a width among the columns, the running number first.
func (p Page) widths(room int) []int {
	all := []int{}
	if p.numbered() {
		all = append(all, numberShare)
	}
	for _, c := range p.Columns {
		all = append(all, shares[c.Kind])
	}
	total := 0
	for _, w := range all {
		total += w
	}
	for i := range all {
		all[i] = all[i] * room / max(total, 1)
	}
	return all
}

func (p Page) numbered() bool { return p.Form.Printed.Number != "" }

// heading is what stands over the table; a form that says nothing is called by its title.
func (p Page) heading() string {
	if p.Form.Printed.Heading != "" {
		return p.Form.Printed.Heading
	}
	return p.Form.Title
}

// centred reports whether a column's cells stand in the middle.
func centred(c directive.Column) bool {
	return c.Kind == "mark" || c.Kind == "national_id" || c.Kind == "phone" || c.Kind == "number" || c.Kind == "percent" || c.Kind == "year" || c.Kind == "date"
}
