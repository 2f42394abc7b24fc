package understand

import (
	"regexp"
	"strings"
)

// syllable is how a folded Vietnamese syllable may look.
var syllable = regexp.MustCompile(`^(b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)?` +
	`(oai|oay|oao|oeo|uay|uya|uyu|ieu|yeu|uoi|uou|uye|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|a|e|i|o|u|y)(ch|ng|nh|c|m|n|p|t)?$`)

func wellFormed(folded string) bool { return syllable.MatchString(folded) }

// telexVowels are the keys that Telex turns into one letter.
var telexVowels = strings.NewReplacer("uwow", "uo", "wow", "uo", "uow", "uo", "aa", "a", "aw", "a", "ee", "e", "oo", "o", "ow", "o", "uw", "u", "dd", "d", "w", "")

// telexTones are the keys of the five tones and of taking one back.
const telexTones = "sfrxjz"

// untelex reads a word typed in Telex with the keyboard's Vietnamese off, folded:
// "ddawng" is "dang", "kys" is "ky". "" when it cannot be one.
func untelex(word string) string {
	bare := telexVowels.Replace(word)
	vowel := strings.IndexAny(bare, "aeiouy")
	if vowel < 0 {
		return ""
	}
	if wellFormed(bare) && bare != word {
		return fold(bare)
	}
	for i := len(bare) - 1; i > vowel; i-- {
		if strings.IndexByte(telexTones, bare[i]) < 0 {
			continue
		}
		if toned := bare[:i] + bare[i+1:]; wellFormed(toned) {
			return fold(toned)
		}
	}
	return ""
}

// unvni reads a word typed in VNI with the keyboard's Vietnamese off, folded:
// "d9a8ng" is "dang", "mat65" is "mat". "" when it cannot be one.
func unvni(word string) string {
	bare := strings.Map(func(r rune) rune {
		if r >= '1' && r <= '9' {
			return -1
		}
		return r
	}, word)
	if bare == word || !wellFormed(bare) {
		return ""
	}
	return fold(bare)
}
