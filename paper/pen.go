package paper

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// Lengths of WordprocessingML (ECMA-376 part 1): a twip is 1/20 point.
const (
	twipsAPoint = 20
	twipsAMM    = 1440 / 25.4
	bodySize    = 13 // points: Nghị định 30/2020/NĐ-CP, 13 to 14
)

// pen collects the markup of a document's body.
type pen struct{ strings.Builder }

func (p *pen) put(format string, args ...any) { _, _ = fmt.Fprintf(p, format, args...) }

func twips(mm int) int { return int(float64(mm)*twipsAMM + 0.5) }

// safe escapes text, and leaves out what XML cannot hold.
func safe(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

func (q Paragraph) write(p *pen) {
	p.put(`<w:p><w:pPr>`)
	if q.KeepNext {
		p.put(`<w:keepNext/>`)
	}
	if q.Ruled {
		p.put(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>`)
	}
	p.put(`<w:spacing w:before="%d" w:after="%d"/>`, q.Before*twipsAPoint, q.After*twipsAPoint)
	if q.Indent > 0 || q.Sides > 0 {
		p.put(`<w:ind w:left="%d" w:right="%d" w:firstLine="%d"/>`, twips(q.Sides), twips(q.Sides), twips(q.Indent))
	}
	if q.Align != "" {
		p.put(`<w:jc w:val="%s"/>`, q.Align)
	}
	p.put(`</w:pPr>`)
	for _, r := range q.Runs {
		r.write(p)
	}
	p.put(`</w:p>`)
}

func (r Run) write(p *pen) {
	p.put(`<w:r><w:rPr>`)
	if r.Bold {
		p.put(`<w:b/>`)
	}
	if r.Italic {
		p.put(`<w:i/>`)
	}
	size := r.Size
	if size == 0 {
		size = bodySize
	}
	p.put(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, 2*size, 2*size)
	p.put(`</w:rPr>`)
	for i, line := range strings.Split(r.Text, "\n") {
		if i > 0 {
			p.put(`<w:br/>`)
		}
		p.put(`<w:t xml:space="preserve">%s</w:t>`, safe(line))
	}
	p.put(`</w:r>`)
}

func (t Table) write(p *pen) {
	p.put(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>`, twips(sum(t.Widths)))
	if t.Bordered {
		p.put(`<w:tblBorders>`)
		for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
			p.put(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
		}
		p.put(`</w:tblBorders>`)
	}
	p.put(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, mm := range t.Widths {
		p.put(`<w:gridCol w:w="%d"/>`, twips(mm))
	}
	p.put(`</w:tblGrid>`)
	for i, row := range t.Rows {
		t.row(p, row, i < t.Head)
	}
	p.put(`</w:tbl>`)
	Paragraph{Runs: []Run{{Size: 2}}}.write(p) // a table cannot be the last thing, nor touch the next
}

func (t Table) row(p *pen, row []Cell, head bool) {
	p.put(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		p.put(`<w:tblHeader/>`)
	}
	p.put(`</w:trPr>`)
	column := 0
	for _, c := range row {
		across := max(c.Across, 1)
		c.write(p, sum(t.Widths[column:min(column+across, len(t.Widths))]))
		column += across
	}
	p.put(`</w:tr>`)
}

func (c Cell) write(p *pen, mm int) {
	p.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, twips(mm))
	if c.Across > 1 {
		p.put(`<w:gridSpan w:val="%d"/>`, c.Across)
	}
	switch {
	case c.Down:
		p.put(`<w:vMerge w:val="restart"/>`)
	case c.Under:
		p.put(`<w:vMerge/>`)
	}
	if c.Middle {
		p.put(`<w:vAlign w:val="center"/>`)
	}
	p.put(`</w:tcPr>`)
	for _, q := range c.Parts {
		q.write(p)
	}
	if len(c.Parts) == 0 {
		p.put(`<w:p/>`)
	}
	p.put(`</w:tc>`)
}

func sum(all []int) int {
	n := 0
	for _, one := range all {
		n += one
	}
	return n
}
