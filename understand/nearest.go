package understand

// nearest finds the example that a text is most like, by the cosine of their bags.
type nearest struct {
	samples []sample
	with    [][]weighted // of each feature: the examples that have it, feature is the example here
}

func newNearest(samples []sample, bags []bag) *nearest {
	n := &nearest{samples: samples}
	for i, b := range bags {
		for _, f := range b {
			for f.feature >= len(n.with) {
				n.with = append(n.with, nil)
			}
			n.with[f.feature] = append(n.with[f.feature], weighted{i, f.weight})
		}
	}
	return n
}

// likeness gives each class the likeness of its nearest example, from 0 to 1. An
// example that is only a part of the directive's long sentences counts less.
func (n *nearest) likeness(b bag, classes int) []float64 {
	cosine := make([]float64, len(n.samples))
	for _, f := range b {
		for _, held := range n.with[f.feature] {
			cosine[held.feature] += f.weight * held.weight
		}
	}
	best := make([]float64, classes)
	for i, s := range n.samples {
		if like := cosine[i] * s.weight; like > best[s.class] {
			best[s.class] = min(like, 1)
		}
	}
	return best
}
