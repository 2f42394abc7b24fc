package roster

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
)

var (
	tcvn3   = sync.OnceValue(func() *strings.Replacer { return replacer("tcvn3.tsv") })
	vnifont = sync.OnceValue(func() *strings.Replacer { return replacer("vnifont.tsv") })
)

// replacer tries long codes before short ones.
func replacer(file string) *strings.Replacer {
	pairs := table(file)
	codes := slices.SortedFunc(maps.Keys(pairs), func(a, b string) int { return len(b) - len(a) })
	list := make([]string, 0, 2*len(codes))
	for _, code := range codes {
		list = append(list, code, pairs[code])
	}
	return strings.NewReplacer(list...)
}

// fromTCVN3 mends a name typed in a .VnTime font: signs, letters that Vietnamese has
// not, or capitals with a mark inside a word give it away.
func fromTCVN3(s string) string {
	if !strings.ContainsFunc(s, alien) && !slices.ContainsFunc(strings.Fields(s), humped) {
		return ""
	}
	return eachOpen(s, tcvn3())
}

// fromVNIFont mends a name typed in a VNI-Times font: a word is no syllable as typed.
func fromVNIFont(s string) string {
	if !slices.ContainsFunc(strings.Fields(s), func(w string) bool { return !syllable(w) || strings.ContainsFunc(w, alien) }) {
		return ""
	}
	return eachOpen(s, vnifont())
}

func eachOpen(s string, font *strings.Replacer) string {
	return each(s, func(w string) string { return font.Replace(w) })
}

// alien is a sign or letter of Latin-1 that no Vietnamese word has.
func alien(r rune) bool {
	return r >= 0xa1 && r <= 0xff && !strings.ContainsRune("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýÐð", r)
}

// humped is a word with a marked capital behind a small letter.
func humped(w string) bool {
	small := false
	for _, r := range w {
		if small && r > unicode.MaxASCII && unicode.IsUpper(r) {
			return true
		}
		small = unicode.IsLower(r)
	}
	return false
}
