package directive

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/dvcbot/dvcbot/words"
)

// Level says how bad a finding is.
type Level string

// The levels of a finding: a fault stops the start, a warning does not, a
// conflict is a fault of the printed text that the file acknowledges.
const (
	Fault    Level = "fault"
	Warning  Level = "warning"
	Accepted Level = "accepted"
)

// Finding is one line of the linter. Where is a path of keys and ids; Line is its line
// in the file, 0 when unknown. Text says what is wrong and what to mend.
type Finding struct {
	Level Level
	Code  string
	Where string
	Line  int
	Text  string
}

func (f Finding) Error() string {
	if f.Line == 0 {
		return words.Say("lint.at.none", "where", f.Where, "text", f.Text, "code", f.Code)
	}
	return words.Say("lint.at", "line", strconv.Itoa(f.Line), "where", f.Where, "text", f.Text, "code", f.Code)
}

func found(level Level, code string, line int, where string, pairs ...string) Finding {
	return Finding{level, code, where, line, words.Say("lint."+code, pairs...)}
}

// Limits of what is shown.
const (
	// MaxShown is the most characters of one text: a Zalo message holds 2,000, a
	// Telegram one 4,096.
	MaxShown = 1800
	// MaxLabel is the most characters of a button.
	MaxLabel = 64
	// MaxValue is the most bytes of what a button carries (chat.Choice).
	MaxValue = 40
)

type linter struct {
	d     *Directive
	found []Finding
}

// Lint lists what is wrong with a directive that the schema cannot see, and what is
// wrong in its printed text. Lines are not known here; ReadIn adds them.
func Lint(d *Directive) []Finding {
	l := &linter{d: d, found: check(d)}
	l.printed()
	return l.found
}

// check lists what is wrong with the file alone.
func check(d *Directive) []Finding {
	l := &linter{d: d}
	for _, check := range []func(*linter){(*linter).identity, (*linter).ids, (*linter).topics, (*linter).procedures, (*linter).screens, (*linter).values,
		(*linter).people, (*linter).posts, (*linter).forms, (*linter).papers, (*linter).deadlines, (*linter).weekdays, (*linter).verbatim} {
		check(l)
	}
	return l.found
}

func ordered(all []Finding) []Finding {
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return all
}

func (l *linter) fault(code, where string, pairs ...string) {
	l.found = append(l.found, found(Fault, code, 0, where, pairs...))
}

func (l *linter) warn(code, where string, pairs ...string) {
	l.found = append(l.found, found(Warning, code, 0, where, pairs...))
}

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,29}$`)

func (l *linter) identity() {
	if !idForm.MatchString(l.d.ID) {
		l.fault("pattern", "id", "value", l.d.ID, "example", "kh12")
	}
	l.date("date", l.d.Date)
	if len(l.d.Contacts) == 0 {
		l.warn("no_contact", "contacts")
	}
	for _, c := range l.d.Contacts {
		where := "contacts/" + c.ID
		l.date(where+"/confirmed", c.Confirmed)
		if c.Phone == "" && c.Email == "" {
			l.warn("no_way", where)
		}
		for _, of := range c.Matters {
			l.work(where+"/matters", of)
		}
	}
	for _, b := range l.d.Banners {
		l.date("banners/"+b.ID+"/since", b.Since)
	}
	for _, days := range [][]string{l.d.Calendar.Holidays, l.d.Calendar.MadeUp} {
		l.days(days)
	}
}

func (l *linter) ids() {
	d := l.d
	l.unique("topics", ids(d.Topics, func(t Topic) string { return t.ID }))
	l.unique("procedures", ids(d.Procedures, func(p Procedure) string { return p.ID }))
	l.unique("tasks", ids(d.Tasks, func(t Task) string { return t.ID }))
	l.unique("units", ids(d.Units, func(u Unit) string { return u.ID }))
	l.unique("unit_kinds", ids(d.UnitKinds, func(k UnitKind) string { return k.ID }))
	l.unique("obligations", ids(d.Obligations, func(r Rule) string { return r.ID }))
	l.unique("forms", ids(d.Forms, func(f Form) string { return f.ID }))
	l.unique("deadlines", ids(d.Deadlines, func(dl Deadline) string { return dl.ID }))
	l.unique("contacts", ids(d.Contacts, func(c Contact) string { return c.ID }))
	l.unique("recipients", ids(d.Recipients, func(r Recipient) string { return r.ID }))
	l.unique("documents", ids(d.Documents, func(p Document) string { return p.ID }))
	l.unique("banners", ids(d.Banners, func(b Banner) string { return b.ID }))
	l.unique("screens", ids(d.Screens, func(s Screen) string { return s.ID }))
}

func ids[T any](all []T, id func(T) string) []string {
	out := make([]string, 0, len(all))
	for _, one := range all {
		out = append(out, id(one))
	}
	return out
}

func (l *linter) unique(where string, all []string) {
	seen := map[string]bool{}
	for _, id := range all {
		if seen[id] {
			l.fault("twin_id", where+"/"+id, "id", id)
		}
		seen[id] = true
	}
}

func (l *linter) topics() {
	for _, t := range l.d.Topics {
		where := "topics/" + t.ID
		l.label(where+"/title", t.Title)
		l.fits(where, t.Text)
		for _, q := range t.Quote {
			l.fits(where+"/quote", q)
		}
		if len(t.Words) == 0 {
			l.warn("no_words", where)
		}
		l.banner(where, t.Banner)
		for _, next := range t.Next {
			l.topic(where+"/next", next)
		}
		if t.Fix != nil && !slices.ContainsFunc(t.Quote, func(q string) bool { return within(Fold(q), Fold(t.Fix.Printed)) }) {
			l.fault("fix_unprinted", where+"/fix", "printed", t.Fix.Printed)
		}
		l.counter(where, t.Counter)
	}
	for _, t := range l.d.Tasks {
		where := "tasks/" + t.ID
		l.label(where+"/title", t.Number+". "+t.Title)
		l.fits(where, t.Text)
		for _, id := range t.Topics {
			l.topic(where+"/topics", id)
		}
	}
}

func (l *linter) banner(where, id string) {
	if id != "" && !slices.ContainsFunc(l.d.Banners, func(b Banner) bool { return b.ID == id }) {
		l.reference(where+"/banner", "banners", id)
	}
}

func (l *linter) fits(where, text string) {
	if n := utf8.RuneCountInString(text); n > MaxShown {
		l.fault("too_long", where, "n", strconv.Itoa(n), "most", strconv.Itoa(MaxShown))
	}
}

func (l *linter) label(where, text string) {
	if n := utf8.RuneCountInString(text); n > MaxLabel {
		l.warn("long_label", where, "n", strconv.Itoa(n), "most", strconv.Itoa(MaxLabel))
	}
}

func (l *linter) topic(where, id string) {
	if _, ok := l.d.Topic(id); !ok {
		l.reference(where, "topics", id)
	}
}

func (l *linter) optional(where, topic string) {
	if topic != "" {
		l.topic(where, topic)
	}
}

// reference is a fault of something spoken of and not there; the nearest id is named.
func (l *linter) reference(where, list, id string) {
	l.fault("reference", where, "id", id, "list", list, "near", near(id, l.known(list)))
}

func (l *linter) known(list string) []string {
	switch list {
	case "topics":
		return ids(l.d.Topics, func(t Topic) string { return t.ID })
	case "unit_kinds":
		return ids(l.d.UnitKinds, func(k UnitKind) string { return k.ID })
	case "units":
		return ids(l.d.Units, func(u Unit) string { return u.ID })
	case "forms":
		return ids(l.d.Forms, func(f Form) string { return f.ID })
	case "procedures":
		return ids(l.d.Procedures, func(p Procedure) string { return p.ID })
	case "recipients":
		return ids(l.d.Recipients, func(r Recipient) string { return r.ID })
	case "deadlines":
		return ids(l.d.Deadlines, func(dl Deadline) string { return dl.ID })
	case "banners":
		return ids(l.d.Banners, func(b Banner) string { return b.ID })
	case "screens":
		return ids(l.d.Screens, func(s Screen) string { return s.ID })
	}
	return nil
}
