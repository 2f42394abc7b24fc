package draw

import (
	"image"
	"image/color"
)

// mixes are the pairs of colours whose edges meet: each gets as many colours between
// them as said, the strongest contrasts most.
var mixes = []struct {
	a, b  string
	parts int
}{
	{"ink", "page", 2}, {"ink", "surface", 2}, {"ink2", "page", 2}, {"ink2", "surface", 2}, {"edge", "surface", 1},
	{"mark-edge", "surface", 1}, {"bad", "page", 2}, {"brand", "page", 1},
}

// finest is the grade of palette that is tried first. Every grade less takes some
// kilobytes off a card, at the cost of rougher edges.
const finest = 2

// palette is the colours of a card: the tokens, and between those that meet at most
// grade more. The finest has 24.
func palette(grade int) color.Palette {
	p := color.Palette{}
	for _, name := range []string{"page", "surface", "inset", "neutral", "edge", "ink", "ink2", "brand", "bad", "mark", "mark-edge"} {
		p = append(p, value(name))
	}
	for _, m := range mixes {
		a, b := value(m.a), value(m.b)
		parts := min(m.parts, grade)
		for i := 1; i <= parts; i++ {
			p = append(p, between(a, b, float64(i)/float64(parts+1)))
		}
	}
	return p
}

func between(a, b color.RGBA, t float64) color.RGBA {
	mix := func(x, y uint8) uint8 { return uint8(float64(x)*(1-t) + float64(y)*t + 0.5) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// reduce gives every pixel the nearest colour of the palette.
func reduce(src image.Image, p color.Palette) *image.Paletted {
	out := image.NewPaletted(src.Bounds(), p)
	rgba, ok := src.(*image.RGBA)
	if !ok {
		return out
	}
	known := map[[3]uint8]uint8{}
	for i := range out.Pix {
		key := [3]uint8{rgba.Pix[4*i], rgba.Pix[4*i+1], rgba.Pix[4*i+2]}
		index, ok := known[key]
		if !ok {
			index = uint8(p.Index(color.RGBA{key[0], key[1], key[2], 255})) // #nosec G115: at most 24 colours
			known[key] = index
		}
		out.Pix[i] = index
	}
	return out
}
