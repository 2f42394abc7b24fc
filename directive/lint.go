package directive

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
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

// Finding is one line of the linter. Where is a path of keys and ids.
type Finding struct {
	Level Level
	Code  string
	Where string
	Text  string
}

func (f Finding) Error() string { return f.Where + ": " + f.Text + " [" + f.Code + "]" }

// MaxShown is the most characters a text may have: a Zalo message holds 2,000.
const MaxShown = 1800

type linter struct {
	d     *Directive
	found []Finding
}

// Lint lists what is wrong with a directive, in the order of the file.
func Lint(d *Directive) []Finding {
	l := &linter{d: d}
	for _, check := range []func(*linter){(*linter).identity, (*linter).ids, (*linter).topics, (*linter).procedures, (*linter).screens,
		(*linter).people, (*linter).forms, (*linter).deadlines, (*linter).weekdays, (*linter).printed} {
		check(l)
	}
	return l.found
}

func (l *linter) fault(code, where, text string, args ...any) {
	l.found = append(l.found, Finding{Fault, code, where, fmt.Sprintf(text, args...)})
}

func (l *linter) warn(code, where, text string, args ...any) {
	l.found = append(l.found, Finding{Warning, code, where, fmt.Sprintf(text, args...)})
}

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,29}$`)

func (l *linter) identity() {
	for where, value := range map[string]string{"number": l.d.Number, "issuer": l.d.Issuer, "subject": l.d.Subject, "edition": l.d.Edition} {
		if value == "" {
			l.fault("missing", where, "is empty")
		}
	}
	if !idForm.MatchString(l.d.ID) {
		l.fault("id", "id", "%q is not a short ASCII id", l.d.ID)
	}
	if _, err := time.Parse(time.DateOnly, l.d.Date); err != nil {
		l.fault("date", "date", "is not YYYY-MM-DD")
	}
	if len(l.d.Summary) == 0 {
		l.fault("missing", "summary", "is empty")
	}
	if len(l.d.Contacts) == 0 {
		l.warn("missing", "contacts", "nobody is named to ask")
	}
	for _, c := range l.d.Contacts {
		l.clause("contacts/"+c.ID, c.Clause)
		if c.Confirmed == "" {
			l.fault("missing", "contacts/"+c.ID, "does not say when it was last confirmed")
		}
	}
	for _, r := range l.d.Recipients {
		l.clause("recipients/"+r.ID, r.Clause)
	}
}

func (l *linter) clause(where, clause string) {
	if clause == "" {
		l.fault("clause", where, "names no clause")
	}
}

func (l *linter) ids() {
	d := l.d
	l.unique("topics", ids(d.Topics, func(t Topic) string { return t.ID }))
	l.unique("procedures", ids(d.Procedures, func(p Procedure) string { return p.ID }))
	l.unique("tasks", ids(d.Tasks, func(t Task) string { return t.ID }))
	l.unique("units", ids(d.Units, func(u Unit) string { return u.ID }))
	l.unique("unit_kinds", ids(d.UnitKinds, func(k UnitKind) string { return k.ID }))
	l.unique("forms", ids(d.Forms, func(f Form) string { return f.ID }))
	l.unique("deadlines", ids(d.Deadlines, func(dl Deadline) string { return dl.ID }))
	l.unique("contacts", ids(d.Contacts, func(c Contact) string { return c.ID }))
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
		if !idForm.MatchString(id) {
			l.fault("id", where, "%q is not a short ASCII id", id)
		}
		if seen[id] {
			l.fault("two_values", where+"/"+id, "is there twice")
		}
		seen[id] = true
	}
}

func (l *linter) topics() {
	for _, t := range l.d.Topics {
		where := "topics/" + t.ID
		l.clause(where, t.Clause)
		if len(t.Quote) == 0 || t.Text == "" {
			l.fault("missing", where, "has no quotation or no text")
		}
		l.fits(where, t.Text+strings.Join(t.Quote, " "))
		if t.Banner != "" && !slices.ContainsFunc(l.d.Banners, func(b Banner) bool { return b.ID == t.Banner }) {
			l.reference(where, t.Banner)
		}
		for _, next := range t.Next {
			l.topic(where, next)
		}
		l.counter(where, t.Counter)
	}
	for _, t := range l.d.Tasks {
		for _, id := range t.Topics {
			l.topic("tasks/"+t.ID, id)
		}
	}
}

func (l *linter) fits(where, text string) {
	if n := utf8.RuneCountInString(text); n > MaxShown {
		l.fault("too_long", where, "is %d characters, a channel takes %d", n, MaxShown)
	}
}

func (l *linter) topic(where, id string) {
	if _, ok := l.d.Topic(id); !ok {
		l.reference(where, id)
	}
}

func (l *linter) reference(where, id string) {
	l.fault("reference", where, "speaks of %q, which is not there", id)
}
