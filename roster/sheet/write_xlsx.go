package sheet

import (
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// xlsxRoom is the width of the table in characters of the sheet's standard font.
const xlsxRoom = 150

// inch is in millimetres.
const inch = 25.4

// workbook is a page on its way into a workbook. Columns and rows count from 1.
type workbook struct {
	p      Page
	f      *excelize.File
	sheet  string
	widths []int
	row    int
	styles map[string]int
	err    error // the first that happened; what follows it does nothing
}

// WriteXLSX writes the page as a workbook of one sheet: A4 landscape, the heading on
// every page, every cell text.
func (p Page) WriteXLSX(w io.Writer) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	b := &workbook{p: p, f: f, sheet: tabName(p.heading()), widths: p.widths(xlsxRoom), row: 1}
	b.try(f.SetSheetName("Sheet1", b.sheet))
	b.try(f.SetDefaultFont("Times New Roman"))
	b.makeStyles()
	b.columns()
	b.title()
	first := b.row
	b.head()
	b.repeat(first, b.row-1)
	for _, l := range p.Lines {
		b.line(l)
	}
	b.notes()
	b.paper()
	b.stamp()
	if b.err != nil {
		return b.err
	}
	return f.Write(w)
}

func (b *workbook) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// tabName is a name that a sheet may have: at most 31 letters, some signs not.
func tabName(s string) string {
	out := []rune{}
	for _, r := range s {
		if len(out) < 31 && r != ':' && r != '/' && r != '\\' && r != '?' && r != '*' && r != '[' && r != ']' {
			out = append(out, r)
		}
	}
	return string(out)
}

func (b *workbook) makeStyles() {
	thin := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		thin = append(thin, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	const text = 49 // the number format of text
	style := func(bold, italic bool, size float64, align string, border []excelize.Border) int {
		id, err := b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "Times New Roman", Size: size, Bold: bold, Italic: italic}, NumFmt: text, Border: border,
			Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: true}})
		b.try(err)
		return id
	}
	b.styles = map[string]int{
		"title": style(true, false, titleSize, "center", nil), "under": style(false, true, 13, "center", nil),
		"head": style(true, false, tableSize, "center", thin), "section": style(true, false, tableSize, "left", thin),
		"left": style(false, false, tableSize, "left", thin), "centre": style(false, false, tableSize, "center", thin),
		"remark": style(true, true, tableSize, "left", nil), "note": style(false, false, tableSize, "left", nil),
	}
}

func (b *workbook) last() int { return len(b.widths) }

func axis(column, row int) string { return Letter(column-1) + strconv.Itoa(row) }

// put writes a text into a range of cells, which become one.
func (b *workbook) put(text, style string, s span) {
	from, to := axis(s.left, s.top), axis(s.right, s.bottom)
	b.try(b.f.SetCellStyle(b.sheet, from, to, b.styles[style]))
	if from != to {
		b.try(b.f.MergeCell(b.sheet, from, to))
	}
	if text != "" {
		b.try(b.f.SetCellStr(b.sheet, from, text))
	}
}

// wide writes a text over all columns, high enough for it.
func (b *workbook) wide(text, style string) {
	b.put(text, style, span{b.row, 1, b.row, b.last()})
	b.high(b.row, lines(text, xlsxRoom))
	b.row++
}

func (b *workbook) high(row, lines int) {
	b.try(b.f.SetRowHeight(b.sheet, row, float64(lines)*16+4))
}

// lines is how many lines a text takes in a width of characters.
func lines(text string, width int) int {
	return max(1, (utf8.RuneCountInString(text)*11/10+width-1)/max(width, 1))
}

func (b *workbook) columns() {
	for i, w := range b.widths {
		b.try(b.f.SetColWidth(b.sheet, Letter(i), Letter(i), float64(w)))
	}
}

func (b *workbook) title() {
	b.wide(b.p.heading(), "title")
	if b.p.Form.Printed.Under != "" {
		b.wide(b.p.Form.Printed.Under, "under")
	}
	b.row++
}

// head writes the heading of one or two lines.
func (b *workbook) head() {
	top, low := b.row, b.row
	if b.p.grouped() {
		low++
	}
	column, high := 1, 1
	if b.p.numbered() {
		b.put(b.p.Form.Printed.Number, "head", span{top, 1, low, 1})
		column++
	}
	for i, c := range b.p.Columns {
		at := column + i
		if c.Group == "" {
			b.put(c.Title, "head", span{top, at, low, at})
			continue
		}
		if title, n := b.p.group(i); n > 0 {
			b.put(title, "head", span{top, at, top, at + n - 1})
			b.high(top, lines(title, n*b.widths[at-1]))
		}
		b.put(c.Title, "head", span{low, at, low, at})
		high = max(high, lines(c.Title, b.widths[at-1]-2))
	}
	b.high(low, high)
	b.row = low + 1
}

// repeat prints the heading again on each page.
func (b *workbook) repeat(first, last int) {
	b.try(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: b.sheet,
		RefersTo: "'" + b.sheet + "'!$" + strconv.Itoa(first) + ":$" + strconv.Itoa(last)}))
	b.try(b.f.SetPanes(b.sheet, &excelize.Panes{Freeze: true, YSplit: last, TopLeftCell: axis(1, last+1), ActivePane: "bottomLeft"}))
}

func (b *workbook) line(l PageLine) {
	if l.Section != "" {
		b.wide(l.Section, "section")
		return
	}
	column, high := 1, 1
	if b.p.numbered() {
		b.put(l.Number+".", "centre", span{b.row, 1, b.row, 1})
		column++
	}
	for i, c := range b.p.Columns {
		style := "left"
		if centred(c) {
			style = "centre"
		}
		b.put(harmless(l.Cells[i]), style, span{b.row, column + i, b.row, column + i})
		high = max(high, lines(l.Cells[i], b.widths[column+i-1]-1))
	}
	b.high(b.row, high)
	b.row++
}

func (b *workbook) notes() {
	if len(b.p.Form.Printed.Notes) == 0 {
		return
	}
	b.row++
	b.wide(b.p.Form.Printed.Remark, "remark")
	for _, n := range b.p.Form.Printed.Notes {
		b.wide("- "+n, "note")
	}
}

// paper is A4 across, with the margins of Nghị định 30/2020/NĐ-CP and the page's number
// at the top, not on the first.
func (b *workbook) paper() {
	a4, across, wide, tall := 9, "landscape", 1, 0
	b.try(b.f.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &wide, FitToHeight: &tall}))
	fit := true
	b.try(b.f.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	edge, binding, outer, head := 20/inch, 30/inch, 15/inch, 10/inch
	b.try(b.f.SetPageMargins(b.sheet, &excelize.PageLayoutMarginsOptions{Top: &edge, Bottom: &edge, Left: &binding, Right: &outer, Header: &head, Footer: &head}))
	b.try(b.f.SetHeaderFooter(b.sheet, &excelize.HeaderFooterOptions{DifferentFirst: true, OddHeader: `&C&"Times New Roman,Regular"&13&P`}))
}

func (b *workbook) stamp() {
	for _, s := range b.p.Stamps {
		b.try(b.f.SetCustomProps(excelize.CustomProperty{Name: stampName + s.Unit, Value: s.text()}))
	}
}
