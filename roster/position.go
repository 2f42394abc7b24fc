package roster

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dvcbot/dvcbot/directive"
)

// Limits of a position in letters: softTitle is that of Nghị định 30/2020's metadata
// and only warns, hardTitle keeps a paragraph out of a cell.
const (
	softTitle = 100
	hardTitle = 300
)

// unsure are the abbreviations that mean more than one thing when they stand alone.
var unsure = map[string]string{"ct": "Chủ tịch"}

// dotted are single letters with dots between and perhaps one after them: "P.C.T".
var dotted = regexp.MustCompile(`^\pL(?:\.\pL)+\.?$`)

// abbreviated drops the dots of an abbreviation that is known without them.
func abbreviated(a ask) string {
	words := strings.Fields(a.text)
	for i, w := range words {
		whole := strings.ReplaceAll(w, ".", "")
		if _, asked := unsure[directive.Fold(whole)]; dotted.MatchString(w) && (asked || unfold(a.d, whole) != whole) {
			words[i] = whole
		}
	}
	return strings.Join(words, " ")
}

// position holds domain.md section 5: abbreviations are unfolded, one that means
// several things is asked.
func position(a ask) Verdict {
	a.text = abbreviated(a)
	folded := strings.TrimSpace(directive.Fold(a.text))
	if guess, ok := unsure[folded]; ok {
		return suggest("POSITION_AMBIGUOUS", guess)
	}
	if !strings.ContainsFunc(a.text, unicode.IsLetter) {
		return refused("POSITION_DIGITS")
	}
	if utf8.RuneCountInString(a.text) > hardTitle {
		return refused("TOO_LONG")
	}
	if meant, how := mended(a.typed); how == "NAME_FONT" {
		return suggest("POSITION_FONT", unfold(a.d, Clean(meant)))
	}
	normal := unfold(a.d, a.text)
	if utf8.RuneCountInString(normal) > max(softTitle, a.c.MaxLength) {
		return taken(normal, "POSITION_LONG")
	}
	return taken(normal)
}
