package draw

import "github.com/dvcbot/dvcbot/directive"

// Sizes of what stands on a screen, in units of the card. No text is under 36.
const (
	gapParts = 18.0
	gapRows  = 26.0
	iconSide = 108.0
	iconRow  = 72.0 // of an icon beside its label
	pad      = 24.0
	handRoom = 64.0 // the hand hangs below what it presses
	tileRoom = 92.0 // and stands within a tile, under its label
	discR    = 38.0
)

// look is how a kind of part is set.
type look struct {
	size, pushed float64 // of its text; when it is to be pressed
	height       float64 // at least
	boxed, bold  bool
	to           align
}

var looks = map[string]look{
	"heading": {size: 58, bold: true, to: middle},
	"text":    {size: 42, to: middle},
	"note":    {size: 40},
	"field":   {size: 42, height: 92, bold: true},
	"tab":     {size: 40, pushed: 48, height: 116, boxed: true, to: middle},
	"tile":    {size: 40, pushed: 50, height: 200, boxed: true, to: middle},
	"button":  {size: 44, pushed: 54, height: 112, boxed: true, to: middle},
	"link":    {size: 42, pushed: 48, height: 112, bold: true},
}

// set is a part with what is known of it before it has a place.
type set struct {
	directive.ScreenPart
	look
	runs []run
	hand bool // the last one to press
}

func prepare(p directive.ScreenPart) set {
	l := looks[p.Kind]
	i := strong
	if p.Kind == "text" || p.Kind == "note" || l.boxed && !p.Push {
		i = soft
	}
	if p.Push {
		l.size, l.boxed, l.bold, l.to = l.pushed, true, true, middle
	}
	return set{ScreenPart: p, look: l, runs: runs(p.Label, i, l.bold)}
}

// icon is how much of the width an icon beside the label takes.
func (p set) icon() float64 {
	if p.Icon != "" && p.Kind != "tile" {
		return iconRow
	}
	return 0
}

// inner is the width that is left for the label.
func (p set) inner(w float64) float64 {
	if p.boxed {
		return w - 2*pad - p.icon()
	}
	return w
}

// least and wish are the widths a part needs and would like to have in a row.
func (p set) least(n *pen) float64 {
	w := n.longest(p.runs, p.size)
	if p.Kind == "tile" {
		w = max(w, iconSide, n.total(p.runs, p.size)*0.55)
	}
	if p.boxed {
		w += 2*pad + p.icon()
	}
	return w
}

func (p set) wish(n *pen) float64 {
	if p.Kind == "tile" {
		return p.least(n)
	}
	return n.total(p.runs, p.size) + 1 + p.least(n) - n.longest(p.runs, p.size)
}

// tall is the height of the part when it is w wide.
func (p set) tall(n *pen, w float64) float64 {
	text := n.tall(p.runs, p.size, p.inner(w))
	switch {
	case p.Kind == "field":
		return text + 6 + p.height
	case p.Kind == "tile" && p.hand:
		return max(p.height, text+iconSide+3*pad+tileRoom)
	case p.Kind == "tile":
		return max(p.height, text+iconSide+3*pad)
	case p.boxed:
		return max(p.height, text+2*pad)
	}
	return text
}

// place draws the part into its box.
func (s *sheet) place(p set, x, y, w, h float64) {
	switch {
	case p.Kind == "field":
		s.field(p, x, y, w)
	case p.boxed:
		s.boxed(p, x, y, w, h)
	default:
		used := s.write(p.runs, p.size, column{x, w, p.to}, y)
		if p.Kind == "link" {
			under := min(w, s.pen.total(p.runs, p.size))
			s.put(lineOf(glyph, parse("M 0 0 L 1 0"), x, y+used, 1).stretch(x, under))
		}
	}
}

// stretch makes a line of one unit as long as wanted.
func (s shape) stretch(x, long float64) shape {
	s.path[len(s.path)-1].xy[0] = x + long
	return s
}

func (s *sheet) field(p set, x, y, w float64) {
	used := s.write(p.runs, p.size, column{x, w, left}, y)
	s.put(rectOf(box, area{x, y + used + 6, w, p.height}, 14))
	if p.Hint != "" {
		s.write(runs(p.Hint, soft, false), 40, column{x + pad + 4, w - 2*pad, left}, y+used+6+(p.height-40*leading)/2)
	}
}

func (s *sheet) boxed(p set, x, y, w, h float64) {
	paint, mark := box, glyph
	if p.Push {
		paint, mark = hit, glyph2
	}
	s.put(rectOf(paint, area{x, y, w, h}, 16))
	text := s.pen.tall(p.runs, p.size, p.inner(w))
	top, from := y+(h-text)/2, x+pad
	switch {
	case p.Kind == "tile":
		over := max(pad, (h-iconSide-pad-text)/2)
		if p.hand {
			over = pad
		}
		s.put(lineOf(mark, icons[p.Icon], x+w/2, y+over+iconSide/2, 1))
		top = y + over + iconSide + pad
	case p.Icon != "":
		s.put(lineOf(mark, icons[p.Icon], x+pad+iconRow/2-8, y+h/2, 0.72))
		from += iconRow
	}
	s.write(p.runs, p.size, column{from, p.inner(w), p.to}, top)
	if p.hand {
		s.press(p, x, y, w, h)
	}
}

// press lays the hand on the lower right corner of what is to be pressed, clear of its
// label: a tile has room for it inside, all else below.
func (s *sheet) press(p set, x, y, w, h float64) {
	at, tip := x+w-62, y+h-48
	if p.Kind == "tile" {
		tip = y + h - 106
	}
	s.lay(lineOf(hand, handIcon, at, tip, 0.75))
	if w > 560 {
		s.lay(lineOf(ray, raysIcon, at, tip, 0.75))
	}
}
