package sheet

import (
	"io"

	"github.com/dvcbot/dvcbot/paper"
)

// Sizes of the printed form in points.
const (
	titleSize = 14
	tableSize = 12
)

// Sheet is the page as part of a document.
func (p Page) Sheet() paper.Sheet {
	s := paper.Sheet{Landscape: true, Numbered: true}
	s.Parts = append(s.Parts, paper.Strong(p.heading(), paper.Centre, titleSize))
	if under := p.Form.Printed.Under; under != "" {
		s.Parts = append(s.Parts, paper.Paragraph{Runs: []paper.Run{{Text: under, Italic: true}}, Align: paper.Centre, After: 8})
	}
	s.Parts = append(s.Parts, p.table(s.Room()))
	if len(p.Form.Printed.Notes) > 0 {
		s.Parts = append(s.Parts, paper.Paragraph{Runs: []paper.Run{{Text: p.Form.Printed.Remark, Bold: true, Italic: true}}, Before: 6, KeepNext: true})
	}
	for _, n := range p.Form.Printed.Notes {
		s.Parts = append(s.Parts, paper.Paragraph{Runs: []paper.Run{{Text: "- " + n}}, Align: paper.Justify})
	}
	return s
}

// WriteDOCX writes the page as a document of its own.
func (p Page) WriteDOCX(w io.Writer) error {
	notes := map[string]string{}
	for _, st := range p.Stamps {
		notes[stampName+st.Unit] = st.text()
	}
	return paper.Document{Title: p.heading(), Notes: notes, Sheets: []paper.Sheet{p.Sheet()}}.Write(w)
}

func (p Page) table(room int) paper.Table {
	t := paper.Table{Widths: p.widths(room), Bordered: true}
	t.Rows = append(t.Rows, p.topHead())
	if p.grouped() {
		t.Rows = append(t.Rows, p.lowHead())
	}
	t.Head = len(t.Rows)
	for _, l := range p.Lines {
		t.Rows = append(t.Rows, p.line(l, len(t.Widths)))
	}
	return t
}

func headCell(text string) paper.Cell {
	return paper.Cell{Parts: []paper.Paragraph{paper.Strong(text, paper.Centre, tableSize)}, Middle: true}
}

// topHead is the upper line of the heading: groups lie across their columns, the
// others go down.
func (p Page) topHead() []paper.Cell {
	cells := []paper.Cell{}
	add := func(text string, across int, down bool) {
		c := headCell(text)
		c.Across, c.Down = across, down && p.grouped()
		cells = append(cells, c)
	}
	if p.numbered() {
		add(p.Form.Printed.Number, 1, true)
	}
	for i, c := range p.Columns {
		switch title, n := p.group(i); {
		case c.Group == "":
			add(c.Title, 1, true)
		case n > 0:
			add(title, n, false)
		}
	}
	return cells
}

func (p Page) lowHead() []paper.Cell {
	cells := []paper.Cell{}
	if p.numbered() {
		cells = append(cells, paper.Cell{Under: true})
	}
	for _, c := range p.Columns {
		if c.Group == "" {
			cells = append(cells, paper.Cell{Under: true})
		} else {
			cells = append(cells, headCell(c.Title))
		}
	}
	return cells
}

func (p Page) line(l PageLine, columns int) []paper.Cell {
	if l.Section != "" {
		return []paper.Cell{{Parts: []paper.Paragraph{paper.Strong(l.Section, paper.Left, tableSize)}, Across: columns}}
	}
	cells := []paper.Cell{}
	add := func(text string, align paper.Align) {
		q := paper.Paragraph{Runs: []paper.Run{{Text: text, Size: tableSize}}, Align: align}
		cells = append(cells, paper.Cell{Parts: []paper.Paragraph{q}, Middle: true})
	}
	if p.numbered() {
		add(l.Number+".", paper.Centre)
	}
	for i, c := range p.Columns {
		align := paper.Left
		if centred(c) {
			align = paper.Centre
		}
		add(l.Cells[i], align)
	}
	return cells
}
