package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// separators are what may stand between the cells of a .csv.
const separators = "\t;,|"

// openCSV reads a .csv in whatever charset and with whatever separator it was saved.
func openCSV(name string, raw []byte) ([]Table, error) {
	text, ok := decode(raw)
	if !ok {
		return nil, refuse("not_a_sheet")
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	offset := 0
	comma := rune(0)
	if first, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(strings.ToLower(first), "sep=") && len(strings.TrimSpace(first)) == 5 {
		comma, text, offset = rune(strings.TrimSpace(first)[4]), rest, 1
	}
	if comma == 0 {
		comma = separator(text)
	}
	lines, err := records(text, comma, offset)
	if err != nil {
		return nil, err
	}
	return []Table{{Name: name, Lines: lines}}, nil
}

// records keeps the number that a sheet program would give each row: an empty line
// counts, a line break inside quotes does not.
func records(text string, comma rune, offset int) ([]Line, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	lines, row, ends := []Line{}, offset, 0
	for {
		before := r.InputOffset()
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, refuse("corrupt")
		}
		starts, _ := r.FieldPos(0)
		row += max(1, starts-ends)
		ends = starts + strings.Count(strings.Trim(text[before:r.InputOffset()], "\n"), "\n")
		if line := (Line{Number: row, Cells: cells(fields)}); len(line.filled()) > 0 {
			if lines = append(lines, line); len(lines) > MaxRows {
				return nil, refuse("too_many_rows")
			}
		}
	}
}

func cells(fields []string) []Cell {
	all := make([]Cell, 0, len(fields))
	for _, f := range fields[:min(len(fields), maxColumns)] {
		// ="0912" is how some programs keep a zero.
		if inner, ok := strings.CutPrefix(f, `="`); ok {
			f = strings.TrimSuffix(inner, `"`)
		}
		all = append(all, Cell{Text: f})
	}
	return all
}

// separator is the one that cuts most lines into the same number of cells.
func separator(text string) rune {
	best, most := ',', -1
	lines := strings.SplitN(text, "\n", 60)
	for _, s := range separators {
		same := map[int]int{}
		for _, l := range lines {
			if n := outside(l, s); n > 0 {
				same[n]++
			}
		}
		score := 0
		for n, times := range same {
			score = max(score, times*10+min(n, 9))
		}
		if score > most && score > 0 {
			best, most = s, score
		}
	}
	return best
}

// outside counts a separator outside quotes.
func outside(line string, s rune) int {
	n, quoted := 0, false
	for _, r := range line {
		switch r {
		case '"':
			quoted = !quoted
		case s:
			if !quoted {
				n++
			}
		}
	}
	return n
}

// decode makes UTF-8 of UTF-16 with or without a mark, of UTF-8, and of Windows-1258.
func decode(raw []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xef, 0xbb, 0xbf}):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte{0xfe, 0xff}), zeros(raw, 1) || zeros(raw, 0):
		order := unicode.LittleEndian
		if zeros(raw, 0) {
			order = unicode.BigEndian
		}
		wide, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(marked16(raw, order))
		if err != nil {
			return "", false
		}
		raw = wide
	}
	if !utf8.Valid(raw) {
		narrow, err := charmap.Windows1258.NewDecoder().Bytes(raw)
		if err != nil {
			return "", false
		}
		raw = narrow
	}
	return strings.TrimPrefix(string(raw), "\ufeff"), printable(raw)
}

// zeros reports whether most bytes at even (0) or odd (1) places of the beginning are 0.
func zeros(raw []byte, place int) bool {
	n, of := 0, 0
	for i := place; i < min(len(raw), 400); i += 2 {
		of++
		if raw[i] == 0 {
			n++
		}
	}
	return of > 4 && n*2 > of
}

// marked16 puts a byte-order mark before UTF-16 that has none.
func marked16(raw []byte, order unicode.Endianness) []byte {
	if raw[0] == 0xff && raw[1] == 0xfe || raw[0] == 0xfe && raw[1] == 0xff {
		return raw
	}
	if order == unicode.BigEndian {
		return append([]byte{0xfe, 0xff}, raw...)
	}
	return append([]byte{0xff, 0xfe}, raw...)
}

// printable reports whether a text is one: hardly any control character.
func printable(raw []byte) bool {
	bad := 0
	for _, b := range raw {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' {
			bad++
		}
	}
	return bad*200 <= len(raw)
}
