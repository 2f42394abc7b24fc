// Package roster is one unit's form: its rows, the rules of every field, and what
// an edit does to it. Columns come from the directive's form; no column is known here.
package roster

import (
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

// Row is one person or one figure. Cells are by column id, in stored form.
type Row struct {
	ID      string
	Version int64
	Cells   map[string]string
	By      string // person id of the last author
	At      time.Time
}

// Roster is one unit's form as it stands.
type Roster struct {
	Key     Key
	Version int64 // 0: never written
	State   State
	Rows    []Row
	Gone    []Row // deleted rows, kept for undo for at most 24 h
	Handed  time.Time
	Late    bool
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
}

// KeyAt is the key of a unit's form in the period that is due at now.
func KeyAt(d *directive.Directive, form, unit string, now time.Time) Key {
	period := "-"
	if o, ok := d.For("form:"+form, now); ok {
		period = o.Period
	}
	return Key{Directive: d.ID, Form: form, Unit: unit, Period: period}
}
