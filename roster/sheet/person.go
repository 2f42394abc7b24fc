package sheet

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// person judges all cells of a row.
func (r *reader) person(l Line) Person {
	p := Person{Sheet: r.t.Name, Row: l.Number, Cells: map[string]string{}, OK: true, Has: map[string]bool{}}
	for id := range r.lay {
		p.Has[id] = true
	}
	unit := r.placed(l, &p)
	section := r.judgedIn(&p, l, unit)
	for _, c := range r.o.Form.Columns {
		if c.Fill == "" && c.Computed == "" && (c.Right == "" || r.lay["all_rights"] == nil) {
			r.cell(&p, l, c, section)
		}
	}
	r.rights(&p, l, section)
	for _, f := range roster.Whole(r.o.Form, section, p.Cells) {
		if !slices.ContainsFunc(p.Judged, func(j Judged) bool { return j.Field == f.Column && !j.OK }) {
			_, column := r.joined(l, f.Column)
			p.add(Judged{letter(column), f.Column, "", roster.Verdict{Reason: f.Reason}})
		}
	}
	if l.hidden && len(p.Judged) > 0 {
		p.Judged[0].Warnings = append(p.Judged[0].Warnings, "ROW_HIDDEN")
	}
	return p
}

func (p *Person) add(j Judged) {
	p.Judged = append(p.Judged, j)
	p.OK = p.OK && j.OK
}

func letter(column int) string {
	if column < 0 {
		return ""
	}
	return Letter(column)
}

// placed finds the person's unit: in the row, merged from above, in the part, in the
// title, or as the caller says.
func (r *reader) placed(l Line, p *Person) directive.Unit {
	for _, c := range r.o.Form.Columns {
		if c.Kind != "unit" {
			continue
		}
		text, column := r.joined(l, c.ID)
		if text == "" {
			text = r.merged(l, column)
		}
		if text == "" {
			break
		}
		v, known := r.units[text]
		if !known {
			v = roster.Judge(r.o.Directive, c, "", text, r.o.Now)
			r.units[text] = v
		}
		p.add(Judged{letter(column), c.ID, text, v})
		if v.OK {
			p.Cells[c.ID], p.Unit = v.Normal, v.Normal
			return r.unitNamed(v.Normal)
		}
		return directive.Unit{}
	}
	for _, u := range []directive.Unit{r.unit, r.titled, r.o.Unit} {
		if u.ID != "" {
			p.Unit = u.Name
			return u
		}
	}
	return directive.Unit{}
}

func (r *reader) unitNamed(name string) directive.Unit {
	for _, u := range r.o.Directive.Units {
		if u.Name == name {
			return u
		}
	}
	return directive.Unit{}
}

// merged is what a cell shows that is merged with one above.
func (r *reader) merged(l Line, column int) string {
	top, ok := r.covers[[2]int{l.Number, column}]
	if !ok || top[1] != column {
		return ""
	}
	return r.at(top[0], column)
}

// judgedIn finds the section of the row: as its part says, its own cell, its unit's
// kind, the title or the caller. Where nothing says, the last section's rules hold: no
// unit of the directive stands above it.
func (r *reader) judgedIn(p *Person, l Line, unit directive.Unit) string {
	p.Section = r.section
	if p.Section == "" {
		text, column := r.joined(l, "section")
		if text == "" {
			text = r.merged(l, column)
		}
		p.Section = r.sectionNamed(text)
	}
	if s, ok := r.o.Form.Section(unit.Kind); ok && p.Section == "" {
		p.Section = s.ID
	}
	for _, other := range []string{r.level, r.o.Section} {
		if p.Section == "" {
			p.Section = other
		}
	}
	if p.Section == "" && len(r.o.Form.Sections) > 0 {
		return r.o.Form.Sections[len(r.o.Form.Sections)-1].ID
	}
	return p.Section
}

// sectionNamed takes a section's letter, its title, or the title's last word.
func (r *reader) sectionNamed(text string) string {
	if s := r.sectionOf(text); s != "" || text == "" {
		return s
	}
	return r.sectionOf("cấp " + text)
}

// cell judges one cell of the row and keeps its stored form.
func (r *reader) cell(p *Person, l Line, c directive.Column, section string) {
	text, column := r.joined(l, c.ID)
	if text == "" && c.Kind == "position" {
		text = r.merged(l, column)
	}
	field := c.ID
	if c.Right != "" {
		field = Rights
	}
	if column >= 0 && l.fault(column) != "" {
		p.add(Judged{letter(column), field, text, roster.Verdict{Reason: l.fault(column)}})
		return
	}
	if column < 0 || text == "" && !c.Required || text == "" && column < 0 {
		return
	}
	v := roster.Judge(r.o.Directive, c, section, text, r.o.Now)
	p.add(Judged{letter(column), field, text, v})
	if v.OK && v.Normal != "" {
		p.Cells[c.ID] = v.Normal
	}
}

// rights reads a single column that holds all marks together.
func (r *reader) rights(p *Person, l Line, section string) {
	text, column := r.joined(l, "all_rights")
	if text == "" {
		return
	}
	v := roster.JudgeRights(r.o.Form, section, text)
	p.add(Judged{letter(column), Rights, text, v})
	for _, c := range r.o.Form.Columns {
		if v.OK && c.Right != "" && slices.Contains(strings.Split(v.Normal, ","), c.Right) {
			p.Cells[c.ID] = "x"
		}
	}
}

// twins warns of a value that another row holds too; rows are never merged.
func twins(f directive.Form, people []Person) {
	first := map[string][2]int{}
	for i := range people {
		for k := range people[i].Judged {
			j := &people[i].Judged[k]
			c, ok := f.Column(j.Field)
			if !ok || j.Normal == "" || c.Kind != "name" && c.Unique == "" {
				continue
			}
			key := j.Field + "\x00" + j.Normal
			at, twice := first[key]
			if !twice {
				first[key] = [2]int{i, k}
				continue
			}
			for _, other := range []*Judged{&people[at[0]].Judged[at[1]], j} {
				if code := roster.TwinCode(c); !slices.Contains(other.Warnings, code) {
					other.Warnings = append(other.Warnings, code)
				}
			}
		}
	}
}
