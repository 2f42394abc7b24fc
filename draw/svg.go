package draw

import (
	"html"
	"strconv"
	"strings"
)

// svg puts a screen down as inline SVG. Colours come from the page's style sheet by
// class; every text is as wide as it was measured, whatever font the device has.
func svg(s *sheet, h float64, said string) string {
	var b strings.Builder
	b.WriteString(`<svg class="sc" viewBox="30 0 1020 ` + num(h) + `" role="img" aria-label="` + html.EscapeString(said) + `">`)
	for _, one := range s.all() {
		b.WriteString(one.svg())
	}
	b.WriteString("</svg>")
	return b.String()
}

func (s shape) svg() string {
	class := ` class="` + s.ink.class
	switch s.form {
	case rect:
		return `<rect x="` + num(s.x) + `" y="` + num(s.y) + `" width="` + num(s.w) + `" height="` + num(s.h) + `" rx="` + num(s.round) + `"` + class + `"/>`
	case disc:
		return `<circle cx="` + num(s.x) + `" cy="` + num(s.y) + `" r="` + num(s.round) + `"` + class + `"/>`
	case line:
		return `<path d="` + s.path.String() + `"` + class + `"/>`
	}
	if s.bold {
		class += " sc-b"
	}
	return `<text x="` + num(s.x) + `" y="` + num(s.y) + `" font-size="` + num(s.size) + `" textLength="` + num(s.w) +
		`" lengthAdjust="spacingAndGlyphs" xml:space="preserve"` + class + `">` + html.EscapeString(s.text) + `</text>`
}

// String is the path as SVG writes it.
func (p path) String() string {
	var b strings.Builder
	for _, m := range p {
		b.WriteByte(m.do)
		for i, n := range m.xy {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(num(n))
		}
	}
	return b.String()
}

// num writes a length with at most one decimal.
func num(n float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(n, 'f', 1, 64), ".0")
}
