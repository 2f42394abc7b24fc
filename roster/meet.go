package roster

import (
	"slices"

	"github.com/dvcbot/dvcbot/directive"
)

// Meet finds the row that cells speak of: the one with the same number in a column
// whose values are each one person's, else the one with the same name and phone. fields
// are the columns that then differ, what is computed or known beforehand left out. Rows
// in taken were met already.
func Meet(f directive.Form, rows []Row, cells map[string]string, taken map[string]bool) (row Row, fields []string, met bool) {
	for _, same := range []func(Row) bool{
		func(r Row) bool { return equal(f, r, cells, "national_id") && equal(f, r, cells, "name") },
		func(r Row) bool { return equal(f, r, cells, "national_id") },
		func(r Row) bool { return equal(f, r, cells, "name") && equal(f, r, cells, "phone") },
		func(r Row) bool { return !personal(f) && f.Name != "" && r.Cells[f.Name] == cells[f.Name] },
	} {
		i := slices.IndexFunc(rows, func(r Row) bool { return !taken[r.ID] && same(r) })
		if i >= 0 {
			return rows[i], Differing(f, rows[i].Cells, cells), true
		}
	}
	return Row{}, nil, false
}

// Differing lists the columns of the form in which two rows differ, in its order.
func Differing(f directive.Form, was, is map[string]string) []string {
	fields := []string{}
	for _, c := range f.Columns {
		if c.Fill == "" && c.Computed == "" && was[c.ID] != is[c.ID] {
			fields = append(fields, c.ID)
		}
	}
	return fields
}

func personal(f directive.Form) bool { return f.Row == "person" }

// equal reports whether all columns of a kind hold the same, and at least one something.
func equal(f directive.Form, r Row, cells map[string]string, kind string) bool {
	some := false
	for _, c := range f.Columns {
		if c.Kind != kind {
			continue
		}
		if r.Cells[c.ID] != cells[c.ID] {
			return false
		}
		some = some || cells[c.ID] != ""
	}
	return some
}
