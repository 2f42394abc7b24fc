package sheet

import (
	"bytes"
	"context"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// openXLSX reads the sheets of a workbook: what its cells show, never what a formula
// would give.
func openXLSX(ctx context.Context, raw []byte) ([]Table, error) {
	code, parts := unpack(ctx, raw)
	if code != "" {
		return nil, refuse(code)
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, refuse("corrupt")
	}
	defer func() { _ = f.Close() }()
	b := book{f: f, formats: map[int]*excelize.Style{}}
	tables, left := []Table{}, MaxRows
	for _, name := range f.GetSheetList() {
		t, err := b.table(ctx, name, left)
		if err != nil {
			return nil, err
		}
		left -= len(t.Lines)
		tables = append(tables, t)
	}
	if empty(tables) && hasPicture(parts) {
		return nil, refuse("picture")
	}
	return tables, nil
}

func hasPicture(parts map[string]int64) bool {
	for name := range parts {
		if strings.HasPrefix(name, "xl/media/") {
			return true
		}
	}
	return false
}

// book is an open workbook and the number formats met so far.
type book struct {
	f       *excelize.File
	formats map[int]*excelize.Style
}

func (b book) table(ctx context.Context, name string, left int) (Table, error) {
	t := Table{Name: name, hidden: map[int]bool{}}
	if visible, err := b.f.GetSheetVisible(name); err == nil && !visible {
		t.unseen = true
	}
	rows, err := b.f.Rows(name)
	if err != nil {
		return t, nil // a chart sheet has no rows
	}
	defer func() { _ = rows.Close() }()
	number, gap := 0, 0
	for rows.Next() {
		number++
		if number%512 == 0 && ctx.Err() != nil {
			return t, refuse("too_large")
		}
		values, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return t, refuse("corrupt")
		}
		line := Line{Number: number, Cells: make([]Cell, min(len(values), maxColumns)), hidden: rows.GetRowOpts().Hidden}
		for i := range line.Cells {
			line.Cells[i].Text = values[i]
		}
		if len(values) == 0 {
			if gap++; gap > 1<<20 {
				break
			}
			continue
		}
		if t.Lines = append(t.Lines, line); len(t.Lines) > left {
			return t, refuse("too_many_rows")
		}
	}
	if rows.Error() != nil {
		return t, refuse("corrupt")
	}
	return b.finish(ctx, t)
}

// finish adds what the rows alone do not tell: merged ranges, hidden columns, and for
// each cell whether it is a number and how it is shown.
func (b book) finish(ctx context.Context, t Table) (Table, error) {
	merges, err := b.f.GetMergeCells(t.Name)
	if err != nil {
		return t, refuse("corrupt")
	}
	for _, m := range merges {
		left, top, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 == nil && err2 == nil {
			t.spans = append(t.spans, span{top, left - 1, bottom, right - 1})
		}
	}
	wide := 0
	for i := range t.Lines {
		if i%256 == 0 && ctx.Err() != nil {
			return t, refuse("too_large")
		}
		wide = max(wide, len(t.Lines[i].Cells))
		b.line(t, &t.Lines[i])
	}
	for c := range wide {
		if visible, err := b.f.GetColVisible(t.Name, Letter(c)); err == nil && !visible {
			t.hidden[c] = true
		}
	}
	return t, nil
}

func (b book) line(t Table, l *Line) {
	for c := range l.Cells {
		axis := Letter(c) + strconv.Itoa(l.Number)
		text := l.Cells[c].Text
		if text == "" {
			if !t.covered(l.Number, c) && b.formula(t.Name, axis) {
				l.Cells[c].Fault = "CELL_FORMULA"
			}
			continue
		}
		switch kind, _ := b.f.GetCellType(t.Name, axis); kind {
		case excelize.CellTypeUnset, excelize.CellTypeNumber:
			l.Cells[c].Text = b.shown(t.Name, axis, text)
		case excelize.CellTypeBool:
			l.Cells[c].Text = map[string]string{"1": "x", "0": ""}[text]
		case excelize.CellTypeError:
			l.Cells[c].Fault = "CELL_ERROR"
		}
	}
}

func (t Table) covered(row, column int) bool {
	return slices.ContainsFunc(t.spans, func(s span) bool {
		return s.top <= row && row <= s.bottom && s.left <= column && column <= s.right
	})
}

func (b book) formula(sheet, axis string) bool {
	formula, err := b.f.GetCellFormula(sheet, axis)
	return err == nil && formula != ""
}

var (
	padded     = regexp.MustCompile(`^[0\\ .\-"]*0{3,}[0\\ .\-"]*$`)
	scientific = regexp.MustCompile(`(?i)e\+?0`)
	dateLike   = regexp.MustCompile(`(?i)[dmy]{1,4}[/. -]+[dmy]{1,4}`)
)

// shown is a number as the sheet shows it, with all its digits: a format of zeros
// shows the zero at the front; a scientific one with nothing but zeros behind has lost
// its digits and is given so that the rules see it.
func (b book) shown(sheet, axis, raw string) string {
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return raw
	}
	exact := raw
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		exact = strconv.FormatFloat(f, 'f', 0, 64)
	}
	format, id := b.format(sheet, axis)
	switch {
	case padded.MatchString(format):
		if text, err := b.f.GetCellValue(sheet, axis); err == nil {
			return text
		}
	case (id == 11 || id == 48 || scientific.MatchString(format)) && strings.HasSuffix(exact, "0000"):
		return strconv.FormatFloat(f, 'E', 2, 64)
	case id >= 14 && id <= 17 || id == 22 || dateLike.MatchString(format):
		if at, err := excelize.ExcelDateToTime(f, false); err == nil {
			return at.Format(time.DateOnly)
		}
	}
	return exact
}

func (b book) format(sheet, axis string) (string, int) {
	id, err := b.f.GetCellStyle(sheet, axis)
	if err != nil || id == 0 {
		return "", 0
	}
	style, ok := b.formats[id]
	if !ok {
		style, err = b.f.GetStyle(id)
		if err != nil {
			style = nil
		}
		b.formats[id] = style
	}
	if style == nil {
		return "", 0
	}
	if style.CustomNumFmt != nil {
		return *style.CustomNumFmt, style.NumFmt
	}
	return "", style.NumFmt
}
