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
	Hand    Verb = "hand_in"
	NoOne   Verb = "nil"
	Reopen  Verb = "reopen"
)

// Op is one operation on a roster. Change sets the Cells it names, "" empties one.
type Op struct {
	Verb  Verb
	Row   string
	Cells map[string]string
	Late  bool
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

func (r *Roster) perform(op Op, e Edit, entry *Entry) error {
	switch op.Verb {
	case Add:
		return r.add(op, e, entry)
	case Change:
		return r.change(op, e, entry)
	case Delete:
		return r.move(&r.Rows, &r.Gone, op, e, entry)
	case Restore:
		return r.move(&r.Gone, &r.Rows, op, e, entry)
	case Hand, NoOne:
		r.State, r.Handed, r.Late = Submitted, e.At, op.Late
		if op.Verb == NoOne {
			r.State = Nil
		}
		return nil
	case Reopen:
		r.State = Draft
		return nil
	}
	return ErrVerb
}

func (r *Roster) add(op Op, e Edit, entry *Entry) error {
	if len(r.Rows) >= MaxRows {
		return ErrFull
	}
	if _, twice := r.Row(op.Row); !twice {
		r.Rows = append(r.Rows, Row{ID: op.Row, Version: r.Version, Cells: maps.Clone(op.Cells), By: e.By, At: e.At})
	}
	entry.Fields, entry.After = fields(op.Cells), maps.Clone(op.Cells)
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
	row.Cells = maps.Clone(row.Cells)
	for _, f := range entry.Fields {
		entry.Before[f] = row.Cells[f]
		row.Cells[f] = op.Cells[f]
	}
	row.Version, row.By, row.At = r.Version, e.By, e.At
	r.Rows[i] = row
	r.opened()
	return nil
}

func (r *Roster) move(from, to *[]Row, op Op, e Edit, entry *Entry) error {
	i := slices.IndexFunc(*from, func(row Row) bool { return row.ID == op.Row })
	if i < 0 {
		return ErrNoRow
	}
	row := (*from)[i]
	entry.Before = maps.Clone(row.Cells)
	row.Version, row.By, row.At = r.Version, e.By, e.At
	*from = slices.Delete(*from, i, i+1)
	*to = append(*to, row)
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
