package draw

import "slices"

// widths shares a row among its parts: what each wishes and an equal part of the rest,
// or, where that is too much, what each needs. ok is false when even that does not fit.
func widths(n *pen, row []set, w float64) (all []float64, ok bool) {
	w -= gapParts * float64(len(row)-1)
	least, wish := make([]float64, len(row)), make([]float64, len(row))
	sumLeast, sumWish := 0.0, 0.0
	for i, p := range row {
		least[i], wish[i] = p.least(n), p.wish(n)
		sumLeast, sumWish = sumLeast+least[i], sumWish+wish[i]
	}
	switch {
	case sumWish <= w && !row[0].boxed:
		return wish, true // words in a row keep together
	case sumWish <= w:
		return share(wish, (w-sumWish)/float64(len(row))), true
	case sumLeast <= w:
		return share(least, (w-sumLeast)/float64(len(row))), true
	}
	return nil, false
}

func share(all []float64, each float64) []float64 {
	out := slices.Clone(all)
	for i := range out {
		out[i] += each
	}
	return out
}

// row draws the parts that stand beside each other and gives the height they took. A
// row too narrow for its parts becomes one of each.
func (s *sheet) row(row []set, x, y, w float64) float64 {
	each, ok := widths(s.pen, row, w)
	if !ok {
		from := y
		for _, p := range row {
			from += s.row([]set{p}, x, from, w) + gapParts
		}
		return from - y - gapParts
	}
	if len(row) == 1 {
		each[0] = w
	} else if !row[0].boxed {
		row = slices.Clone(row)
		for i := range row {
			row[i].to = left
		}
	}
	h, below := 0.0, 0.0
	for i, p := range row {
		h = max(h, p.tall(s.pen, each[i]))
	}
	for i, p := range row {
		s.place(p, x, y, each[i], h)
		below = max(below, s.below(p, x, y+h, each[i]))
		if p.Zone != "" && p.boxed && !grouped(row) {
			s.number(p.Zone, x, y+2, p.Push)
		}
		x += each[i] + gapParts
	}
	return h + below
}

// below writes what must stand under a part: that it is not to be chosen, or room for
// the hand. It gives the height of that.
func (s *sheet) below(p set, x, y, w float64) float64 {
	switch {
	case p.Not:
		words := runs(sayNot(), never, true)
		long := s.pen.total(words, 42)
		s.write(words, 42, column{x + w - long, long + 1, left}, y+8)
		s.put(lineOf(cross, crossIcon, x+w-long-30, y+8+42*leading/2+2, 1))
		return 8 + 42*leading
	case p.hand && p.Kind != "tile":
		return handRoom
	}
	return 0
}

// number draws a zone's number as the directive prints it, on a disc.
func (s *sheet) number(zone string, x, y float64, press bool) {
	paint, on := quiet, strong
	if press {
		paint, on = badge, onDisc
	}
	words := runs(zone, on, true)
	s.lay(discOf(paint, x, y, discR))
	was := len(s.shapes)
	s.write(words, 46, column{x - discR, 2 * discR, middle}, y-46*leading/2)
	s.lay(s.shapes[was:]...)
	s.shapes = s.shapes[:was]
}
