package roster

import "time"

// Mending is what is left to mend of pasted lines or a sheet: rows that are not kept yet,
// or differ from kept ones. A row leaves it once it is kept or left out. A person has one
// for each roster, under MendingID.
type Mending struct {
	ID      string
	Version int64
	Key     Key
	By      string    // person id of who pasted or sent it
	At      time.Time // when it was last written
	Rows    []DraftRow
	Total   int // cells that were to be asked when it was made
}

// DraftRow is one row of a Mending. Row is the id of the kept row that it corrects, "" for
// a new one.
type DraftRow struct {
	Line  int // as the block or sheet numbers it
	Row   string
	Cells map[string]string
	Bad   []BadCell
}

// BadCell is a cell to ask about: refused for a Reason, or, with none, other than the
// kept row has it.
type BadCell struct{ Column, Value, Reason, Suggestion string }

// Left counts the cells still to be asked.
func (d Mending) Left() int {
	n := 0
	for _, row := range d.Rows {
		n += len(row.Bad)
	}
	return n
}

// SetMending writes a draft as decided on the version it was read at.
type SetMending struct{ Mending Mending }

// Kind names the change.
func (SetMending) Kind() string { return "draft.set" }

// Record is drafts/<id>.
func (s SetMending) Record() string { return "drafts/" + s.Mending.ID }

// Guard is the version the decision rests on.
func (s SetMending) Guard() int64 { return s.Mending.Version }
