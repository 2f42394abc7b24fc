// Package roster is one unit's form: its rows, the rules of every field, and what
// an edit does to it. Columns come from the directive's form; no column is known here.
package roster

import (
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

// MaxRows is the most rows one unit's form may have.
const MaxRows = 500

// Key names one roster. Period is "-" unless the form's deadline recurs.
type Key struct{ Directive, Form, Unit, Period string }

// Record is the roster's place in the store.
func (k Key) Record() string {
	return "rosters/" + strings.Join([]string{k.Directive, k.Form, k.Unit, k.Period}, "/")
}

// KeyOf is the roster that a record is; the zero Key for another record.
func KeyOf(record string) Key {
	p := strings.Split(record, "/")
	if len(p) != 5 || p[0] != "rosters" {
		return Key{}
	}
	return Key{Directive: p[1], Form: p[2], Unit: p[3], Period: p[4]}
}

// State is where a roster stands.
type State string

// The states of a roster.
const (
	None      State = ""
	Draft     State = "draft"
	Submitted State = "submitted"
	Accepted  State = "accepted"
	Returned  State = "returned"
	Nil       State = "nil"
)

// Row is one person or one figure. Cells are by column id, in stored form; a name
// that begins with a dot is about the row and no column of the form.
type Row struct {
	ID      string
	Version int64 // the roster's version that last touched it
	Since   int64 // the roster's version that added it
	Cells   map[string]string
	By      string // person id of the last author
	At      time.Time
	From    string // the day it takes effect, 2020-10-15; "": from the beginning
	Until   string // the day it no longer holds, for a closed row
	Stand   Stand  // what the named person says of it
}

// Names of the cells that are about a row.
const (
	ReasonCell  = ".reason"  // why it was opened or closed, in the author's words
	CommentCell = ".comment" // what the office wants put right
)

// Roster is one unit's form as it stands.
type Roster struct {
	Key     Key
	Version int64 // 0: never written
	State   State
	Rows    []Row
	Gone    []Row // deleted rows, kept for undo for at most 24 h
	Closed  []Row // rows that held until a day: a roster handed in forgets nobody
	Nil     string
	Handed  []Handing
	Reports []Report
	Expired int // rows in force that were erased when their time was over
}

// Count is how many rows there are in force, with those erased since.
func (r Roster) Count() int { return len(r.Rows) + r.Expired }

// Every is every row there is: in force, closed, and deleted a moment ago.
func (r Roster) Every() []Row { return slices.Concat(r.Rows, r.Closed, r.Gone) }

// Bare is r without what its rows say, for a store that keeps that apart.
func (r Roster) Bare() Roster { return r.filled(func(Row) map[string]string { return nil }) }

// Filled is a bare roster with what its rows say.
func (r Roster) Filled(cells map[string]map[string]string) Roster {
	return r.filled(func(row Row) map[string]string { return cells[row.ID] })
}

func (r Roster) filled(with func(Row) map[string]string) Roster {
	for _, list := range []*[]Row{&r.Rows, &r.Gone, &r.Closed} {
		*list = slices.Clone(*list)
		for i, row := range *list {
			(*list)[i].Cells = with(row)
		}
	}
	return r
}

// Row finds a row by id.
func (r Roster) Row(id string) (Row, bool) { return find(r.Rows, id) }

// Deleted finds a deleted row by id.
func (r Roster) Deleted(id string) (Row, bool) { return find(r.Gone, id) }

func find(rows []Row, id string) (Row, bool) {
	for _, row := range rows {
		if row.ID == id {
			return row, true
		}
	}
	return Row{}, false
}

// Twin is another row that holds the same number.
type Twin struct {
	Key    Key
	Row    string
	Column string
	Value  string // as asked
}

// Entry is one line of the append-only history.
type Entry struct {
	ID      string // cause + "/" + position of the operation
	Key     Key
	Op      Verb
	Row     string
	Version int64 // the roster's version after it
	By      string
	At      time.Time
	Fields  []string
	Before  map[string]string
	After   map[string]string
	Was, Is State
	Day     string // the day a personnel change takes effect
}

// KeyAt is the key of a unit's form in the period that is due at now.
func KeyAt(d *directive.Directive, form, unit string, now time.Time) Key {
	period := "-"
	if o, ok := d.For("form:"+form, now); ok {
		period = o.Period
	}
	return Key{Directive: d.ID, Form: form, Unit: unit, Period: period}
}
