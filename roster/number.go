package roster

import (
	"fmt"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dvcbot/dvcbot/directive"
)

func figure(s string) (float64, bool) {
	s = strings.ReplaceAll(s, " ", "")
	if thousands.MatchString(s) {
		s = strings.ReplaceAll(s, ".", "")
	}
	f, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return f, err == nil && f == f && f < 1e15 && f > -1e15
}

var thousands = regexp.MustCompile(`^\d{1,3}(\.\d{3})+(,\d+)?$`)

func number(a ask) Verdict {
	f, ok := figure(a.text)
	if !ok {
		return refused("NOT_A_NUMBER")
	}
	if reason := bounds(a.c, f); reason != "" {
		return refused(reason)
	}
	normal := strconv.FormatFloat(f, 'f', -1, 64)
	if _, after, _ := strings.Cut(normal, "."); a.c.Decimals != nil && len(after) > *a.c.Decimals {
		return refused("TOO_FINE")
	}
	return taken(normal)
}

func bounds(c directive.Column, f float64) string {
	if c.Min != nil && f < *c.Min {
		return "TOO_SMALL"
	}
	if c.Max != nil && f > *c.Max {
		return "TOO_LARGE"
	}
	return ""
}

func percent(a ask) Verdict {
	a.text = strings.TrimSpace(strings.TrimSuffix(a.text, "%"))
	v := number(a)
	if f, _ := figure(v.Normal); v.OK && (f < 0 || f > 100) {
		return refused("NOT_A_PERCENT")
	}
	return v
}

func year(a ask) Verdict {
	y, err := strconv.Atoi(a.text)
	if err != nil || y < 1900 || y > 2100 {
		return refused("NOT_A_YEAR")
	}
	if reason := bounds(a.c, float64(y)); reason != "" {
		return refused(reason)
	}
	return taken(strconv.Itoa(y))
}

func date(a ask) Verdict {
	for _, form := range []string{"2/1/2006", "2-1-2006", "2.1.2006", time.DateOnly} {
		at, err := time.Parse(form, a.text)
		if err != nil {
			continue
		}
		iso := at.Format(time.DateOnly)
		if a.c.Earliest != "" && iso < a.c.Earliest || a.c.Latest != "" && iso > a.c.Latest {
			return refused("DATE_OUT_OF_RANGE")
		}
		return taken(iso)
	}
	return refused("NOT_A_DATE")
}

func email(a ask) Verdict {
	at, err := mail.ParseAddress(a.text)
	if err != nil || at.Name != "" || !strings.Contains(at.Address[strings.LastIndex(at.Address, "@"):], ".") {
		return refused("NOT_AN_EMAIL")
	}
	return taken(strings.ToLower(at.Address))
}

func choice(a ask) Verdict {
	asked := directive.Fold(a.text)
	for i, v := range a.c.Values {
		for _, word := range append([]string{v.ID, v.Label, strconv.Itoa(i + 1)}, v.Words...) {
			if directive.Fold(word) == asked {
				return taken(v.ID)
			}
		}
	}
	return refused("NOT_ON_LIST")
}

func code(a ask) Verdict {
	upper := strings.ToUpper(strings.ReplaceAll(a.text, " ", ""))
	pattern, err := regexp.Compile("^(?:" + a.c.Pattern + ")$")
	if err != nil {
		return refused("CODE_FORM")
	}
	for _, form := range []string{a.text, upper} {
		if pattern.MatchString(form) {
			return taken(form)
		}
	}
	return refused("CODE_FORM")
}

func text(a ask) Verdict {
	limit := a.c.MaxLength
	if limit == 0 {
		limit = 500
	}
	if utf8.RuneCountInString(a.text) > limit {
		return refused("TOO_LONG")
	}
	return taken(a.text)
}

func holds(left, op, right string) bool {
	l, ok1 := figure(left)
	r, ok2 := figure(right)
	order := strings.Compare(left, right)
	if ok1 && ok2 {
		order = int(min(1, max(-1, (l-r)*1e6)))
	}
	switch op {
	case "<=":
		return order <= 0
	case "<":
		return order < 0
	case ">=":
		return order >= 0
	case ">":
		return order > 0
	}
	return order == 0
}

// Compute gives the value of a computed column: sums and differences of others,
// "" while one is missing.
func Compute(expression string, cells map[string]string) string {
	total, sign := 0.0, 1.0
	for _, word := range strings.Fields(expression) {
		switch word {
		case "+":
			sign = 1
		case "-":
			sign = -1
		default:
			f, ok := figure(cells[word])
			if !ok {
				return ""
			}
			total += sign * f
		}
	}
	return fmt.Sprint(total)
}
