package directive

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

func (l *linter) date(where, s string) {
	if _, err := time.Parse(time.DateOnly, s); s != "" && err != nil {
		l.fault("no_such_day", where, "value", s)
	}
}

func (l *linter) days(spans []string) {
	for _, span := range spans {
		from, to, both := strings.Cut(span, "/")
		l.date("calendar", from)
		l.date("calendar", to)
		if both && to < from {
			l.fault("span", "calendar", "value", span)
		}
	}
}

func (l *linter) deadlines() {
	bound := map[string]Deadline{}
	for _, dl := range l.d.Deadlines {
		where := "deadlines/" + dl.ID
		for _, of := range dl.Of {
			l.work(where+"/of", of)
			if other, twin := bound[of]; twin && meet(other.For, dl.For) && strings.HasPrefix(of, "form:") && dl.After == nil && other.After == nil {
				l.warn("two_deadlines", where, "of", of, "other", other.ID)
			}
			bound[of] = dl
			l.nilReturn(where, of, dl)
		}
		for _, k := range dl.For {
			l.kind(where+"/for", k)
		}
		all := l.d.of(dl)
		undated := dl.After != nil && dl.After.On == ""
		if len(all) == 0 && !undated {
			l.fault("no_end", where)
		}
		if undated && len(dl.Milestones) > 0 {
			l.fault("no_event", where)
		}
		if dl.Every != nil {
			l.every(where+"/every", *dl.Every)
		}
		l.milestones(where, dl, undated)
	}
}

// nilReturn holds a nil return that the deadline asks to a button on the form.
func (l *linter) nilReturn(where, of string, dl Deadline) {
	id, form := strings.CutPrefix(of, "form:")
	f, ok := l.d.Form(id)
	if !form || !ok {
		return
	}
	if dl.Nil && f.Nil == "" {
		l.fault("nil_missing", where, "form", id)
	}
	if !dl.Nil && f.Nil != "" {
		l.warn("nil_unasked", where, "form", id)
	}
}

func (l *linter) every(where string, r Recurrence) {
	if (r.Each == "week") != (r.Weekday != "") {
		l.fault("week", where)
	}
	if r.Until != "" && r.Until < r.From {
		l.fault("span", where, "value", r.From+"/"+r.Until)
	}
	periods := []string{}
	start, _ := r.begin(r.From, l.d.Zone())
	for range maxPeriods {
		if r.Until != "" && r.name(start) > r.Until {
			break
		}
		periods, start = append(periods, r.name(start)), r.next(start)
	}
	named := slices.Clone(r.Skip)
	for period := range r.Moved {
		named = append(named, period)
	}
	if r.Ended != nil {
		named = append(named, r.Ended.After)
	}
	slices.Sort(named)
	for _, period := range named {
		if !has(periods, period) {
			l.fault("period", where, "period", period, "first", strings.Join(periods[:min(3, len(periods))], ", "))
		}
	}
}

func (l *linter) milestones(where string, dl Deadline, undated bool) {
	l.unique(where, ids(dl.Milestones, func(m Milestone) string { return m.ID }))
	if len(dl.Milestones) == 0 && !undated {
		l.warn("no_milestones", where)
	}
	last := 0
	for _, m := range dl.Milestones {
		at := where + "/" + m.ID
		if m.Last {
			last++
		}
		if _, ok := (Occurrence{}).at(Milestone{Day: m.Day, At: m.At}); !ok {
			l.fault("pattern", at, "value", m.Day+" "+m.At, "example", "T-3, last_working_day; 08:00")
		}
		l.said(at, dl, m)
	}
	for state, text := range dl.Texts.all() {
		l.filled(where+"/texts", state, text, dl.states())
	}
	if len(dl.Milestones) > 0 && last != 1 {
		l.warn("last", where)
	}
}

var braces = regexp.MustCompile(`\{[^}]*\}`)

var placeholders = []string{"{unit}", "{missing}", "{period}", "{last_day}"}

// states are those that a reminder of the deadline can meet, each once.
func (dl Deadline) states() []string {
	all := []string{}
	for _, of := range dl.Of {
		more := []string{"not_started.procedure", "half.procedure"}
		if strings.HasPrefix(of, "form:") {
			more = []string{"not_started", "half", "no_head"}
		}
		for _, state := range more {
			if !has(all, state) {
				all = append(all, state)
			}
		}
	}
	return all
}

// said holds a milestone to a sentence for each state that can meet it.
func (l *linter) said(where string, dl Deadline, m Milestone) {
	own, common := m.Texts.all(), dl.Texts.all()
	for _, state := range dl.states() {
		text := orDefault(own[state], common[state])
		if text == "" {
			l.fault("no_text", where, "state", state)
		}
		if strings.HasPrefix(state, "half") && text != "" && !strings.Contains(text, "{missing}") {
			l.warn("no_missing", where, "state", state)
		}
	}
	for state, text := range own {
		l.filled(where+"/texts", state, text, dl.states())
	}
}

func (l *linter) filled(where, state, text string, needed []string) {
	if text == "" {
		return
	}
	l.fits(where, text)
	if !has(needed, state) {
		l.fault("unused", where, "id", state)
	}
	for _, b := range braces.FindAllString(text, -1) {
		if !has(placeholders, b) {
			l.fault("placeholder", where, "value", b, "all", strings.Join(placeholders, " "))
		}
	}
}
