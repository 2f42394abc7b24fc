package understand

import "sort"

// alikeFrom is the part of their words that two questions of one group share.
const alikeFrom = 0.5

// Alike groups questions that use mostly the same words, however they are spelt: the
// largest group first, each question with those that are like it. Of groups as large
// the one met first comes first.
func Alike(questions []string) [][]string {
	groups, words := [][]string{}, []map[string]bool{}
	for _, q := range questions {
		set := wordSet(q)
		i := 0
		for i < len(groups) && common(set, words[i]) < alikeFrom {
			i++
		}
		if i == len(groups) {
			groups, words = append(groups, nil), append(words, set)
		}
		groups[i] = append(groups[i], q)
	}
	sort.SliceStable(groups, func(i, j int) bool { return len(groups[i]) > len(groups[j]) })
	return groups
}

func wordSet(text string) map[string]bool {
	lx := sharedLexicon()
	set := map[string]bool{}
	for _, w := range lx.canonical(lx.translate(tokenize(text), false)) {
		if !lx.light[w] {
			set[w] = true
		}
	}
	return set
}

// common is the part of two sets' words that both have.
func common(a, b map[string]bool) float64 {
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	if whole := len(a) + len(b) - both; whole > 0 {
		return float64(both) / float64(whole)
	}
	return 1
}

// Named reports whether words hold a surname and the word that follows it in most
// names, also without capitals: "nguyen van".
func Named(text string) bool {
	tokens := tokenize(text)
	for i := 1; i < len(tokens); i++ {
		if sharedLexicon().surnames[tokens[i-1].folded] && middles[tokens[i].folded] {
			return true
		}
	}
	return false
}
