package sheet

import (
	"encoding/csv"
	"io"
)

// WriteCSV writes the page's table with a byte-order mark, one line of headings and
// sections as lines of their own.
func (p Page) WriteCSV(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := []string{}
	if p.numbered() {
		head = append(head, p.Form.Printed.Number)
	}
	for _, c := range p.Columns {
		head = append(head, c.Title)
	}
	_ = out.Write(head)
	for _, l := range p.Lines {
		line := []string{}
		switch {
		case l.Section != "":
			line = append(line, l.Section)
		case p.numbered():
			line = append(line, l.Number)
		}
		for _, cell := range l.Cells {
			line = append(line, harmless(cell))
		}
		for len(line) < len(head) {
			line = append(line, "")
		}
		_ = out.Write(line)
	}
	out.Flush()
	return out.Error()
}
