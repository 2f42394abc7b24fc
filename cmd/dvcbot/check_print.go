package main

import (
	"encoding/json"
	"os"
	"slices"

	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/roster/sheet"
)

// verdict is a roster.Verdict as scripts read it.
type verdict struct {
	OK         bool     `json:"ok"`
	Normal     string   `json:"normal"`
	Reason     string   `json:"reason"`
	Warnings   []string `json:"warnings"`
	Suggestion string   `json:"suggestion"`
}

// judged is one value and what the rules say of it.
type judged struct {
	Value string `json:"value"`
	verdict
}

// judgedCell is a cell of a sheet; Column is "" where the sheet has no such column.
type judgedCell struct {
	Column string `json:"column"`
	Field  string `json:"field"`
	judged
}

// checkedRow is one person of a sheet.
type checkedRow struct {
	Sheet string         `json:"sheet"`
	Row   int            `json:"row"`
	Unit  string         `json:"unit"`
	Level string         `json:"level"`
	Entry map[string]any `json:"entry"`
	Cells []judgedCell   `json:"cells"`
	OK    bool           `json:"ok"`
}

// checkedAll is the last line of a check.
type checkedAll struct {
	Rows     int               `json:"rows"`
	Accepted int               `json:"accepted"`
	Refused  int               `json:"refused"`
	Columns  map[string]string `json:"columns"`
	Ignored  []sheet.Ignored   `json:"ignored"`
}

func told(v roster.Verdict) verdict {
	if v.Warnings == nil {
		v.Warnings = []string{}
	}
	return verdict{v.OK, v.Normal, v.Reason, v.Warnings, v.Suggestion}
}

func openFile(path string) (*os.File, error) { return os.Open(path) }

// print writes a line a person, and the sums.
func (k *checking) print(out *json.Encoder, found sheet.Result) error {
	sums := checkedAll{Rows: len(found.People), Columns: found.Columns, Ignored: found.Ignored}
	if sums.Ignored == nil {
		sums.Ignored = []sheet.Ignored{}
	}
	for _, p := range found.People {
		if p.OK {
			sums.Accepted++
		} else {
			sums.Refused++
		}
		if err := out.Encode(k.row(p)); err != nil {
			return err
		}
	}
	if err := out.Encode(sums); err != nil {
		return err
	}
	if sums.Refused > 0 {
		return ended(exitWarnings)
	}
	return nil
}

// row gives a person's entry by column id, the rights in one list, and the cells that
// need a look.
func (k *checking) row(p sheet.Person) checkedRow {
	row := checkedRow{p.Sheet, p.Row, p.Unit, p.Section, map[string]any{}, []judgedCell{}, p.OK}
	rights := []string{}
	for _, c := range k.form.Columns {
		switch {
		case c.Right != "" && p.Cells[c.ID] != "":
			rights = append(rights, c.Right)
		case c.Right == "" && c.Fill == "":
			row.Entry[c.ID] = p.Cells[c.ID]
		}
	}
	slices.Sort(rights)
	row.Entry[sheet.Rights] = rights
	for _, j := range p.Judged {
		if !j.OK || len(j.Warnings) > 0 {
			row.Cells = append(row.Cells, judgedCell{j.Column, j.Field, judged{j.Value, told(j.Verdict)}})
		}
	}
	return row
}
