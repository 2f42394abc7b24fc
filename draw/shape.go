package draw

// form says what a shape is.
type form uint8

const (
	rect form = iota // x, y, w, h, round
	disc             // centre x, y and radius round
	line             // path
	word             // text at baseline x, y; w is its measured width
)

// shape is one thing that is put down, in units of the card: 1080 across.
type shape struct {
	form       form
	ink        ink
	x, y, w, h float64
	round      float64
	path       path
	text       string
	size       float64
	bold       bool
}

// sheet is a drawing: what stands on it in painting order, and what is laid over all of
// it at the end. It counts its own height.
type sheet struct {
	pen    *pen
	shapes []shape
	over   []shape
}

func (s *sheet) put(all ...shape) { s.shapes = append(s.shapes, all...) }
func (s *sheet) lay(all ...shape) { s.over = append(s.over, all...) }
func (s *sheet) all() []shape     { return append(append([]shape{}, s.shapes...), s.over...) }

// area is where a box stands.
type area struct{ x, y, w, h float64 }

func rectOf(i ink, a area, round float64) shape {
	return shape{form: rect, ink: i, x: a.x, y: a.y, w: a.w, h: a.h, round: round}
}

func discOf(i ink, x, y, r float64) shape { return shape{form: disc, ink: i, x: x, y: y, round: r} }

func lineOf(i ink, p path, x, y, scale float64) shape {
	return shape{form: line, ink: i, path: p.at(x, y, scale)}
}
