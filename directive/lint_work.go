package directive

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

func (l *linter) procedures() {
	for _, p := range l.d.Procedures {
		where := "procedures/" + p.ID
		for _, c := range p.Conditions {
			l.optional(where, c.Topic)
		}
		l.symptoms(where, p.Symptoms)
		l.optional(where, p.After)
		l.followUp(where, p.FollowUp)
		for i, s := range p.Steps {
			at := where + "/" + s.ID
			if s.Number != i+1 {
				l.fault("step_number", at, "is number %d, %d is due", s.Number, i+1)
			}
			if len(s.Press) == 0 {
				l.fault("missing", at, "names nothing to press")
			}
			l.topic(at, s.Topic)
			l.symptoms(at, s.Symptoms)
			if s.Screen != "" && !slices.ContainsFunc(l.d.Screens, func(sc Screen) bool { return sc.ID == s.Screen }) {
				l.reference(at, s.Screen)
			}
		}
	}
}

func (l *linter) optional(where, topic string) {
	if topic != "" {
		l.topic(where, topic)
	}
}

func (l *linter) symptoms(where string, all []Symptom) {
	for _, s := range all {
		l.optional(where, s.Topic)
		if s.Topic == "" && s.Text == "" {
			l.fault("missing", where+"/"+s.ID, "says nothing to do")
		}
	}
}

func (l *linter) people() {
	for _, u := range l.d.Units {
		l.kind("units/"+u.ID, u.Kind)
	}
	seen := map[string]string{}
	for _, u := range l.d.Units {
		for _, name := range append([]string{u.Name}, u.Aliases...) {
			if other, twin := seen[Fold(name)]; twin && other != u.ID {
				l.warn("two_values", "units/"+u.ID, "%q also names %s", name, other)
			}
			seen[Fold(name)] = u.ID
		}
	}
	for _, r := range l.d.Obligations {
		where := "obligations/" + r.ID
		if !slices.Contains([]string{Obliged, Encouraged, Exempt, Excluded}, r.Duty) {
			l.fault("value", where, "duty %q is not one of obliged, encouraged, exempt, excluded", r.Duty)
		}
		l.optional(where, r.Topic)
		for _, k := range r.Kinds {
			l.kind(where, k)
		}
	}
}

func (l *linter) kind(where, id string) {
	if _, ok := l.d.UnitKind(id); !ok {
		l.reference(where, id)
	}
}

// Kinds are the kinds of a column.
var Kinds = []string{"name", "position", "unit", "national_id", "phone", "email", "date", "year", "number", "percent",
	"choice", "code", "mark", "text"}

func (l *linter) forms() {
	for _, f := range l.d.Forms {
		where := "forms/" + f.ID
		l.unique(where, ids(f.Columns, func(c Column) string { return c.ID }))
		if _, ok := f.Column(f.Name); !ok {
			l.reference(where, f.Name)
		}
		if _, ok := l.d.Procedure(f.Procedure); f.Procedure != "" && !ok {
			l.reference(where, f.Procedure)
		}
		for _, c := range f.Columns {
			l.column(where+"/"+c.ID, f, c)
		}
		for _, k := range f.Units {
			l.kind(where, k)
		}
		for _, r := range f.Relations {
			for _, side := range []string{r.Left, r.Right} {
				if _, ok := f.Column(side); !ok {
					l.reference(where, side)
				}
			}
		}
		if f.Consent == nil && slices.ContainsFunc(f.Columns, Column.Private) {
			l.fault("consent", where, "asks personal data without a notice")
		}
	}
}

func (l *linter) column(where string, f Form, c Column) {
	if !slices.Contains(Kinds, c.Kind) {
		l.fault("value", where, "kind %q is unknown", c.Kind)
	}
	if c.Kind == "choice" && len(c.Values) == 0 {
		l.fault("missing", where, "is a choice without values")
	}
	if c.Kind == "code" {
		if _, err := regexp.Compile(c.Pattern); err != nil || c.Pattern == "" {
			l.fault("value", where, "has no valid pattern")
		}
	}
	if c.Ask == "" && c.Fill == "" && c.Computed == "" {
		l.fault("missing", where, "does not say how it is asked")
	}
	if c.Min != nil && c.Max != nil && *c.Min > *c.Max {
		l.fault("two_values", where, "its least is over its most")
	}
	if c.When != nil {
		if _, ok := f.Column(c.When.Column); !ok {
			l.reference(where, c.When.Column)
		}
	}
	for _, s := range c.Sections {
		if !slices.ContainsFunc(f.Sections, func(sec Section) bool { return sec.ID == s }) {
			l.reference(where, s)
		}
	}
	l.optional(where, c.Topic)
}

func (l *linter) deadlines() {
	for _, dl := range l.d.Deadlines {
		where := "deadlines/" + dl.ID
		l.clause(where, dl.Clause)
		ends := 0
		for _, set := range []bool{dl.Before != "", dl.By != "", dl.After != nil, dl.Every != nil} {
			if set {
				ends++
			}
		}
		if ends != 1 {
			l.fault("two_values", where, "has %d ends, one is due", ends)
		}
		all := l.d.of(dl)
		if len(all) == 0 {
			l.fault("value", where, "its end cannot be worked out")
		}
		for _, of := range dl.Of {
			l.work(where, of)
		}
		l.milestones(where, dl, all)
	}
}

func (l *linter) work(where, of string) {
	kind, id, _ := strings.Cut(of, ":")
	_, form := l.d.Form(id)
	_, procedure := l.d.Procedure(id)
	if kind == "form" && !form || kind == "procedure" && !procedure || kind != "form" && kind != "procedure" {
		l.reference(where, of)
	}
}

func (l *linter) milestones(where string, dl Deadline, all []Occurrence) {
	for _, m := range dl.Milestones {
		at := where + "/" + m.ID
		if len(all) > 0 {
			if _, ok := all[0].at(m); !ok {
				l.fault("value", at, "its day or hour cannot be read")
			}
		}
		if m.Texts[NotStarted] == "" || m.Texts[Half] == "" {
			l.fault("missing", at, "has no text for who has not started or is half done")
		}
		for _, text := range m.Texts {
			l.fits(at, text)
		}
	}
}

var dated = regexp.MustCompile(`(?i)(thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),?\s+(?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})`)

// weekdays finds sentences whose weekday is not that of the date beside it.
func (l *linter) weekdays() {
	for where, text := range l.sentences() {
		for _, m := range dated.FindAllStringSubmatch(text, -1) {
			at, err := time.Parse("2/1/2006", m[2]+"/"+m[3]+"/"+m[4])
			if err != nil || !strings.EqualFold(Weekday(at), m[1]) {
				l.fault("weekday", where, "%s does not fall on %s", m[2]+"/"+m[3]+"/"+m[4], m[1])
			}
		}
	}
}

func (l *linter) sentences() map[string]string {
	all := map[string]string{"summary": strings.Join(l.d.Summary, "\n")}
	for _, t := range l.d.Topics {
		all["topics/"+t.ID] = t.Text + "\n" + strings.Join(t.Quote, "\n")
	}
	for _, t := range l.d.Tasks {
		all["tasks/"+t.ID] = t.Text
	}
	for _, dl := range l.d.Deadlines {
		all["deadlines/"+dl.ID] = dl.Quote + "\n" + dl.Consequence
	}
	return all
}
