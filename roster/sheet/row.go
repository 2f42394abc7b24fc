package sheet

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// rowLike is how many cells make a line a row of a list, which names no title.
const rowLike = 4

// before reads a line above the heading: it may say of which unit and level the list is.
func (r *reader) before(l Line) {
	r.ignore(l, "title")
	if cells := l.filled(); len(cells) < rowLike {
		for _, c := range cells {
			r.entitle(l.text(c))
		}
	}
	if section := r.sectionOf(r.alone(l)); section != "" {
		r.section = section
	}
}

// entitle keeps the unit and level that a title names. A whole district is named in
// every heading of a paper; only a label makes it the list's unit.
func (r *reader) entitle(text string) {
	label, rest, labelled := strings.Cut(text, ":")
	if labelled && r.heading(label).id == "unit" {
		text = rest
	}
	found := r.o.Directive.FindUnits(text)
	if len(found) == 1 && len(strings.Fields(text)) > 1 && (labelled || found[0].Kind != "district") {
		r.titled = found[0]
	}
	if section := r.sectionOf(text); section != "" {
		r.level = section
	}
}

// alone is the only text of a line, its number left out; "" when there are several.
func (r *reader) alone(l Line) string {
	text := ""
	for _, c := range l.filled() {
		t := l.text(c)
		switch {
		case t == text || ordinal.MatchString(t) && text == "":
			if text == "" && len(l.filled()) == 1 {
				text = t
			}
		case text == "":
			text = t
		default:
			return ""
		}
	}
	return text
}

// ordinal is a number of a line or section: 1, 1., (1), a), A., I, IV.
var ordinal = regexp.MustCompile(`^\(?(?:\d{1,5}|[A-Za-z]|[IVX]{1,5})\)?[.)]?$`)

var lead = regexp.MustCompile(`^(?:[A-Za-z]|[IVX]{1,5}|\d{1,3})\s*[.):/-]\s*|^(?:[IVX]{1,5})\s+`)

// sectionOf gives the section of the form that a title names: with or without its
// letter, or by the words for it ("cấp xã") inside a longer title.
func (r *reader) sectionOf(text string) string {
	folded := strings.TrimSpace(directive.Fold(text))
	if folded == "" {
		return ""
	}
	for _, s := range r.o.Form.Sections {
		core := sectionCore(s)
		if folded == directive.Fold(s.Title) || core != "" && strings.Contains(" "+folded+" ", " "+core+" ") {
			return s.ID
		}
	}
	if bare := strings.Trim(text, " .():"); len(bare) == 1 {
		for _, s := range r.o.Form.Sections {
			if s.ID == bare {
				return s.ID
			}
		}
	}
	return ""
}

func sectionCore(s directive.Section) string {
	return directive.Fold(lead.ReplaceAllString(s.Title, ""))
}

// take reads a line below the heading.
func (r *reader) take(l Line) {
	columns := l.filled()
	if len(columns) == 0 {
		r.ignore(l, "empty")
		return
	}
	if alone := r.alone(l); alone != "" && r.divides(l, alone) {
		r.ignore(l, "section")
		return
	}
	if noted(l.text(columns[0])) || len(columns) > 1 && ordinal.MatchString(l.text(columns[0])) && noted(l.text(columns[1])) && r.known(l) < 2 {
		r.remark(l)
		return
	}
	switch {
	case r.known(l) == 0 && !slices.ContainsFunc(columns, func(c int) bool { return !ordinal.MatchString(l.text(c)) }):
		r.ignore(l, "empty")
	case r.known(l) == 0 || !r.human(l):
		if r.guessed && len(r.people) == 0 {
			r.before(l)
			return
		}
		r.ignore(l, "note")
	default:
		r.people = append(r.people, r.person(l))
	}
}

// remark takes a line of greetings, sums or signatures. Above the first person of a
// table without headings it is a title.
func (r *reader) remark(l Line) {
	if r.guessed && len(r.people) == 0 {
		r.before(l)
		return
	}
	r.bottom = true
	r.ignore(l, "note")
}

// divides takes a line that begins a section or a unit's part.
func (r *reader) divides(l Line, text string) bool {
	if section := r.sectionOf(text); section != "" && len(strings.Fields(text)) < 12 {
		r.section, r.unit, r.bottom = section, directive.Unit{}, false
		return true
	}
	if r.known(l) > 1 || digits(text) >= 8 {
		return false
	}
	bare := lead.ReplaceAllString(text, "")
	if _, rest, ok := strings.Cut(bare, ":"); ok && r.heading(bare[:strings.Index(bare, ":")]).id == "unit" {
		bare = rest
	}
	named := r.o.Directive.Named(bare)
	if len(named.Exact) != 1 || directive.Bare(bare) && l.text(r.first(r.o.Form.Name)) == text && !r.spans(l) {
		return false
	}
	r.unit, r.bottom = named.Exact[0], false
	if s, ok := r.o.Form.Section(r.unit.Kind); ok {
		r.section = s.ID
	}
	return true
}

// spans reports whether the first text of the line is merged over several columns.
func (r *reader) spans(l Line) bool {
	return slices.ContainsFunc(r.t.spans, func(s span) bool { return s.top <= l.Number && l.Number <= s.bottom && s.right > s.left })
}

func (r *reader) first(id string) int {
	if len(r.lay[id]) == 0 {
		return -1
	}
	return r.lay[id][0]
}

// known counts the fields of the form that the line fills itself, marks left out.
func (r *reader) known(l Line) int {
	n := 0
	for _, c := range r.o.Form.Columns {
		if c.Kind == "mark" || c.Fill != "" {
			continue
		}
		if text, column := r.joined(l, c.ID); text != "" || l.fault(column) != "" {
			n++
		}
	}
	return n
}

// human reports whether a line that fills something is a row of the form: two fields,
// or one and a number of the line, or one that is an id or a phone. Below the remarks
// only what holds an id or a phone is.
func (r *reader) human(l Line) bool {
	numbers := 0
	for _, c := range r.o.Form.Columns {
		if text, _ := r.joined(l, c.ID); r.numeric(c.ID) && digits(text) >= 7 {
			numbers++
		}
	}
	switch {
	case numbers > 0:
		return true
	case r.bottom:
		return false
	}
	name, _ := r.joined(l, r.o.Form.Name)
	if r.guessed {
		return r.known(l) > 1 && likeName(r.o, name) == 1
	}
	if r.known(l) > 1 {
		return true
	}
	number := l.text(r.first("number"))
	return name != "" && (number != "" && ordinal.MatchString(number) || r.first("number") < 0 && roster.Surname(strings.Fields(name)[0]))
}
