package directive

import (
	"regexp"
	"slices"
	"strings"
)

// Kinds are the kinds of a column.
var Kinds = []string{"name", "position", "unit", "national_id", "phone", "email", "date", "year", "number", "percent",
	"choice", "code", "mark", "text"}

// numeric are the kinds that can be reckoned with.
var numeric = []string{"number", "percent", "year"}

func (l *linter) forms() {
	for _, f := range l.d.Forms {
		where := "forms/" + f.ID
		l.unique(where, ids(f.Columns, func(c Column) string { return c.ID }))
		l.columnOf(where+"/name", f, f.Name)
		if _, ok := l.d.Procedure(f.Procedure); f.Procedure != "" && !ok {
			l.reference(where+"/procedure", "procedures", f.Procedure)
		}
		for _, c := range f.Columns {
			l.column(where+"/"+c.ID, f, c)
		}
		for _, k := range f.Units {
			l.kind(where+"/units", k)
		}
		l.sections(where, f)
		l.relations(where, f)
		for _, t := range f.Topics {
			l.topic(where+"/topics", t)
		}
		for _, g := range f.Groups {
			if !slices.ContainsFunc(f.Columns, func(c Column) bool { return c.Group == g.ID }) {
				l.warn("unused", where+"/"+g.ID, "id", g.ID)
			}
		}
		if f.Consent == nil && slices.ContainsFunc(f.Columns, Column.Private) {
			l.fault("consent", where)
		}
		if _, ok := l.d.DeadlineOf("form:" + f.ID); !ok {
			l.warn("no_deadline", where, "id", f.ID)
		}
	}
}

func (l *linter) sections(where string, f Form) {
	if len(f.Sections) == 0 {
		return
	}
	placed := map[string]bool{}
	for _, s := range f.Sections {
		for _, k := range s.Kinds {
			l.kind(where+"/"+s.ID+"/kinds", k)
			if placed[k] {
				l.fault("twin_section", where+"/"+s.ID, "kind", k)
			}
			placed[k] = true
		}
	}
	for _, u := range l.d.Units {
		if !placed[u.Kind] && (len(f.Units) == 0 || has(f.Units, u.Kind)) {
			l.fault("no_section", where, "kind", u.Kind)
			placed[u.Kind] = true
		}
	}
}

func (l *linter) relations(where string, f Form) {
	for _, r := range f.Relations {
		left, ok1 := l.columnOf(where+"/relations", f, r.Left)
		right, ok2 := l.columnOf(where+"/relations", f, r.Right)
		if ok1 && ok2 && left.Kind != right.Kind && (!has(numeric, left.Kind) || !has(numeric, right.Kind)) {
			l.fault("unlike", where+"/relations", "left", r.Left, "right", r.Right)
		}
	}
}

func (l *linter) columnOf(where string, f Form, id string) (Column, bool) {
	c, ok := f.Column(id)
	if !ok {
		l.fault("reference", where, "id", id, "list", "columns", "near", near(id, ids(f.Columns, func(c Column) string { return c.ID })))
	}
	return c, ok
}

func (l *linter) column(where string, f Form, c Column) {
	l.forKind(where, c)
	asked := c.Fill == "" && c.Computed == ""
	if asked && c.Ask == "" {
		l.fault("no_ask", where)
	}
	if !asked && (c.Ask != "" || c.Required || len(c.When) > 0) {
		l.fault("never_asked", where)
	}
	if _, err := regexp.Compile(c.Pattern); err != nil {
		l.fault("pattern_broken", where+"/pattern", "why", err.Error())
	}
	if c.Min != nil && c.Max != nil && *c.Min > *c.Max || c.Earliest != "" && c.Latest != "" && c.Earliest > c.Latest {
		l.fault("bounds", where)
	}
	l.date(where+"/earliest", c.Earliest)
	l.date(where+"/latest", c.Latest)
	for _, id := range strings.Fields(strings.NewReplacer("+", " ", "-", " ").Replace(c.Computed)) {
		if other, ok := l.columnOf(where+"/computed", f, id); ok && !has(numeric, other.Kind) {
			l.fault("not_a_figure", where+"/computed", "id", id)
		}
	}
	for _, w := range c.When {
		l.when(where+"/when", f, w)
	}
	for _, s := range c.Sections {
		l.section(where+"/sections", f, s)
	}
	if c.Group != "" && !slices.ContainsFunc(f.Groups, func(g Group) bool { return g.ID == c.Group }) {
		l.fault("reference", where+"/group", "id", c.Group, "list", "groups", "near", near(c.Group, ids(f.Groups, func(g Group) string { return g.ID })))
	}
	if c.Elsewhere != "" && len(c.Sections) == 0 {
		l.fault("no_elsewhere", where)
	}
	l.unique(where, ids(c.Values, func(v Value) string { return v.ID }))
	for _, v := range c.Values {
		l.label(where+"/"+v.ID, v.Label)
	}
	l.optional(where+"/topic", c.Topic)
}

func (l *linter) when(where string, f Form, w When) {
	if w.Section != "" {
		l.section(where, f, w.Section)
	}
	if w.Column == "" {
		return
	}
	other, ok := l.columnOf(where, f, w.Column)
	if ok && other.Kind == "choice" && w.Is != "" && !slices.ContainsFunc(other.Values, func(v Value) bool { return v.ID == w.Is }) {
		l.fault("reference", where, "id", w.Is, "list", "values", "near", near(w.Is, ids(other.Values, func(v Value) string { return v.ID })))
	}
}

func (l *linter) section(where string, f Form, id string) {
	if !slices.ContainsFunc(f.Sections, func(s Section) bool { return s.ID == id }) {
		l.fault("reference", where, "id", id, "list", "sections", "near", near(id, ids(f.Sections, func(s Section) string { return s.ID })))
	}
}

// only says which kinds a key belongs to: elsewhere it would be read and do nothing.
var only = []struct {
	key   string
	kinds []string
	set   func(Column) bool
	must  bool // and these kinds need it
}{
	{"values", []string{"choice"}, func(c Column) bool { return len(c.Values) > 0 }, true},
	{"pattern", []string{"code"}, func(c Column) bool { return c.Pattern != "" }, true},
	{"min", numeric, func(c Column) bool { return c.Min != nil }, false},
	{"max", numeric, func(c Column) bool { return c.Max != nil }, false},
	{"decimals", []string{"number", "percent"}, func(c Column) bool { return c.Decimals != nil }, false},
	{"earliest", []string{"date"}, func(c Column) bool { return c.Earliest != "" }, false},
	{"latest", []string{"date"}, func(c Column) bool { return c.Latest != "" }, false},
	{"max_length", []string{"text", "name", "position"}, func(c Column) bool { return c.MaxLength > 0 }, false},
	{"stored", []string{"text", "code", "name", "position", "email"}, func(c Column) bool { return c.Stored != "" }, false},
	{"computed", numeric, func(c Column) bool { return c.Computed != "" }, false},
	{"right", []string{"mark"}, func(c Column) bool { return c.Right != "" }, false},
}

func (l *linter) forKind(where string, c Column) {
	for _, o := range only {
		fits := has(o.kinds, c.Kind)
		if o.set(c) && !fits {
			l.fault("not_for_kind", where+"/"+o.key, "key", o.key, "kind", c.Kind, "kinds", strings.Join(o.kinds, ", "))
		}
		if o.must && fits && !o.set(c) {
			l.fault("missing_key", where, "key", o.key)
		}
	}
	if len(c.Words) > 0 && c.Right == "" {
		l.fault("not_for_kind", where+"/words", "key", "words", "kind", c.Kind, "kinds", "mark (right)")
	}
	if c.Fill == "unit" && c.Kind != "unit" || c.Fill == "period" && c.Kind != "text" {
		l.fault("not_for_kind", where+"/fill", "key", "fill: "+c.Fill, "kind", c.Kind, "kinds", map[string]string{"unit": "unit", "period": "text"}[c.Fill])
	}
	if c.Unique != "" && (c.Fill != "" || c.Computed != "") {
		l.fault("never_asked", where)
	}
}
