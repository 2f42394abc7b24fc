package roster

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/dvcbot/dvcbot/directive"
)

// mended finds what a typing program that was off, or an old font, left of a name:
// VNI digits, Telex letters, TCVN3 or VNI font codes, UTF-8 read as Latin. It gives
// the name as meant and the code of docs/rules.md, or "" when the text is as meant.
func mended(typed string) (string, string) {
	for _, way := range []struct {
		code string
		mend func(string) string
	}{{"NAME_HAS_DIGIT", fromVNI}, {"NAME_TELEX", fromTelex}, {"NAME_FONT", fromLatin}, {"NAME_FONT", fromTCVN3}, {"NAME_FONT", fromVNIFont}} {
		if meant := way.mend(typed); meant != "" && meant != typed {
			return meant, way.code
		}
	}
	return "", ""
}

var rimes = sync.OnceValue(func() map[string]bool { return set(read("rimes.txt")) })

// onsets are the consonants that a syllable of Vietnamese may begin with, long before short.
var onsets = strings.Fields("ngh ng nh ch gh gi kh ph qu th tr b c d g h k l m n p r s t v x")

// syllable reports whether a word can be one of Vietnamese, whatever its marks.
func syllable(word string) bool {
	folded := directive.Fold(word)
	if rimes()[folded] || folded == "gi" {
		return true
	}
	for _, onset := range onsets {
		if rest, ok := strings.CutPrefix(folded, onset); ok && rimes()[rest] {
			return true
		}
	}
	return false
}

// each mends word by word, and gives "" unless every word is then a syllable.
func each(s string, word func(string) string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = word(w)
		if !syllable(words[i]) {
			return ""
		}
	}
	return strings.Join(words, " ")
}

// tones are the combining marks of a typed tone, hats the letters of a typed mark.
var (
	tones = map[rune]rune{'s': 0x301, 'f': 0x300, 'r': 0x309, 'x': 0x303, 'j': 0x323, '1': 0x301, '2': 0x300, '3': 0x309, '4': 0x303, '5': 0x323}
	hats  = strings.NewReplacer("uwow", "ươ", "uow", "ươ", "uwo", "ươ", "aa", "â", "aw", "ă", "ee", "ê", "oo", "ô", "ow", "ơ", "uw", "ư", "dd", "đ", "w", "ư")
	caps  = strings.NewReplacer("a6", "â", "e6", "ê", "o6", "ô", "u7o7", "ươ", "uo7", "ươ", "o7", "ơ", "u7", "ư", "a8", "ă", "d9", "đ")
)

// fromTelex mends a name in which at least one word is no syllable as typed. The family
// name must be known, or two words be so: names of other peoples look like Telex too.
func fromTelex(s string) string {
	mendedWords := 0
	meant := each(s, func(w string) string {
		if syllable(w) || strings.ContainsAny(w, "'’-") {
			return w
		}
		if m := telexed(w); m != "" {
			mendedWords++
			return m
		}
		return w
	})
	if mendedWords == 0 || meant == "" || mendedWords == 1 && !Surname(strings.Fields(meant)[0]) {
		return ""
	}
	return meant
}

func telexed(w string) string {
	plain := hats.Replace(strings.ToLower(w))
	if syllable(plain) {
		return recased(w, plain)
	}
	for i, r := range plain {
		if tone, ok := tones[r]; ok && i > 0 {
			if rest := plain[:i] + plain[i+1:]; syllable(rest) {
				return recased(w, toned(rest, tone))
			}
		}
	}
	return ""
}

// fromVNI mends a name typed with the digits of VNI.
func fromVNI(s string) string {
	if !strings.ContainsFunc(s, unicode.IsDigit) {
		return ""
	}
	return each(s, func(w string) string {
		if !strings.ContainsFunc(w, unicode.IsDigit) || unicode.IsDigit(rune(w[0])) {
			return w
		}
		return recased(w, vnied(strings.ToLower(w)))
	})
}

func vnied(w string) string {
	tone := rune(0)
	w = strings.Map(func(r rune) rune {
		if t, ok := tones[r]; ok && unicode.IsDigit(r) {
			tone = t
			return -1
		}
		return r
	}, w)
	w = caps.Replace(late(w))
	if tone != 0 {
		w = toned(w, tone)
	}
	return w
}

// late moves a mark typed at the end of a word behind its vowel: "nguyen6" is "nguye6n".
func late(w string) string {
	for _, mark := range []struct{ digit, vowels string }{{"6", "aeo"}, {"8", "a"}, {"7", "ou"}, {"9", "d"}} {
		i := strings.Index(w, mark.digit)
		if i <= 0 || strings.ContainsRune(mark.vowels, rune(w[i-1])) {
			continue
		}
		w = w[:i] + w[i+1:]
		if at := strings.LastIndexAny(w[:i], mark.vowels); at >= 0 {
			w = w[:at+1] + mark.digit + w[at+1:]
		}
	}
	return w
}

// toned puts a tone on the vowel of a syllable that carries it.
func toned(w string, tone rune) string {
	runes := []rune(w)
	at := carrier(runes)
	if at < 0 {
		return w
	}
	return norm.NFC.String(string(runes[:at+1]) + string(tone) + string(runes[at+1:]))
}

// carrier is the vowel with a hat, else the first of two at the end, else the last.
func carrier(w []rune) int {
	vowels := []int{}
	for i, r := range w {
		glide := i == 1 && (w[0] == 'q' && r == 'u' || w[0] == 'g' && r == 'i' && len(w) > 2 && strings.ContainsRune("aăâoôơuưeê", w[2]))
		if !glide && strings.ContainsRune("aăâeêioôơuưy", r) {
			vowels = append(vowels, i)
		}
	}
	if len(vowels) == 0 {
		return -1
	}
	for k := len(vowels) - 1; k >= 0; k-- {
		if strings.ContainsRune("ăâêôơư", w[vowels[k]]) {
			return vowels[k]
		}
	}
	last := vowels[len(vowels)-1]
	switch {
	case len(vowels) == 1:
		return last
	case len(vowels) == 3:
		return vowels[1]
	case last < len(w)-1: // a consonant closes it
		return last
	}
	return vowels[0]
}

// recased gives the mended word the case of the typed one.
func recased(typed, meant string) string {
	switch first, _ := utf8.DecodeRuneInString(typed); {
	case typed == strings.ToUpper(typed) && len(typed) > 2:
		return strings.ToUpper(meant)
	case unicode.IsUpper(first):
		return capital(meant)
	}
	return meant
}

// fromLatin mends UTF-8 that was read as Windows-1252.
func fromLatin(s string) string {
	if meant := AsMeant(s); meant != s {
		return meant
	}
	return ""
}

// AsMeant undoes reading UTF-8 as Windows-1252, which loses nothing; any other text
// comes back as it is. Headings are read through it; a value is only offered so.
func AsMeant(s string) string {
	if !strings.ContainsAny(s, "ÃÄÆáÂ") {
		return s
	}
	raw := make([]byte, 0, len(s))
	for _, r := range s {
		b, ok := latin(r)
		if !ok {
			return s
		}
		raw = append(raw, b)
	}
	if !utf8.Valid(raw) || utf8.RuneCount(raw) == utf8.RuneCountInString(s) {
		return s
	}
	return norm.NFC.String(string(raw))
}

// latin is the byte that was read as r: the five that Windows-1252 leaves open come as
// control characters, or where LibreOffice puts them.
func latin(r rune) (byte, bool) {
	if b, ok := charmap.Windows1252.EncodeRune(r); ok {
		return b, true
	}
	if r >= 0xf180 && r < 0xf1a0 {
		r -= 0xf100
	}
	if r > 0xff {
		return 0, false
	}
	return byte(r & 0xff), true
}
