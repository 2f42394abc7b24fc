package draw

import (
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// Where a screen stands on the card of 1080.
const (
	frameX, frameW = 40.0, 1000.0
	barH           = 94.0
	insideX        = 100.0
	insideW        = 880.0
	gutter         = 76.0 // for the number of a group
)

// block is neighbouring rows that share a zone, or one row.
type block struct {
	zone string
	rows [][]set
}

// blocks prepares a screen's parts. The last one to press gets the hand.
func blocks(s directive.Screen) []block {
	all := []block{}
	var last *set
	for _, parts := range s.Rows() {
		row := make([]set, len(parts))
		for i, p := range parts {
			row[i] = prepare(p)
			if p.Push {
				last = &row[i]
			}
		}
		zone := ""
		if grouped(row) {
			zone = row[0].Zone
		}
		if n := len(all); zone != "" && n > 0 && zoneOf(all[n-1]) == zone {
			all[n-1].zone = zone
			all[n-1].rows = append(all[n-1].rows, row)
			continue
		}
		all = append(all, block{zone, [][]set{row}})
	}
	if last != nil {
		last.hand = true
	}
	return all
}

// grouped reports whether a row as a whole bears its zone's number: one that is alone
// in its box bears it on the corner.
func grouped(row []set) bool {
	for _, p := range row {
		if p.Zone == "" || p.Zone != row[0].Zone {
			return false
		}
	}
	return true
}

// zoneOf is the zone that a block could share with the row after it.
func zoneOf(b block) string {
	if row := b.rows[len(b.rows)-1]; grouped(row) {
		return row[0].Zone
	}
	return ""
}

// single reports whether the block is one boxed part.
func (b block) single() bool {
	return len(b.rows) == 1 && len(b.rows[0]) == 1 && b.rows[0][0].boxed
}

// screen draws a screen with its upper edge at top and gives its height.
func (s *sheet) screen(of directive.Screen, top float64) float64 {
	at := len(s.shapes)
	y := top + barH + 30
	for i, b := range blocks(of) {
		if i > 0 {
			y += s.before(b)
		}
		y += s.block(b, y)
	}
	h := y + 36 - top
	s.shapes = append(s.shapes[:at:at], append(s.window(of.Bar, top, h), s.shapes[at:]...)...)
	return h
}

// window is the frame with its bar; an address has a lock, a name has none.
func (s *sheet) window(words string, top, h float64) []shape {
	w := &sheet{pen: s.pen}
	w.put(rectOf(frame, area{frameX, top, frameW, h}, 36),
		shape{form: line, ink: bar, path: parse("M 2 94 L 2 38 Q 2 2 38 2 L 962 2 Q 998 2 998 38 L 998 94 Z").at(frameX, top, 1)},
		rectOf(pill, area{frameX + 36, top + 18, frameW - 72, 60}, 30))
	from := frameX + 70
	if strings.Contains(words, ".") && !strings.Contains(words, " ") {
		w.put(lineOf(glyph, lockIcon, frameX+78, top+49, 1))
		from += 46
	}
	w.write(runs(words, soft, false), 38, column{from, frameX + frameW - 60 - from, left}, top+48-38*leading/2)
	return w.shapes
}

// before is the gap over a block: a number on a corner needs room.
func (s *sheet) before(b block) float64 {
	first := b.rows[0][0]
	gap := gapRows
	for _, p := range b.rows[0] {
		if p.Zone != "" && p.boxed {
			gap = gapRows + 18
		}
	}
	if first.Kind == "text" {
		gap = 8
		if first.Beside || len(b.rows[0]) > 1 {
			gap = 20
		}
	}
	return gap
}

// block draws the rows of a block and gives their height.
func (s *sheet) block(b block, y float64) float64 {
	from, x, w, mark := y, insideX, insideW, y+discR
	if b.zone != "" && !b.single() {
		x, w = x+gutter, w-gutter
	}
	act := false
	for i, row := range b.rows {
		if i > 0 {
			y += gapRows
		}
		if b.single() {
			row[0].Zone = b.zone
		}
		h := s.row(row, x, y, w)
		for _, p := range row {
			act = act || p.Push || p.Kind == "field"
			if p.Push {
				mark = y + h/2
			}
		}
		y += h
	}
	switch {
	case b.single() && b.zone != "":
		s.number(b.zone, x, from+2, act)
	case b.zone != "":
		s.bracket(b, from, y, mark, act)
	}
	return y - from
}

// bracket draws the number of a group in the gutter, with a line beside all of it.
func (s *sheet) bracket(b block, from, to, mark float64, act bool) {
	x := insideX + 20
	if to-from > 2.5*discR {
		paint := glyph
		if act {
			paint = ray
		}
		end := lineOf(paint, parse("M 0 0 L 0 1"), x, from+10, 1)
		end.path[1].xy[1] = to - 6
		s.put(end)
	}
	if len(b.rows) == 1 && to-from <= 2.5*discR {
		mark = (from + to) / 2
	}
	s.number(b.zone, x, mark, act)
}
