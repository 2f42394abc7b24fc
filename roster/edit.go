package roster

import (
	"errors"
	"maps"
	"slices"
	"time"
)

// Verb is what an operation does.
type Verb string

// The operations.
const (
	Add     Verb = "add"
	Change  Verb = "change"
	Delete  Verb = "delete"
	Restore Verb = "restore"
	Close   Verb = "close" // the row held until a day: a personnel change
	Hand    Verb = "hand_in"
	NoOne   Verb = "nil"
	Accept  Verb = "accept"
	Return  Verb = "return" // back to the unit for correction
	Comment Verb = "comment"
	Tell    Verb = "tell"   // what the named person says of a row
	Told    Verb = "report" // the changes so far were reported
	Erase   Verb = "erase"  // the row is gone for good, and its history says no value
	Expire  Verb = "expire" // erased because its time is over: it still counts; no row: the words of NoOne
)

// Op is one operation on a roster. Change sets the Cells it names, "" empties one.
type Op struct {
	Verb   Verb
	Row    string
	Cells  map[string]string
	Day    string // Add and Close: the day it takes effect; "": from the beginning, or at once
	Stand  Stand  // Tell
	Reason string // NoOne, Return
	Print  string // Hand: the fingerprint of what is handed in
	Late   bool
}

// Edit is one author's change of one roster, decided on its version.
type Edit struct {
	Key   Key
	Rests int64 // the roster's version
	By    string
	At    time.Time
	Cause string
	Ops   []Op
}

// Kind names the change.
func (Edit) Kind() string { return "roster.edit" }

// Record is the roster's.
func (e Edit) Record() string { return e.Key.Record() }

// Guard is the roster's version.
func (e Edit) Guard() int64 { return e.Rests }

// Faults of an edit that a dialog has let through by mistake.
var (
	ErrNoRow = errors.New("no such row")
	ErrFull  = errors.New("roster is full")
	ErrVerb  = errors.New("unknown operation")
	ErrState = errors.New("the roster does not stand so")
)

// undoLife is how long a deleted row can come back.
const undoLife = 24 * time.Hour

// Apply gives the roster after e and the history entries it leaves. It is pure:
// r is not changed. The version moves by one however many operations there are.
func Apply(r Roster, e Edit) (Roster, []Entry, error) {
	r.Key, r.Version = e.Key, r.Version+1
	r.Rows = slices.Clone(r.Rows)
	r.Gone = slices.DeleteFunc(slices.Clone(r.Gone), func(row Row) bool { return e.At.Sub(row.At) > undoLife })
	entries := make([]Entry, 0, len(e.Ops))
	for i, op := range e.Ops {
		entry := Entry{ID: EntryID(e.Cause, i), Key: e.Key, Op: op.Verb, Row: op.Row, Version: r.Version, By: e.By, At: e.At, Was: r.State}
		if err := r.perform(op, e, &entry); err != nil {
			return Roster{}, nil, err
		}
		entry.Is = r.State
		entries = append(entries, entry)
	}
	return r, entries, nil
}

// deeds is what each verb does.
var deeds = map[Verb]func(r *Roster, op Op, e Edit, entry *Entry) error{
	Add:    (*Roster).add,
	Change: (*Roster).change,
	Delete: func(r *Roster, op Op, e Edit, entry *Entry) error {
		return r.move(&r.Rows, &r.Gone, moved{op, e, entry})
	},
	Restore: func(r *Roster, op Op, e Edit, entry *Entry) error {
		return r.move(&r.Gone, &r.Rows, moved{op, e, entry})
	},
	Close:   (*Roster).close,
	Hand:    (*Roster).hand,
	NoOne:   (*Roster).hand,
	Accept:  (*Roster).accept,
	Return:  (*Roster).sendBack,
	Comment: (*Roster).comment,
	Tell:    (*Roster).tell,
	Told:    (*Roster).told,
	Erase:   (*Roster).erase,
	Expire:  (*Roster).expire,
}

func (r *Roster) perform(op Op, e Edit, entry *Entry) error {
	deed, ok := deeds[op.Verb]
	if !ok {
		return ErrVerb
	}
	return deed(r, op, e, entry)
}

func (r *Roster) add(op Op, e Edit, entry *Entry) error {
	if len(r.Rows) >= MaxRows {
		return ErrFull
	}
	if _, twice := r.Row(op.Row); !twice {
		r.Rows = append(r.Rows, Row{ID: op.Row, Version: r.Version, Since: r.Version, Cells: maps.Clone(op.Cells), By: e.By, At: e.At, From: op.Day})
	}
	entry.Fields, entry.After, entry.Day = fields(op.Cells), maps.Clone(op.Cells), op.Day
	r.opened()
	return nil
}

func (r *Roster) change(op Op, e Edit, entry *Entry) error {
	i := slices.IndexFunc(r.Rows, func(row Row) bool { return row.ID == op.Row })
	if i < 0 {
		return ErrNoRow
	}
	row := r.Rows[i]
	entry.Fields, entry.After, entry.Before = fields(op.Cells), maps.Clone(op.Cells), map[string]string{}
	row.Cells = without(row.Cells, CommentCell)
	for _, f := range entry.Fields {
		entry.Before[f] = row.Cells[f]
		row.Cells[f] = op.Cells[f]
	}
	row.Version, row.By, row.At, row.Stand = r.Version, e.By, e.At, Declared
	r.Rows[i] = row
	r.opened()
	return nil
}

// erase takes a row out of every list. What it leaves is that it happened.
func (r *Roster) erase(op Op, _ Edit, _ *Entry) error {
	found := false
	this := func(row Row) bool {
		found = found || row.ID == op.Row
		return row.ID == op.Row
	}
	for _, list := range []*[]Row{&r.Rows, &r.Gone, &r.Closed} {
		*list = slices.DeleteFunc(slices.Clone(*list), this)
	}
	if !found {
		return ErrNoRow
	}
	return nil
}

// expire erases a row that still counts where it was in force. Without a row it takes
// the reason away for which nobody was named.
func (r *Roster) expire(op Op, e Edit, entry *Entry) error {
	if op.Row == "" {
		r.Nil = ""
		return nil
	}
	if _, inForce := r.Row(op.Row); inForce {
		r.Expired++
	}
	return r.erase(op, e, entry)
}

// moved is a row's way from one list to another.
type moved struct {
	op    Op
	e     Edit
	entry *Entry
}

func (r *Roster) move(from, to *[]Row, m moved) error {
	i := slices.IndexFunc(*from, func(row Row) bool { return row.ID == m.op.Row })
	if i < 0 {
		return ErrNoRow
	}
	row := (*from)[i]
	m.entry.Before = maps.Clone(row.Cells)
	row.Version, row.By, row.At = r.Version, m.e.By, m.e.At
	*from = slices.Delete(*from, i, i+1)
	*to = append(slices.Clone(*to), row)
	r.opened()
	return nil
}

// opened makes a new roster a draft; one already handed in stays handed in, so
// that a later change is a change to it and not a withdrawal.
func (r *Roster) opened() {
	if r.State == None || r.State == Nil {
		r.State = Draft
	}
}

func fields(cells map[string]string) []string { return slices.Sorted(maps.Keys(cells)) }
