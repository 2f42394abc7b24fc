package understand

// asTyped marks a subject that is looked for among the words as they were typed, with
// their marks where the subject has them.
const asTyped = "="

// refusedSubject finds the longest refused subject in a text, as typed or in its
// canonical words, and how many words long it is; 0 for none.
func (m *mind) refusedSubject(tokens []token, words []string, all []float64) (class, length int) {
	marked, typed := make([]string, len(tokens)), make([]string, len(tokens))
	for i, t := range tokens {
		marked[i], typed[i] = t.marked, t.folded
	}
	for _, as := range [][]string{marked, typed} {
		if class, length = m.longestSubject(asTyped, as, all); length > 0 {
			return class, length
		}
	}
	class, length = m.longestSubject("", words, all)
	return class, min(length, len(tokens)-1)
}

// longestSubject finds the longest subject; of two as long, the likelier class.
func (m *mind) longestSubject(kind string, words []string, all []float64) (found, length int) {
	for i := range words {
		for n := min(len(words)-i, maxSubject); n >= max(length, 1); n-- {
			class, ok := m.subject[kind+joined(words[i:i+n])]
			if ok && (n > length || all[class] > all[found]) {
				found, length = class, n
				break
			}
		}
	}
	return found, length
}

// maxSubject is the most words that a refused subject may have.
const maxSubject = 8
