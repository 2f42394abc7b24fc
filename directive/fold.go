package directive

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes two spellings of one text equal: lower case, no diacritics, đ as d,
// one space between words, no punctuation but / and -. It takes NFC, NFD and
// the Microsoft keyboard's mixed form, and both places of a tone mark.
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case r == 'đ' || r == 'Đ' || r == 'Ð' || r == 'ð' || r == 'Ɖ' || r == 'ɖ':
			space = spaced(&b, space)
			b.WriteByte('d')
		case unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/_:@", r):
			space = spaced(&b, space)
			b.WriteRune(unicode.ToLower(r))
		default:
			space = true
		}
	}
	return b.String()
}

func spaced(b *strings.Builder, space bool) bool {
	if space && b.Len() > 0 {
		b.WriteByte(' ')
	}
	return false
}

// within reports whether the words of part stand together in whole, both folded.
func within(whole, part string) bool {
	return part != "" && strings.Contains(" "+whole+" ", " "+part+" ")
}
