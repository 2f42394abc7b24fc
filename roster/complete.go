package roster

import "github.com/dvcbot/dvcbot/directive"

// Complete sets the cells of a row that nobody is asked for: the unit's name, the period
// in words, and what is computed.
func Complete(f directive.Form, unit, period string, cells map[string]string) {
	known := map[string]string{"unit": unit, "period": period}
	for _, c := range f.Columns {
		if c.Fill != "" {
			cells[c.ID] = known[c.Fill]
		}
		if c.Computed != "" {
			cells[c.ID] = Compute(c.Computed, cells)
		}
	}
}
