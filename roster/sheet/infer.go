package sheet

import (
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// sample is how many lines are looked at to tell what a column holds.
const sample = 300

// likeness says how much a text looks like a value of a kind, 0 to 1.
var likeness = map[string]func(o Options, text string) float64{
	"name":     likeName,
	"position": func(_ Options, s string) float64 { return sure(roster.Titled(s) && digits(s) < 4) },
	"unit": func(o Options, s string) float64 {
		return sure(digits(s) == 0 && len(s) < 120 && len(o.Directive.Named(s).Exact) > 0)
	},
	"national_id": likeID,
	"phone":       likePhone,
	"mark":        func(_ Options, s string) float64 { return sure(short(s) && marking(s)) },
}

func sure(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func short(s string) bool { return len(strings.Fields(s)) == 1 && len([]rune(s)) <= 5 }

func marking(s string) bool {
	v := roster.Judge(nil, directive.Column{Kind: "mark"}, "", s, time.Time{})
	return v.OK
}

func likeName(_ Options, s string) float64 {
	words := strings.Fields(s)
	switch {
	case len(words) < 2 || len(words) > 7 || digits(s) > 0 || roster.Titled(s):
		return 0
	case roster.Surname(words[0]):
		return 1
	}
	return 0.6
}

func likeID(_ Options, s string) float64 {
	switch n := digits(s); {
	case n == 12 || n == 9 && !strings.HasPrefix(s, "0"):
		return 1
	case n == 11 && !strings.HasPrefix(s, "0") && !strings.HasPrefix(s, "84") && !strings.HasPrefix(s, "+"), n == 8, n == 9:
		return 0.5
	}
	return 0
}

func likePhone(o Options, s string) float64 {
	v := roster.Judge(nil, directive.Column{Kind: "phone"}, "", s, o.Now)
	switch {
	case v.OK && len(v.Warnings) == 0:
		return 1
	case v.OK || v.Suggestion != "":
		return 0.7
	case digits(s) == 10 || digits(s) == 11 && strings.HasPrefix(s, "0"):
		return 0.5
	}
	return 0
}

// infer lays out a table without headings by what its columns hold; nil when no column
// looks like a name or a number of a person.
func infer(o Options, t Table) layout {
	score := map[string][]float64{}
	for _, c := range o.Form.Columns {
		if like, ok := likeness[c.Kind]; ok && c.Kind != "mark" {
			score[c.ID] = t.likeness(o, like)
		}
	}
	lay := assign(score)
	if number := t.counting(lay); number >= 0 {
		lay["number"] = []int{number}
	}
	markColumns(o, t, lay)
	numbers := 0
	for id := range lay {
		if c, _ := o.Form.Column(id); c.Kind == "national_id" || c.Kind == "phone" || c.Kind == "name" {
			numbers++
		}
	}
	if numbers == 0 || len(lay) < 2 {
		return nil
	}
	return lay
}

func (l layout) holds(column int) bool {
	for _, columns := range l {
		if slices.Contains(columns, column) {
			return true
		}
	}
	return false
}

// likeness is the share of a column's texts that look like a kind, weighed down when
// there are few.
func (t Table) likeness(o Options, like func(Options, string) float64) []float64 {
	sums, counts := make([]float64, maxColumns), make([]float64, maxColumns)
	for _, l := range t.Lines[:min(sample, len(t.Lines))] {
		if len(l.filled()) < 2 {
			continue
		}
		for _, c := range l.filled() {
			if c < maxColumns {
				sums[c] += like(o, l.text(c))
				counts[c]++
			}
		}
	}
	for c := range sums {
		sums[c] /= counts[c] + 0.3
	}
	return sums
}

// assign gives each id its best column, the surest pair first.
func assign(score map[string][]float64) layout {
	lay := layout{}
	for {
		best, id, column := 0.35, "", 0
		for other, columns := range score {
			for c, s := range columns {
				if lay[other] == nil && !lay.holds(c) && (s > best || s == best && id != "" && (other < id || other == id && c < column)) {
					best, id, column = s, other, c
				}
			}
		}
		if id == "" {
			return lay
		}
		lay[id] = []int{column}
	}
}

// counting is the column of short numbers before the first one laid out, -1 when there
// is none.
func (t Table) counting(lay layout) int {
	for c := range maxColumns {
		if lay.holds(c) {
			return -1
		}
		n := 0
		for _, l := range t.Lines {
			if text := strings.Trim(l.text(c), ".) "); text != "" && len(text) <= 4 && digits(text) == len(text) {
				n++
			} else if text != "" {
				n--
			}
		}
		if n > 0 {
			return c
		}
	}
	return -1
}

// markColumns gives the columns of marks to the rights, in order; a single one to the
// right that every section has.
func markColumns(o Options, t Table, lay layout) {
	likes := t.likeness(o, likeness["mark"])
	columns := []int{}
	for c, s := range likes {
		if s > 0.5 && !lay.holds(c) {
			columns = append(columns, c)
		}
	}
	granting := []directive.Column{}
	for _, c := range o.Form.Columns {
		if c.Kind == "mark" {
			granting = append(granting, c)
		}
	}
	if len(columns) < len(granting) {
		slices.SortStableFunc(granting, func(a, b directive.Column) int { return len(a.Sections) - len(b.Sections) })
	}
	for i, c := range columns[:min(len(columns), len(granting))] {
		lay[granting[i].ID] = []int{c}
	}
}
