package sheet

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// headings gives the layout that the lines from i on announce, and how many lines do:
// 0 when the line is none. A heading may have two or three levels.
func (r *reader) headings(i int) (layout, int) {
	if !r.shortTexts(r.t.Lines[i]) {
		return nil, 0
	}
	first := r.matched(r.t.Lines[i : i+1])
	if r.weight(first) < 2 {
		return nil, 0
	}
	n := 1
	for n < 3 && i+n < len(r.t.Lines) && r.below(r.t.Lines[i], r.t.Lines[i+n], first) {
		n++
	}
	from := i
	if i > 0 && r.lay == nil && r.below(r.t.Lines[i-1], r.t.Lines[i], r.matched(r.t.Lines[i-1:i])) {
		from = i - 1
	}
	return r.arrange(r.matched(r.t.Lines[from : i+n])), n
}

// matched recognises the columns of heading lines: the lowest text that means
// something wins.
func (r *reader) matched(lines []Line) map[int]heading {
	found := map[int]heading{}
	for k := len(lines) - 1; k >= 0; k-- {
		for column := range lines[k].Cells {
			if h := r.heading(lines[k].text(column)); h.score > 0 && found[column].score == 0 {
				found[column] = h
			}
		}
	}
	return found
}

// weight counts what makes a line a heading: different columns of the form.
func (r *reader) weight(found map[int]heading) int {
	ids := map[string]bool{}
	for _, h := range found {
		if h.id != "number" && h.id != "section" {
			ids[h.id] = true
		}
	}
	return len(ids)
}

// shortTexts reports that nothing on the line is a number of a person.
func (r *reader) shortTexts(l Line) bool {
	for _, c := range l.filled() {
		if digits(l.text(c)) >= 8 {
			return false
		}
	}
	return true
}

func digits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

// below reports whether low is one more level of the heading high: all it holds is
// headings or stands under a merged one, and it says something new.
func (r *reader) below(high, low Line, known map[int]heading) bool {
	columns, fresh := low.filled(), false
	if len(columns) == 0 || !r.shortTexts(low) || r.weight(r.matched([]Line{high})) == 0 {
		return false
	}
	for _, c := range columns {
		top, covered := r.covers[[2]int{low.Number, c}]
		h := r.heading(low.text(c))
		if h.score == 0 && (!covered || top[0] > high.Number) && high.text(c) != "" {
			return false
		}
		if h.score > 0 && h.id != "number" && known[c].id != h.id {
			fresh = true
		}
	}
	return fresh
}

// arrange turns recognised columns into a layout: the surest column for each id, and a
// visible one before a hidden one. Ids and phones may stand in two.
func (r *reader) arrange(found map[int]heading) layout {
	lay, score := layout{}, map[string]int{}
	for column := range maxColumns {
		h, ok := found[column]
		if !ok {
			continue
		}
		if r.t.hidden[column] {
			h.score -= 100
		}
		switch {
		case h.score > score[h.id]+99 || lay[h.id] == nil:
			lay[h.id], score[h.id] = []int{column}, h.score
		case h.score >= score[h.id]-99 && r.numeric(h.id):
			lay[h.id] = append(lay[h.id], column)
		}
	}
	r.widen(lay)
	return r.tidy(lay)
}

func (r *reader) numeric(id string) bool {
	c, _ := r.o.Form.Column(id)
	return c.Kind == "national_id" || c.Kind == "phone"
}

// widen gives a heading that is merged over several columns all of them.
func (r *reader) widen(lay layout) {
	name := r.o.Form.Name
	columns := lay[name]
	if len(columns) != 1 {
		return
	}
	taken := map[int]bool{}
	for _, other := range lay {
		for _, c := range other {
			taken[c] = true
		}
	}
	for _, s := range r.t.spans {
		if s.left != columns[0] || s.right == s.left || s.right > s.left+2 {
			continue
		}
		if r.heading(r.at(s.top, s.left)).id == name {
			for c := s.left + 1; c <= s.right && !taken[c]; c++ {
				lay[name] = append(lay[name], c)
			}
			return
		}
	}
}

func (r *reader) at(row, column int) string {
	i, ok := slices.BinarySearchFunc(r.t.Lines, row, func(l Line, row int) int { return l.Number - row })
	if !ok {
		return ""
	}
	return r.t.Lines[i].text(column)
}

// tidy makes one name of a family and a given name, and drops what stands for
// something else.
func (r *reader) tidy(lay layout) layout {
	name := r.o.Form.Name
	if family, ok := lay["family"]; ok {
		given := lay["given"]
		if given == nil {
			given = lay[name]
		}
		if given != nil && given[0] != family[0] {
			lay[name] = []int{family[0], given[0]}
		}
	}
	delete(lay, "family")
	delete(lay, "given")
	if slices.ContainsFunc(r.o.Form.Columns, func(c directive.Column) bool { return c.Right != "" && lay[c.ID] != nil }) {
		delete(lay, "all_rights")
	}
	return lay
}

// joined is the text of all columns of a field on a line: parts of a name with a space,
// other values that differ with a slash.
func (r *reader) joined(l Line, id string) (text string, column int) {
	column = -1
	parts := []string{}
	for _, c := range r.lay[id] {
		t := l.text(c)
		if blank(t) && l.fault(c) == "" {
			continue
		}
		if column < 0 {
			column = c
		}
		if !slices.Contains(parts, t) {
			parts = append(parts, t)
		}
	}
	if column < 0 && len(r.lay[id]) > 0 {
		column = r.lay[id][0]
	}
	glue := " / "
	if id == r.o.Form.Name {
		glue = " "
	}
	return strings.Join(parts, glue), column
}
