package roster

import (
	"maps"
	"slices"
	"time"
)

// Stand is what the person named in a row says of it.
type Stand string

// What a named person can say.
const (
	Declared  Stand = ""          // named by the head, not heard yet
	Confirmed Stand = "confirmed" // it is so
	Differs   Stand = "differs"   // the phone shared is not the one in the row
	Refused   Stand = "refused"   // the person is not the one, or does not agree
)

// Report is one time the changes of a roster were reported to whom the directive names.
type Report struct {
	Number  int
	Version int64
	At      time.Time
	By      string
	Changes int // 0: "nothing has changed" is a report too
}

// close ends a row on a day, with the reason: the directive's personnel change.
func (r *Roster) close(op Op, e Edit, entry *Entry) error {
	entry.Day, entry.After = op.Day, map[string]string{ReasonCell: op.Reason}
	if err := r.move(&r.Rows, &r.Closed, moved{op, e, entry}); err != nil {
		return err
	}
	last := &r.Closed[len(r.Closed)-1]
	last.Until, last.Cells = op.Day, maps.Clone(last.Cells)
	last.Cells[ReasonCell] = op.Reason
	return nil
}

func (r *Roster) tell(op Op, _ Edit, entry *Entry) error {
	i := slices.IndexFunc(r.Rows, func(row Row) bool { return row.ID == op.Row })
	if i < 0 {
		return ErrNoRow
	}
	entry.After = map[string]string{"stand": string(op.Stand)}
	r.Rows = slices.Clone(r.Rows)
	r.Rows[i].Stand, r.Rows[i].Version = op.Stand, r.Version
	return nil
}

func (r *Roster) told(_ Op, e Edit, _ *Entry) error {
	r.Reports = append(slices.Clone(r.Reports), Report{Number: len(r.Reports) + 1, Version: r.Version, At: e.At, By: e.By})
	return nil
}

// On gives the rows that hold on a day (2020-10-15): from its first day on, and not
// on the day from which it is closed.
func (r Roster) On(day string) []Row {
	rows := []Row{}
	for _, row := range slices.Concat(r.Closed, r.Rows) {
		if row.From <= day && (row.Until == "" || day < row.Until) {
			rows = append(rows, row)
		}
	}
	return rows
}

// Sort says what became of a row between two versions.
type Sort string

// What can become of a row.
const (
	Opened Sort = "opened"
	Ended  Sort = "closed"
	Mended Sort = "changed"
)

// Difference is what became of one row since a version.
type Difference struct {
	Sort   Sort
	Row    Row
	Before map[string]string // Mended: the cells as they were
	Fields []string          // Mended: the columns that differ
}

// Reported is the version up to which changes were told: that of the newest report,
// or of the first handing in; 0 before either.
func (r Roster) Reported() int64 {
	if n := len(r.Reports); n > 0 {
		return r.Reports[n-1].Version
	}
	if len(r.Handed) > 0 {
		return r.Handed[0].Version
	}
	return 0
}

// Changed lists what differs between two versions, oldest row first: one opened and
// closed again in between, or changed and changed back, is no difference. history is
// the roster's whole history, oldest first.
func (r Roster) Changed(history []Entry, since, until int64) []Difference {
	all := []Difference{}
	was, is := r.at(history, since), r.at(history, until)
	for _, row := range r.Closed {
		_, before := was[row.ID]
		if _, now := is[row.ID]; before && !now {
			all = append(all, Difference{Sort: Ended, Row: row})
		}
	}
	for _, row := range slices.Concat(r.Closed, r.Rows) {
		cells, now := is[row.ID]
		before, known := was[row.ID]
		row.Cells = cells
		if now && !known {
			all = append(all, Difference{Sort: Opened, Row: row})
		} else if fields := differing(before, cells); now && len(fields) > 0 {
			all = append(all, Difference{Sort: Mended, Row: row, Before: before, Fields: fields})
		}
	}
	return all
}

// at gives what each row said at a version, by row; a row not in force then is left out.
func (r Roster) at(history []Entry, version int64) map[string]map[string]string {
	rows := map[string]map[string]string{}
	for _, row := range r.Rows {
		if row.Since <= version {
			rows[row.ID] = maps.Clone(row.Cells)
		}
	}
	for _, row := range r.Closed {
		if row.Since <= version && version < row.Version {
			rows[row.ID] = without(row.Cells, ReasonCell)
		}
	}
	for _, e := range slices.Backward(history) {
		if cells, ok := rows[e.Row]; ok && e.Version > version && e.Op == Change {
			maps.Copy(cells, e.Before)
		}
	}
	return rows
}

func differing(was, is map[string]string) []string {
	names := []string{}
	for name, value := range was {
		if is[name] != value && name[:1] != "." {
			names = append(names, name)
		}
	}
	for name := range is {
		if _, known := was[name]; !known && name[:1] != "." && is[name] != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
