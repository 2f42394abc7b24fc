package understand

import (
	"math"
	"sort"
)

// bag is a text as weighted features, in the order of their numbers; its length is 1.
type bag []weighted

type weighted struct {
	feature int
	weight  float64
}

// weigher numbers the features (a word, or two words in a row) and weighs them: what
// few classes use weighs more.
type weigher struct {
	number map[string]int
	weigh  []float64
	most   float64 // the weight of a word that no class uses
	light  map[string]bool

	strange float64 // what an unknown word weighs beside a known rare one
}

// pairPart is what two words in a row weigh beside one word of the same rarity.
const pairPart = 0.7

func newWeigher(samples []sample, classes int, light map[string]bool) *weigher {
	w := &weigher{number: map[string]int{}, light: light}
	in := []map[int]bool{}
	for _, s := range samples {
		for _, f := range features(s.words) {
			i, ok := w.number[f]
			if !ok {
				i = len(in)
				w.number[f] = i
				in = append(in, map[int]bool{})
			}
			in[i][s.class] = true
		}
	}
	w.weigh = make([]float64, len(in))
	for f, i := range w.number {
		w.weigh[i] = math.Log(1+float64(classes)/float64(len(in[i]))) * part(f)
	}
	w.most = math.Log(1 + float64(classes))
	return w
}

func (w *weigher) size() int { return len(w.weigh) }

// weight is how much one word says; an unknown one less than a known rare one.
func (w *weigher) weight(word string) float64 {
	i, ok := w.number[word]
	switch {
	case ok && !w.light[word]:
		return w.weigh[i]
	case w.light[word]:
		return w.most * lightly
	}
	return w.most * w.strange
}

// lightly is what a word of every talk weighs beside a rare one.
const lightly = 0.1

func part(feature string) float64 {
	for i := range feature {
		if feature[i] == ' ' {
			return pairPart
		}
	}
	return 1
}

// features are the words, and each two in a row.
func features(words []string) []string {
	all := make([]string, 0, 2*len(words)+1)
	all = append(all, words...)
	for i := 1; i < len(words); i++ {
		all = append(all, words[i-1]+" "+words[i])
	}
	return all
}

// bag weighs a text. Words that nothing knows take their part of its length, so that
// a text of strangers is near to nothing.
func (w *weigher) bag(words []string) bag {
	held := map[int]float64{}
	square := 0.0
	seen := map[string]bool{}
	for _, f := range features(words) {
		if seen[f] {
			continue
		}
		seen[f] = true
		i, ok := w.number[f]
		if ok {
			held[i] = w.weigh[i]
			square += w.weigh[i] * w.weigh[i]
		} else if part(f) == 1 && !w.light[f] {
			square += w.strange * w.most * w.strange * w.most
		}
	}
	b := make(bag, 0, len(held))
	for i, weight := range held {
		b = append(b, weighted{i, weight / math.Sqrt(square)})
	}
	sort.Slice(b, func(i, j int) bool { return b[i].feature < b[j].feature })
	return b
}

// What an unknown word weighs beside a known rare one: in a poor vocabulary most words
// are unknown, and that says little.
const (
	strangeLeast = 0.3
	strangeMost  = 0.6
)
