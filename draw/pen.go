package draw

import (
	"math"
	"strings"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/text/unicode/norm"
)

// leading is the height of a line of text over its size: Ễ and Ộ need it.
const leading = 1.36

// fonts are the two weights, read once.
var fonts = sync.OnceValues(func() (map[bool]*opentype.Font, error) {
	regular, err := opentype.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := opentype.Parse(liberationsansbold.TTF)
	return map[bool]*opentype.Font{false: regular, true: bold}, err
})

// typeface is a face of the font in one size.
type typeface struct {
	size float64
	bold bool
}

// pen measures text. It is for one drawing at a time.
type pen struct{ faces map[typeface]font.Face }

func newPen() *pen { return &pen{map[typeface]font.Face{}} }

func (p *pen) face(size float64, bold bool) (font.Face, error) {
	key := typeface{size, bold}
	if f, ok := p.faces[key]; ok {
		return f, nil
	}
	all, err := fonts()
	if err != nil {
		return nil, err
	}
	f, err := opentype.NewFace(all[bold], &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	if err == nil {
		p.faces[key] = f
	}
	return f, err
}

func (p *pen) width(text string, size float64, bold bool) float64 {
	f, err := p.face(size, bold)
	if err != nil {
		return 0
	}
	return float64(font.MeasureString(f, text)) / 64
}

// run is words in one weight.
type run struct {
	text string
	bold bool
	ink  ink
}

// runs takes a sentence of a directive apart: what stands between ** is bold, an
// asterisk at the end is the mark of a field that must be filled in.
func runs(text string, i ink, bold bool) []run {
	out := []run{}
	text, star := strings.CutSuffix(norm.NFC.String(text), " *")
	for n, part := range strings.Split(text, "**") {
		if part != "" {
			out = append(out, run{part, bold || n%2 == 1, i})
		}
	}
	if star {
		out = append(out, run{" *", true, never})
	}
	return out
}

// piece is one word of a line, with the space before it.
type piece struct {
	run
	width float64
}

type textLine struct {
	pieces []piece
	width  float64
}

// wrap breaks runs into lines no wider than most, between words.
func (p *pen) wrap(all []run, size, most float64) []textLine {
	lines := []textLine{{}}
	for _, r := range all {
		for n, w := range strings.SplitAfter(r.text, " ") {
			last := &lines[len(lines)-1]
			bare := p.width(strings.TrimRight(w, " "), size, r.bold)
			if last.width+bare > most && len(last.pieces) > 0 && (n > 0 || strings.HasPrefix(w, " ") || last.ends()) {
				lines = append(lines, textLine{})
				last = &lines[len(lines)-1]
			}
			last.add(piece{run{w, r.bold, r.ink}, p.width(w, size, r.bold)})
		}
	}
	for i := range lines {
		lines[i].trim(p, size)
	}
	return lines
}

// ends reports whether a word may begin after what is there.
func (l textLine) ends() bool { return strings.HasSuffix(l.pieces[len(l.pieces)-1].text, " ") }

func (l *textLine) add(w piece) {
	if n := len(l.pieces); n > 0 && l.pieces[n-1].bold == w.bold && l.pieces[n-1].ink == w.ink {
		l.pieces[n-1].text += w.text
		l.pieces[n-1].width += w.width
	} else {
		l.pieces = append(l.pieces, w)
	}
	l.width += w.width
}

// trim drops the space at the end of a line and measures anew.
func (l *textLine) trim(p *pen, size float64) {
	if len(l.pieces) == 0 {
		return
	}
	last := &l.pieces[len(l.pieces)-1]
	last.text = strings.TrimRight(last.text, " ")
	l.width = 0
	for i := range l.pieces {
		l.pieces[i].width = p.width(l.pieces[i].text, size, l.pieces[i].bold)
		l.width += l.pieces[i].width
	}
}

// longest is the width of the widest word.
func (p *pen) longest(all []run, size float64) float64 {
	most := 0.0
	for _, r := range all {
		for _, w := range strings.Fields(r.text) {
			most = max(most, p.width(w, size, r.bold))
		}
	}
	return most
}

// total is the width of everything in one line.
func (p *pen) total(all []run, size float64) float64 {
	sum := 0.0
	for _, r := range all {
		sum += p.width(r.text, size, r.bold)
	}
	return sum
}

// align says where a line stands in its column.
type align uint8

const (
	left align = iota
	middle
	right
)

// column is where text goes: from x on, w wide.
type column struct {
	x, w float64
	to   align
}

// write puts text into a column from top down and gives the height it took.
func (s *sheet) write(all []run, size float64, c column, top float64) float64 {
	lines := s.pen.wrap(all, size, c.w)
	for i, l := range lines {
		x := c.x
		switch c.to {
		case middle:
			x += (c.w - l.width) / 2
		case right:
			x += c.w - l.width
		}
		x, base := math.Round(x), math.Round(top+float64(i)*size*leading+size*leading/2+size*0.36)
		for _, w := range l.pieces {
			s.put(shape{form: word, ink: w.ink, x: x, y: base, w: w.width, text: w.text, size: size, bold: w.bold})
			x += w.width
		}
	}
	return float64(len(lines)) * size * leading
}

// tall is the height that text would take.
func (p *pen) tall(all []run, size, most float64) float64 {
	return float64(len(p.wrap(all, size, most))) * size * leading
}
