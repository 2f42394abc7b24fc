// Package paper writes documents for offices as .docx: paragraphs and tables on A4, in
// Times New Roman, as Nghị định 30/2020/NĐ-CP wants them (Phụ lục I). What a document
// says is decided by who makes it; here is only how it lies on the page.
package paper

// Document is one file. A Sheet begins on a page of its own.
type Document struct {
	Title  string            // of the file's properties
	Notes  map[string]string // custom properties, by name
	Sheets []Sheet
}

// Sheet is a run of pages of one orientation.
type Sheet struct {
	Landscape bool
	Numbered  bool // page numbers, centred at the top, not on its first page
	Parts     []Part
}

// Part is a Paragraph or a Table.
type Part interface{ write(*pen) }

// Align is how text lies between its margins.
type Align string

// The alignments.
const (
	Left    Align = "left"
	Centre  Align = "center"
	Right   Align = "right"
	Justify Align = "both"
)

// Paragraph is one paragraph. Before and After are in points, Indent (of the first
// line) and Sides (of every line, left and right) in millimetres.
type Paragraph struct {
	Runs          []Run
	Align         Align
	Before, After int
	Indent, Sides int
	KeepNext      bool // stays on the page of the next paragraph
	Ruled         bool // a line above it
}

// Run is text in one style. Size is in points; 0 is 13, the size of the body.
type Run struct {
	Text         string
	Bold, Italic bool
	Size         int
}

// Table is a grid. Widths are in millimetres, one for each column.
type Table struct {
	Widths   []int
	Head     int // rows at the top that every page repeats
	Bordered bool
	Rows     [][]Cell
}

// Cell is one cell. Across is how many columns it covers, 0 meaning one. A cell that
// covers several rows is Down in the first and Under in the others.
type Cell struct {
	Parts  []Paragraph
	Across int
	Down   bool
	Under  bool
	Middle bool // centred between top and bottom
}

// Strong is a paragraph of one bold run of a size.
func Strong(text string, align Align, size int) Paragraph {
	return Paragraph{Runs: []Run{{Text: text, Bold: true, Size: size}}, Align: align}
}

// Rule is a short line centred in a room, both in millimetres: under an issuer's name
// a third to a half of that line, under the motto as long as it.
func Rule(room, wide int) Paragraph {
	return Paragraph{Runs: []Run{{Size: 2}}, Sides: (room - wide) / 2, Ruled: true}
}
