package web

import (
	"html/template"
	"strings"
	"unicode"
)

// differ marks in what was typed the run that the proposal has not.
func differ(typed, proposed string) template.HTML { return marked(typed, proposed, "s") }

// other marks in the proposal the run that stands in its place.
func other(proposed, typed string) template.HTML { return marked(proposed, typed, "em") }

// marked puts a tag around the least run of value that, replaced, turns it into from.
// How the digits are grouped makes no difference.
func marked(value, from, tag string) template.HTML {
	a, at := letters(value)
	b, _ := letters(from)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	first, last := at[head], at[len(a)-tail]
	var out strings.Builder
	out.WriteString(template.HTMLEscapeString(value[:first]))
	if middle := strings.TrimRight(value[first:last], " "); middle != "" {
		out.WriteString("<" + tag + ">" + template.HTMLEscapeString(middle) + "</" + tag + ">")
		first += len(middle)
	}
	out.WriteString(template.HTMLEscapeString(value[first:]))
	return template.HTML(out.String()) // #nosec G203: every part escaped above
}

// letters are the runes that are no spaces, and where each begins; one more place than
// runes, the end.
func letters(s string) (all []rune, at []int) {
	for i, r := range s {
		if !unicode.IsSpace(r) {
			all, at = append(all, r), append(at, i)
		}
	}
	return all, append(at, len(s))
}
