package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dvcbot/dvcbot/directive"
)

// token is one word of a position: as typed, folded with & kept, and what stands
// before it.
type token struct{ typed, folded, gap string }

// spellTitle cuts words at everything that is no letter, digit or &.
func spellTitle(s string) (all []token, tail string) {
	word := ""
	for _, r := range s + "\x00" {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '&' || r == '\'' {
			word += string(r)
			continue
		}
		if word != "" {
			all = append(all, token{word, foldAnd(word), tail})
			word, tail = "", ""
		}
		tail += string(r)
	}
	return all, strings.TrimRight(tail, "\x00")
}

func foldAnd(word string) string {
	parts := strings.Split(word, "&")
	for i, p := range parts {
		parts[i] = directive.Fold(p)
	}
	return strings.Join(parts, "&")
}

// mostWords is how many words the longest that a known phrase may have.
const mostWords = 5

// phrase finds the mostWords known phrase at the start of tokens.
func phrase(known map[string]string, tokens []token) (string, int) {
	for n := min(mostWords, len(tokens)); n > 0; n-- {
		folded := make([]string, n)
		for i, t := range tokens[:n] {
			folded[i] = t.folded
		}
		if said, ok := known[strings.Join(folded, " ")]; ok {
			return said, n
		}
	}
	return "", 0
}

// unfold writes out what is abbreviated: a title at the start, behind a comma and
// behind "Công chức", other terms anywhere. The rest stays as typed, unless all of it
// was in capitals.
func unfold(d *directive.Directive, s string) string {
	tokens, tail := spellTitle(quiet(d, s))
	var b strings.Builder
	opens, asTyped := true, false
	for i := 0; i < len(tokens); {
		said, n := spoken(tokens[i:], opens)
		if asTyped && said == tokens[i].typed {
			b.WriteString(tokens[i].gap)
		} else {
			b.WriteString(join(tokens[i].gap, i == 0))
		}
		asTyped = said == tokens[i].typed
		b.WriteString(said)
		i += n
		opens = openers[directive.Fold(said)] || i < len(tokens) && strings.ContainsAny(tokens[i].gap, ",;/+(")
	}
	b.WriteString(strings.TrimRight(tail, " .,;:-"))
	return capital(b.String())
}

// openers are the words behind which another title may stand.
var openers = map[string]bool{"cong chuc": true, "vien chuc": true, "can bo": true, "quyen": true, "kiem": true, "va": true}

// spoken gives what stands for the first tokens and how many of them.
func spoken(tokens []token, opens bool) (string, int) {
	said, n := phrase(terms(), tokens)
	if opens {
		if title, m := phrase(titles(), tokens); m >= n && m > 0 {
			said, n = title, m
		} else if rest, ok := leaders[tokens[0].folded]; n == 0 && ok && len(tokens) > 1 {
			said, n = rest, 1
		}
	}
	if n == 0 {
		return tokens[0].typed, 1
	}
	return said, n
}

// leaders are unfolded only with something behind them.
var leaders = map[string]string{"ct": "Chủ tịch", "q": "Quyền"}

// join is what stands between two parts: dots go, one kind of dash stays.
func join(gap string, first bool) string {
	switch {
	case first && strings.Contains(gap, "("):
		return "("
	case first:
		return ""
	case strings.Trim(gap, ". ") == "":
		return " "
	}
	return strings.NewReplacer("–", "-", "—", "-").Replace(gap)
}

// quiet lowers a position typed all in capitals, but for what is written in capitals
// by everybody: UBND, and the names of the directive's units.
func quiet(d *directive.Directive, s string) string {
	if s != strings.ToUpper(s) || !strings.ContainsFunc(s, accented) {
		return s
	}
	s = " " + strings.ToLower(s) + " "
	for _, word := range []string{"ubnd", "hđnd", "ubmttq", "mttq", "cntt", "tthc"} {
		s = strings.ReplaceAll(s, " "+word+" ", " "+strings.ToUpper(word)+" ")
	}
	if d != nil {
		for _, u := range d.Units {
			_, name := directive.Called(u.Name)
			s = strings.ReplaceAll(s, " "+strings.ToLower(name)+" ", " "+name+" ")
		}
	}
	return strings.TrimSpace(s)
}

// accented is a letter that no abbreviation has.
func accented(r rune) bool { return r > unicode.MaxASCII && r != 'Đ' && unicode.IsLetter(r) }

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
