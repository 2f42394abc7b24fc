package draw

import (
	"strconv"
	"strings"
)

// move is one command of a path: M, L, Q, C or Z with its points.
type move struct {
	do byte
	xy []float64
}

type path []move

// parse reads a path of absolute commands, all parted by spaces.
func parse(s string) path {
	p := path{}
	for _, f := range strings.Fields(s) {
		if n, err := strconv.ParseFloat(f, 64); err == nil && len(p) > 0 {
			p[len(p)-1].xy = append(p[len(p)-1].xy, n)
			continue
		}
		p = append(p, move{do: f[0]})
	}
	return p
}

// at is the path enlarged and moved.
func (p path) at(x, y, scale float64) path {
	out := make(path, len(p))
	for i, m := range p {
		out[i] = move{do: m.do, xy: make([]float64, len(m.xy))}
		for j, n := range m.xy {
			by := x
			if j%2 == 1 {
				by = y
			}
			out[i].xy[j] = n*scale + by
		}
	}
	return out
}

// The pictures, each around its own middle; the hand hangs from the tip of its finger.
var (
	lockIcon  = parse("M -13 -4 L 13 -4 L 13 16 L -13 16 Z M -8 -4 L -8 -11 C -8 -22 8 -22 8 -11 L 8 -4")
	handIcon  = parse("M -13 12 C -13 -5 13 -5 13 12 L 13 62 L 55 71 Q 74 76 72 97 L 66 142 Q 63 162 46 162 L -8 162 Q -21 162 -28 150 L -62 95 Q -69 82 -58 75 Q -46 68 -36 79 L -13 104 Z")
	raysIcon  = parse("M 0 -22 L 0 -44 M -26 -12 L -42 -28 M 26 -12 L 42 -28")
	crossIcon = parse("M -13 -13 L 13 13 M 13 -13 L -13 13")
	warnIcon  = parse("M 0 -34 L 40 36 L -40 36 Z M 0 -8 L 0 12 M 0 24 L 0 25")
	rightIcon = parse("M -9 -18 L 9 0 L -9 18")
)

// icons are those that a directive's file may name.
var icons = map[string]path{
	"phone": parse("M -26 -52 L 26 -52 Q 34 -52 34 -44 L 34 44 Q 34 52 26 52 L -26 52 Q -34 52 -34 44 L -34 -44 Q -34 -52 -26 -52 Z M -8 36 L 8 36"),
	"card":  parse("M -56 -38 L 56 -38 Q 64 -38 64 -30 L 64 30 Q 64 38 56 38 L -56 38 Q -64 38 -64 30 L -64 -30 Q -64 -38 -56 -38 Z M -40 -8 L -4 -8 M -40 14 L 20 14"),
	"mail":  parse("M -56 -38 L 56 -38 L 56 38 L -56 38 Z M -56 -38 L 0 8 L 56 -38"),
	"usb":   parse("M -22 -8 L 22 -8 L 22 48 L -22 48 Z M -14 -8 L -14 -48 L 14 -48 L 14 -8"),
	"sim":   parse("M -34 -48 L 10 -48 L 36 -22 L 36 48 L -34 48 Z M -14 0 L 14 0 L 14 26 L -14 26 Z"),
}
