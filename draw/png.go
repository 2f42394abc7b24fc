package draw

import (
	"bytes"
	"image"
	"image/png"

	"git.sr.ht/~sbinet/gg"
)

// MaxPNG is the most bytes a card may have: it is loaded over a poor line.
const MaxPNG = 60_000

// paint puts a sheet down as a PNG with a palette.
func paint(s *sheet, h float64) ([]byte, error) {
	dc := gg.NewContext(CardWidth, int(h))
	dc.SetColor(value(paper.fill))
	dc.Clear()
	dc.SetLineCapRound()
	dc.SetLineJoin(gg.LineJoinRound)
	for _, one := range s.all() {
		if err := one.paint(dc, s.pen); err != nil {
			return nil, err
		}
	}
	return encode(dc.Image())
}

// encode writes with the finest palette that keeps under MaxPNG, or else the roughest.
func encode(img image.Image) ([]byte, error) {
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	for grade := finest; ; grade-- {
		var out bytes.Buffer
		err := enc.Encode(&out, reduce(img, palette(grade)))
		if err != nil || out.Len() < MaxPNG || grade == 0 {
			return out.Bytes(), err
		}
	}
}

func (s shape) paint(dc *gg.Context, p *pen) error {
	switch s.form {
	case rect:
		dc.DrawRoundedRectangle(s.x, s.y, s.w, s.h, s.round)
	case disc:
		dc.DrawCircle(s.x, s.y, s.round)
	case line:
		s.path.trace(dc)
	case word:
		face, err := p.face(s.size, s.bold)
		if err != nil {
			return err
		}
		dc.SetFontFace(face)
		dc.SetColor(value(s.ink.fill))
		dc.DrawString(s.text, s.x, s.y)
		return nil
	}
	if s.ink.fill != "" {
		dc.SetColor(value(s.ink.fill))
		dc.FillPreserve()
	}
	if s.ink.stroke != "" {
		dc.SetColor(value(s.ink.stroke))
		dc.SetLineWidth(s.ink.width)
		dc.StrokePreserve()
	}
	dc.ClearPath()
	return nil
}

func (p path) trace(dc *gg.Context) {
	for _, m := range p {
		v := m.xy
		switch m.do {
		case 'M':
			dc.MoveTo(v[0], v[1])
		case 'L':
			dc.LineTo(v[0], v[1])
		case 'Q':
			dc.QuadraticTo(v[0], v[1], v[2], v[3])
		case 'C':
			dc.CubicTo(v[0], v[1], v[2], v[3], v[4], v[5])
		case 'Z':
			dc.ClosePath()
		}
	}
}
