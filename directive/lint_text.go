package directive

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// sentence is one text of the file: where it stands, and whether it is printed words.
type sentence struct {
	where, text string
	quoted      bool
}

// sentences are all texts of the file, in its order.
func (d *Directive) sentences() []sentence {
	all := []sentence{}
	walk(reflect.ValueOf(*d), "", false, func(s sentence) { all = append(all, s) })
	return all
}

// walk visits every string below v. Items of lists are named by their id.
func walk(v reflect.Value, where string, quoted bool, visit func(sentence)) {
	switch v.Kind() {
	case reflect.String:
		if v.String() != "" {
			visit(sentence{where, v.String(), quoted})
		}
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), where, quoted, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			at := join(where, strconv.Itoa(i+1))
			if item := v.Index(i); item.Kind() == reflect.Struct && item.FieldByName("ID").IsValid() {
				at = join(owner(where), item.FieldByName("ID").String())
			} else if item.Kind() == reflect.String {
				at = where
			}
			walk(v.Index(i), at, quoted, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			key := v.Type().Field(i).Tag.Get("yaml")
			if key != "" && key != "source" && key != "conflicts" {
				walk(v.Field(i), join(where, key), quoted || key == "quote" || key == "printed" && v.Type() == reflect.TypeFor[Fix](), visit)
			}
		}
	}
}

const dayName = `(thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)`

// dated are the ways a weekday stands beside its date: before it, or behind it.
var dated = []struct {
	form      *regexp.Regexp
	name, day int
}{
	{regexp.MustCompile(`(?i)` + dayName + `,?\s*\(?(?:ngày\s+)?(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:(?:/|\s+năm\s+)(\d{4}))?`), 1, 2},
	{regexp.MustCompile(`(?i)(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:(?:/|\s+năm\s+)(\d{4}))?\s*\(\s*` + dayName), 4, 1},
}

var dayNames = map[string]time.Weekday{"chu nhat": time.Sunday, "thu hai": time.Monday, "thu 2": time.Monday, "thu ba": time.Tuesday, "thu 3": time.Tuesday,
	"thu tu": time.Wednesday, "thu 4": time.Wednesday, "thu nam": time.Thursday, "thu 5": time.Thursday, "thu sau": time.Friday, "thu 6": time.Friday,
	"thu bay": time.Saturday, "thu 7": time.Saturday}

// weekdays finds sentences whose weekday is not that of the date beside it. A date
// without a year is in the year of the directive.
func (l *linter) weekdays() {
	for _, s := range l.d.sentences() {
		if s.quoted {
			continue
		}
		for _, wrong := range l.d.misdated(s.text) {
			l.fault("weekday", s.where, "date", wrong.date, "is", wrong.is, "said", wrong.said)
		}
	}
}

type misdate struct{ date, is, said string }

func (d *Directive) misdated(text string) []misdate {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	all := []misdate{}
	year, _, _ := strings.Cut(d.Date, "-")
	for _, form := range dated {
		for _, m := range form.form.FindAllStringSubmatch(text, -1) {
			date := m[form.day] + "/" + m[form.day+1] + "/" + orDefault(m[form.day+2], year)
			at, err := time.Parse("2/1/2006", date)
			if err != nil {
				all = append(all, misdate{date, "–", m[form.name]})
			} else if dayNames[Fold(m[form.name])] != at.Weekday() {
				all = append(all, misdate{date, Weekday(at), m[form.name]})
			}
		}
	}
	return all
}

// plain is a printed text without its line ends, table lines and bold marks.
func plain(s string) string {
	s = strings.NewReplacer("**", "", "|", " ", "\u00a0", " ", "\\", "").Replace(norm.NFC.String(s))
	return strings.Join(strings.Fields(s), " ")
}

// verbatim holds every quotation to the printed text, word for word.
func (l *linter) verbatim() {
	if l.d.unread != "" {
		l.warn("source_missing", "source", "file", l.d.unread)
	}
	if l.d.printed == "" {
		return
	}
	whole := plain(l.d.printed)
	for _, s := range l.d.sentences() {
		if s.quoted && !strings.HasSuffix(s.where, "/printed") && !strings.Contains(whole, plain(s.text)) {
			l.fault("not_verbatim", s.where, "words", head(s.text), "near", nearest(whole, plain(s.text)))
		}
	}
}

func head(s string) string {
	s = strings.TrimLeft(s, "- ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// nearest gives the place where the printed text leaves the quotation.
func nearest(whole, quote string) string {
	words := strings.Fields(quote)
	n := len(words)
	for n > 0 && !strings.Contains(whole, strings.Join(words[:n], " ")) {
		n--
	}
	if n == 0 {
		return head(quote)
	}
	at := strings.Index(whole, strings.Join(words[:n], " "))
	rest := whole[at+len(strings.Join(words[:n], " ")):]
	return "…" + strings.Join(words[max(0, n-3):n], " ") + head(rest)
}
