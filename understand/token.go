package understand

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// token is one word as it was typed, in lower case: with its marks in NFC, and folded.
type token struct{ marked, folded string }

// tokenize splits a text into words. It takes NFC, NFD and the mixed form of the
// Microsoft keyboard, and TCVN3 text pasted from an old document.
func tokenize(text string) []token {
	text = strings.ToLower(norm.NFKC.String(unlegacy(text)))
	fields := strings.FieldsFunc(strings.ReplaceAll(text, "’", "'"), apart)
	tokens := make([]token, 0, len(fields))
	for _, f := range fields {
		if f = strings.Trim(f, "'"); f != "" {
			tokens = append(tokens, token{f, fold(f)})
		}
	}
	return tokens
}

func apart(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '\''
}

// bare makes tokens of text that has no marks.
func bare(folded string) []token {
	fields := strings.Fields(folded)
	tokens := make([]token, len(fields))
	for i, f := range fields {
		tokens[i] = token{f, fold(f)}
	}
	return tokens
}

// fold drops the marks of one word and writes "ky" as "ki", which are one word.
func fold(word string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ' || r == 'ð' || r == 'ɖ':
			b.WriteByte('d')
		default:
			b.WriteRune(r)
		}
	}
	s := b.String()
	if len(s) == 2 && s[1] == 'y' && strings.IndexByte("bdhklmstv", s[0]) >= 0 {
		return s[:1] + "i"
	}
	return s
}

func joined(words []string) string { return strings.Join(words, " ") }

// contains reports whether the words of phrase stand together in words.
func contains(words, phrase []string) bool {
	for i := 0; i+len(phrase) <= len(words); i++ {
		if joined(words[i:i+len(phrase)]) == joined(phrase) {
			return true
		}
	}
	return false
}
