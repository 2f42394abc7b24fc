package roster

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dvcbot/dvcbot/directive"
)

// Lengths of a name in letters: softName only warns (a limit by law was drafted and
// dropped), hardName keeps a paragraph out of a cell.
const (
	softName = 50
	hardName = 250
)

// eth are look-alikes of Đ that no normal form folds.
var eth = strings.NewReplacer("Ð", "Đ", "Ɖ", "Đ", "ð", "đ", "ɖ", "đ")

// name holds domain.md section 4: letters, apostrophe and hyphen. Length and missing
// marks only warn; what a typing program left behind is shown mended and asked.
func name(a ask) Verdict {
	if typed, how := mended(a.typed); how != "" {
		return suggest(how, cased(untitled(Clean(typed))))
	}
	s := eth.Replace(a.text)
	warnings := []string{}
	if s != a.text {
		warnings = append(warnings, "NAME_LOOKALIKE")
	}
	if bare := untitled(s); bare != s {
		s, warnings = bare, append(warnings, "NAME_UNTITLED")
	}
	if reason := unlettered(s); reason != "" {
		return a.trimmed(s, reason)
	}
	if bare := ungraded(s); bare != s {
		return suggest("NAME_TITLE", cased(bare))
	}
	return taken(cased(s), append(warnings, doubts(s)...)...)
}

// unlettered is why the text is no name.
func unlettered(s string) string {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r) || unicode.IsNumber(r):
			return "NAME_HAS_DIGIT"
		case unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r):
			return "NAME_NOT_LATIN"
		case unicode.IsLetter(r):
			letters++
		case !strings.ContainsRune(" '’-", r) && !unicode.Is(unicode.Mn, r):
			return "NAME_HAS_SYMBOL"
		}
	}
	switch {
	case strings.Contains(s, " - ") || strings.HasPrefix(s, "-") || strings.HasSuffix(s, "-"):
		return "NAME_HAS_SYMBOL"
	case letters < 2:
		return "NAME_TOO_SHORT"
	case utf8.RuneCountInString(s) > hardName:
		return "TOO_LONG"
	}
	return ""
}

// clutter is what lists leave round a name: a number, a bullet, a label, a full stop.
var clutter = regexp.MustCompile(`^(?:[\d\s.)•*+–-]*(?i:(?:họ và tên|họ tên|ho va ten|ho ten|tên)\s*:)?\s*)|[\s.,;:]+$`)

// trimmed refuses and offers the name without clutter, when that is one.
func (a ask) trimmed(s, reason string) Verdict {
	bare := ungraded(untitled(strings.TrimSpace(clutter.ReplaceAllString(s, ""))))
	if bare == s || unlettered(bare) != "" || len(strings.Fields(bare)) < 2 {
		return refused(reason)
	}
	return suggest(reason, cased(bare))
}

func doubts(s string) []string {
	warnings := []string{}
	words := strings.Fields(s)
	if len(words) == 1 {
		warnings = append(warnings, "NAME_ONE_WORD")
	}
	if utf8.RuneCountInString(s) > softName {
		warnings = append(warnings, "NAME_LONG")
	}
	if len(words) > 1 && !strings.ContainsAny(s, "'’-") && directive.Fold(s) == strings.ToLower(s) {
		warnings = append(warnings, "NO_DIACRITICS")
	}
	return warnings
}

// forms of address, and degrees, that stand before a name; folded.
var (
	addresses = set("ong ba ong/ba d/c anh chi")
	degrees   = set("ts ths th.s bs ks cn ls gs pgs bsck ts.bs pgs.ts gs.ts ncs dr mr mrs ms thac tien")
)

// untitled drops Ông, Bà, Đ/c before a known surname; Ông is itself a surname.
func untitled(s string) string { return behind(s, addresses, 3) }

// ungraded drops degrees before a known surname.
func ungraded(s string) string {
	for bare := behind(s, degrees, 3); ; bare = behind(s, degrees, 3) {
		if bare == s {
			return s
		}
		s = bare
	}
}

// behind drops the first of at least n words when it is one of titles and a surname,
// or another title, follows.
func behind(s string, titles map[string]bool, n int) string {
	words := strings.Fields(strings.NewReplacer("Đồng chí", "Đ/c", "đồng chí", "Đ/c", "ĐỒNG CHÍ", "Đ/c").Replace(s))
	if len(words) < n {
		return s
	}
	first := strings.Trim(strings.ToLower(directive.Fold(strings.Trim(words[0], ".:"))), ".:")
	if titles[first] && (Surname(words[1]) || titles[directive.Fold(strings.Trim(words[1], ".:"))]) {
		return strings.Join(words[1:], " ")
	}
	return s
}

// cased gives each word a capital when all of it is in one case.
func cased(s string) string {
	if s != strings.ToUpper(s) && s != strings.ToLower(s) {
		return s
	}
	upper := true
	return strings.Map(func(r rune) rune {
		was := upper
		upper = r == ' ' || r == '-' || r == '\'' || r == '’'
		if was {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}
