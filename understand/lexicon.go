package understand

import (
	"slices"
	"sort"
	"strings"
)

// lexicon knows how words are spelt. Phrases are kept by their words with a space
// between, folded, or with their marks where a mark decides.
type lexicon struct {
	spelt   map[string]string // a variant to the one word that counts
	short   map[string][]meaning
	english map[string]string
	foreign map[string]string // the part of english that cannot be Vietnamese
	empty   map[string]bool
	light   map[string]bool

	asking, closing map[string]bool // words that make a question
	surnames, marks map[string]bool // words that make a value

	inside  map[string]bool // words that stand in a phrase of spelt, and wait for it
	longest map[string]int  // of each first word: the most words of a phrase
}

func newLexicon(s shared) *lexicon {
	lx := &lexicon{spelt: map[string]string{}, short: s.Short, english: map[string]string{}, foreign: map[string]string{},
		light: map[string]bool{}, inside: map[string]bool{}, longest: map[string]int{}}
	lx.empty, lx.asking, lx.closing = lx.set(s.Empty), lx.set(s.Asking), lx.set(s.Closing)
	lx.surnames, lx.marks = lx.set(s.Surnames), lx.set(s.Marks)
	words := make([]string, 0, len(s.Spellings))
	for word := range s.Spellings {
		words = append(words, word)
	}
	sort.Strings(words)
	for _, word := range words {
		one := strings.ReplaceAll(lx.key(word, false), " ", "_")
		lx.spelt[lx.key(word, false)] = one
		for _, variant := range s.Spellings[word] {
			lx.spelt[lx.key(variant, true)] = one
		}
	}
	for phrase := range lx.spelt {
		if words := strings.Fields(phrase); len(words) > 1 {
			for _, word := range words {
				lx.inside[word] = true
			}
		}
	}
	for phrase, means := range s.English {
		key := lx.key(phrase, true)
		lx.english[key] = means
		if !wellFormed(strings.Fields(key)[0]) && lx.spelt[key] == "" {
			lx.foreign[key] = means
		}
	}
	for _, phrase := range s.Light {
		for _, t := range tokenize(phrase) {
			lx.light[t.folded] = true
		}
	}
	return lx
}

func (lx *lexicon) set(phrases []string) map[string]bool {
	all := map[string]bool{}
	for _, p := range phrases {
		all[lx.key(p, true)] = true
	}
	return all
}

// key is a phrase as it is looked up: with its marks if it has any and they matter.
func (lx *lexicon) key(phrase string, marks bool) string {
	tokens := tokenize(phrase)
	marked, folded := spans(tokens)
	first, key := tokens[0].folded, folded
	if marks && !ascii(marked) {
		first, key = tokens[0].marked, marked
	}
	lx.longest[first] = max(lx.longest[first], len(tokens))
	return key
}

func spans(tokens []token) (marked, folded string) {
	m, f := make([]string, len(tokens)), make([]string, len(tokens))
	for i, t := range tokens {
		m[i], f[i] = t.marked, t.folded
	}
	return joined(m), joined(f)
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0
}

// find looks for the longest phrase of a table that begins at i.
func (lx *lexicon) find(tokens []token, i int, look func(marked, folded string) bool) int {
	longest := max(lx.longest[tokens[i].folded], lx.longest[tokens[i].marked])
	for n := min(longest, len(tokens)-i); n > 0; n-- {
		if look(spans(tokens[i : i+n])) {
			return n
		}
	}
	return 0
}

// translate turns English into the words that directives use. In text that is not
// English as a whole only words that cannot be Vietnamese syllables are.
func (lx *lexicon) translate(tokens []token, whole bool) []token {
	table := lx.foreign
	if whole {
		table = lx.english
	}
	out := make([]token, 0, len(tokens))
	for i := 0; i < len(tokens); i++ {
		means := ""
		n := lx.find(tokens, i, func(_, folded string) bool {
			m, ok := table[folded]
			means = m
			return ok
		})
		if n == 0 {
			out = append(out, tokens[i])
			continue
		}
		out = append(out, bare(means)...)
		i += n - 1
	}
	return out
}

// isEnglish reports whether most words are English and one of them can be nothing else.
func isEnglish(lx *lexicon, tokens []token) bool {
	english, sure := 0, false
	for _, t := range tokens {
		if t.marked != t.folded && !strings.HasSuffix(t.marked, "y") {
			return false
		}
		_, ok := lx.english[t.folded]
		foreign := !wellFormed(t.folded) && len(t.folded) > 2 && lx.spelt[t.folded] == ""
		if ok || foreign {
			english++
		}
		sure = sure || ok && foreign
	}
	return sure && english*10 >= len(tokens)*6
}

// canonical spells every word the one way that counts and drops the empty ones.
func (lx *lexicon) canonical(tokens []token) []string {
	tokens = lx.spell(lx.expand(tokens))
	words := make([]string, 0, len(tokens))
	for i := 0; i < len(tokens); i++ {
		word := ""
		n := lx.find(tokens, i, func(marked, folded string) bool {
			if w, ok := lx.spelt[marked]; ok {
				word = w
				return true
			}
			w, ok := lx.spelt[folded]
			word = w
			return ok || lx.empty[folded]
		})
		if n == 0 {
			word = tokens[i].folded
		}
		if word != "" && !lx.empty[word] {
			words = append(words, word)
		}
		i += max(n, 1) - 1
	}
	return words
}

// spell puts the word that counts in place of each variant of one word, so that the
// phrases are found however their words were typed. What may be a word of its own and
// stands in a phrase stays for the phrase.
func (lx *lexicon) spell(tokens []token) []token {
	out := make([]token, 0, len(tokens))
	for _, t := range tokens {
		one, ok := lx.spelt[t.marked]
		if !ok {
			one, ok = lx.spelt[t.folded]
		}
		if !ok || lx.inside[t.folded] && wellFormed(t.folded) {
			out = append(out, t)
			continue
		}
		out = append(out, bare(strings.ReplaceAll(one, "_", " "))...)
	}
	return out
}

// expand writes out the abbreviations whose neighbours decide.
func (lx *lexicon) expand(tokens []token) []token {
	out := make([]token, 0, len(tokens))
	for i, t := range tokens {
		meanings := lx.short[t.marked]
		if meanings == nil && ascii(t.marked) {
			meanings = lx.short[t.folded]
		}
		if meanings == nil {
			out = append(out, t)
			continue
		}
		out = append(out, bare(meant(meanings, neighbour(tokens, i-1), neighbour(tokens, i+1)))...)
	}
	return out
}

// loses reports whether spelling a phrase out would lose some of its words: it is
// English, or has words that otherwise carry nothing.
func (lx *lexicon) loses(tokens []token) bool {
	if isEnglish(lx, tokens) {
		return true
	}
	for _, t := range tokens {
		if lx.empty[t.folded] {
			return true
		}
	}
	return false
}

func neighbour(tokens []token, i int) string {
	if i < 0 || i >= len(tokens) {
		return ""
	}
	return tokens[i].folded
}

func meant(meanings []meaning, prev, next string) string {
	for _, m := range meanings {
		if len(m.Prev)+len(m.Next) == 0 || beside(m.Prev, prev) || beside(m.Next, next) {
			return m.Means
		}
	}
	return ""
}

// beside reports whether a folded neighbour is one of the words.
func beside(words []string, neighbour string) bool {
	return neighbour != "" && slices.ContainsFunc(words, func(w string) bool { return fold(w) == neighbour })
}
