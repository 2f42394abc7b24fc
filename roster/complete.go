package roster

import "github.com/dvcbot/dvcbot/directive"

// Complete sets the cells of a row that nobody is asked for.
func Complete(f directive.Form, unit string, cells map[string]string) {
	for _, c := range f.Columns {
		if c.Fill == "unit" {
			cells[c.ID] = unit
		}
		if c.Computed != "" {
			cells[c.ID] = Compute(c.Computed, cells)
		}
	}
}
