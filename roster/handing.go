package roster

import (
	"maps"
	"slices"
	"time"
)

// Handing is one time a roster was handed in. Nothing is overwritten: a later one
// stands beside it.
type Handing struct {
	Number  int // counts up within the roster, from 1
	Version int64
	At      time.Time
	By      string // person id
	Rows    int
	Late    bool
	Print   string // the fingerprint of what was handed in
}

// Last is the newest handing; false when there is none.
func (r Roster) Last() (Handing, bool) {
	if len(r.Handed) == 0 {
		return Handing{}, false
	}
	return r.Handed[len(r.Handed)-1], true
}

func (r *Roster) hand(op Op, e Edit, _ *Entry) error {
	r.State, r.Nil = Submitted, ""
	if op.Verb == NoOne {
		r.State, r.Nil = Nil, op.Reason
	}
	r.Rows = slices.Clone(r.Rows)
	for i, row := range r.Rows {
		r.Rows[i].Cells = without(row.Cells, CommentCell)
	}
	r.Handed = append(slices.Clone(r.Handed), Handing{Number: len(r.Handed) + 1, Version: r.Version, At: e.At, By: e.By,
		Rows: len(r.Rows), Late: op.Late, Print: op.Print})
	return nil
}

func (r *Roster) accept(Op, Edit, *Entry) error {
	if r.State != Submitted && r.State != Nil {
		return ErrState
	}
	r.State = Accepted
	return nil
}

// sendBack gives a roster that was handed in back to its unit.
func (r *Roster) sendBack(Op, Edit, *Entry) error {
	if r.State != Submitted && r.State != Accepted && r.State != Nil {
		return ErrState
	}
	r.State = Returned
	return nil
}

// comment says what the office wants put right in a row; a change of it answers.
func (r *Roster) comment(op Op, _ Edit, entry *Entry) error {
	i := slices.IndexFunc(r.Rows, func(row Row) bool { return row.ID == op.Row })
	if i < 0 {
		return ErrNoRow
	}
	row := r.Rows[i]
	row.Cells = without(row.Cells, CommentCell)
	if op.Reason != "" {
		row.Cells[CommentCell] = op.Reason
	}
	entry.Fields, entry.After = []string{CommentCell}, map[string]string{CommentCell: op.Reason}
	row.Version = r.Version
	r.Rows[i] = row
	return nil
}

func without(cells map[string]string, name string) map[string]string {
	rest := maps.Clone(cells)
	if rest == nil {
		rest = map[string]string{}
	}
	delete(rest, name)
	return rest
}
