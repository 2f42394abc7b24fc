package understand

import "sort"

// speller mends words that nothing knows: typing residue, letters swapped, missing,
// doubled or wrong, words run together. It knows the words of every example and the
// pairs in which they stand; a pair decides between two that are as near.
type speller struct {
	words map[string]int      // how often an example has it
	pairs map[string]int      // two words in a row
	cut   map[string][]string // a word with one letter gone, to the words it may be
}

func newSpeller(lx *lexicon, samples []sample) *speller {
	s := &speller{words: map[string]int{}, pairs: map[string]int{}, cut: map[string][]string{}}
	for _, one := range samples {
		for i, t := range one.raw {
			s.words[t.folded]++
			if i > 0 {
				s.pairs[one.raw[i-1].folded+" "+t.folded]++
			}
		}
	}
	for phrase := range lx.spelt {
		s.learn(phrase)
	}
	for phrase := range lx.empty {
		s.learn(phrase)
	}
	for short := range lx.short {
		s.words[fold(short)]++
	}
	for phrase, means := range lx.english {
		for _, t := range bare(phrase) {
			if !wellFormed(t.folded) {
				s.words[t.folded]++
			}
		}
		s.learn(means)
	}
	for _, word := range s.sorted() {
		if len(word) >= 3 {
			for _, c := range cuts(word) {
				s.cut[c] = append(s.cut[c], word)
			}
		}
	}
	return s
}

func (s *speller) learn(phrase string) {
	tokens := bare(phrase)
	for i, t := range tokens {
		s.words[t.folded]++
		if i > 0 {
			s.pairs[tokens[i-1].folded+" "+t.folded]++
		}
	}
}

func (s *speller) sorted() []string {
	all := make([]string, 0, len(s.words))
	for w := range s.words {
		all = append(all, w)
	}
	sort.Strings(all)
	return all
}

// cuts are the word itself and the word with each letter gone.
func cuts(word string) []string {
	all := []string{word}
	for i := range len(word) {
		all = append(all, word[:i]+word[i+1:])
	}
	return all
}

// mend gives the tokens with what nothing knows put right where that is plain.
func (s *speller) mend(tokens []token) []token {
	out := make([]token, 0, len(tokens))
	for i, t := range tokens {
		prev, next := "", neighbour(tokens, i+1)
		if len(out) > 0 {
			prev = out[len(out)-1].folded
		}
		out = append(out, s.word(t, prev, next)...)
	}
	return out
}

func (s *speller) word(t token, prev, next string) []token {
	known := s.words[t.folded] > 0
	if known {
		return []token{t}
	}
	if len(t.folded) >= 3 {
		if plain := residue(t.folded); plain != "" && (s.words[plain] > 0 || !wellFormed(t.folded)) {
			return bare(plain)
		}
		if parts := s.split(t.folded); parts != nil {
			return parts
		}
	}
	if best := s.close(t.folded, prev, next); best != "" {
		return bare(best)
	}
	return []token{t}
}

func residue(word string) string {
	if !ascii(word) {
		return ""
	}
	if plain := unvni(word); plain != "" {
		return plain
	}
	return untelex(word)
}

// split parts a word run together, "matkhau", into two or three known ones.
func (s *speller) split(word string) []token {
	for i := 2; i <= len(word)-2; i++ {
		left, right := word[:i], word[i:]
		if s.words[left] == 0 || !wellFormed(left) {
			continue
		}
		if s.pairs[fold(left)+" "+fold(right)] > 0 {
			return bare(left + " " + right)
		}
		if rest := s.split(right); rest != nil && s.pairs[left+" "+rest[0].folded] > 0 {
			return append(bare(left), rest...)
		}
	}
	return nil
}

// support is how often the word stands beside its neighbours.
func (s *speller) support(word, prev, next string) int {
	return s.pairs[prev+" "+word] + s.pairs[word+" "+next]
}

// close finds the word one slip away that fits its neighbours best; "" when none is
// plain. What may itself be a word is only changed for a neighbour's sake.
func (s *speller) close(word, prev, next string) string {
	if len(word) < 3 || !ascii(word) || word[0] >= '0' && word[0] <= '9' {
		return ""
	}
	best, most := "", 0
	for _, c := range cuts(word) {
		for _, other := range s.cut[c] {
			if other == word || !oneSlip(word, other) {
				continue
			}
			fits := s.support(other, prev, next)
			score := 20*fits + min(s.words[other], 19)
			if fits == 0 && (len(word) < 4 || wellFormed(word)) {
				continue
			}
			if score > most {
				best, most = other, score
			}
		}
	}
	return best
}

// oneSlip reports whether one letter wrong, missing, too many, or two swapped, makes
// one word of the other.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return true
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
