// Package sheet takes the rows of a form in and out: .xlsx, .csv and pasted lines in,
// .xlsx, .docx and .csv out. It knows how people lay out lists; what a column is called
// and what may stand in it, the directive and roster say. It reads no file and no store:
// bytes come in, and go out.
package sheet

import (
	"context"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// Limits of what is taken in.
const (
	MaxBytes = 5 << 20
	MaxRows  = 10_000
	MaxTime  = 20 * time.Second
)

// maxColumns is how far to the right a sheet is read.
const maxColumns = 128

// Table is one sheet, one .csv or one pasted block.
type Table struct {
	Name   string
	Lines  []Line
	spans  []span
	hidden map[int]bool // columns
	unseen bool         // the whole sheet
	pasted bool
}

// Line is one row, numbered as its table numbers it; Cells are by column, from 0.
type Line struct {
	Number int
	Cells  []Cell
	hidden bool
}

// Cell is the text of a cell as a person would see it; Fault is the code of
// docs/rules.md when it shows none.
type Cell struct{ Text, Fault string }

// span is a merged range, all ends included; rows as numbered, columns from 0.
type span struct{ top, left, bottom, right int }

func (l Line) text(column int) string {
	if column < 0 || column >= len(l.Cells) {
		return ""
	}
	return strings.TrimSpace(l.Cells[column].Text)
}

func (l Line) fault(column int) string {
	if column < 0 || column >= len(l.Cells) {
		return ""
	}
	return l.Cells[column].Fault
}

// filled lists the columns that hold something.
func (l Line) filled() []int {
	columns := []int{}
	for i := range l.Cells {
		if !blank(l.text(i)) || l.fault(i) != "" {
			columns = append(columns, i)
		}
	}
	return columns
}

// blank reports whether a text only fills the line of a printed form: dots, a dash.
func blank(s string) bool { return strings.Trim(s, " .…_-–\u00a0\t") == "" }

// Options say for whom and when a table is read. Unit and Section hold where the table
// itself says nothing.
type Options struct {
	Directive *directive.Directive
	Form      directive.Form
	Unit      directive.Unit
	Section   string
	Now       time.Time
}

// Person is one row of the form found in a table. Cells are in stored form, by column
// id; what was refused is not there. Rights are a sorted list.
type Person struct {
	Sheet   string
	Row     int
	Unit    string // printed name, "" when the table does not say
	Section string
	Cells   map[string]string
	Judged  []Judged // in the order of the form's columns; all cells that were not empty, and those that should not be
	OK      bool
	Has     map[string]bool // the columns of its table
}

// Judged is what the rules say of one cell.
type Judged struct {
	Column string // letter, "" when the table has no such column
	Field  string // column id, or Rights
	Value  string // as it stood there
	roster.Verdict
}

// Rights is the field of the marks of all columns that give a right together.
const Rights = "rights"

// Ignored is a row that is no person: why is title, heading, section, note, empty,
// hidden or numbering.
type Ignored struct {
	Sheet string `json:"sheet"`
	Row   int    `json:"row"`
	Why   string `json:"why"`
}

// Result is what was found in all tables.
type Result struct {
	People  []Person
	Columns map[string]string // column id -> letter, of the first table with people
	Ignored []Ignored
}

// Read finds the people of the form in tables, in order, judges every cell and warns
// of values that stand twice. It fails with a *Refusal, or as ctx does.
func Read(ctx context.Context, tables []Table, o Options) (Result, error) {
	all := Result{Columns: map[string]string{}}
	headed := false
	for _, t := range tables {
		if t.unseen {
			all.Ignored = append(all.Ignored, Ignored{t.Name, 1, "hidden"})
			continue
		}
		r := newReader(t, o)
		if err := r.run(ctx); err != nil {
			return Result{}, err
		}
		headed = headed || r.found
		if len(r.people) > 0 && len(all.Columns) == 0 {
			all.Columns = r.letters()
		}
		all.People, all.Ignored = append(all.People, r.people...), append(all.Ignored, r.ignored...)
	}
	switch {
	case len(all.People) > 0:
		twins(o.Form, all.People)
		return all, nil
	case headed:
		return Result{}, refuse("no_rows")
	case empty(tables):
		return Result{}, refuse("no_rows")
	}
	return Result{}, refuse("no_columns")
}

func empty(tables []Table) bool {
	for _, t := range tables {
		for _, l := range t.Lines {
			if len(l.filled()) > 0 {
				return false
			}
		}
	}
	return true
}

// Letter is the name of a column: 0 is A, 26 is AA.
func Letter(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
