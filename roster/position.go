package roster

import (
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

// position holds domain.md section 5: abbreviations are unfolded, one that means
// several things is asked.
func position(a ask) Verdict {
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
