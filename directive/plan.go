package directive

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// States of a party's work.
const (
	NotStarted = "not_started"
	Half       = "half"
	Finished   = "done"
)

// Party is somebody an occurrence of a deadline concerns, with the state of their work.
type Party struct {
	Of       string // "form:pl2" or "procedure:reg"
	Deadline string // deadline id
	Period   string
	Person   string
	Unit     string // unit id; "" for one's own work
	Role     string
	Channel  string
	State    string
	Missing  string // what is missing, in words
	Silenced bool
	Orphan   bool      // an office person told about a unit without an active head
	Since    time.Time // since when the person has the duty; zero: always
}

// Part is what one reminder says of one duty.
type Part struct {
	Party
	Milestone string
	Why       string
	Last      bool
	at        time.Time
	milestone Milestone
	of        Occurrence
}

// Due is one reminder: when it goes out, to whom, what it says and why. Everything
// that concerns a person at one time is one message.
type Due struct {
	At        time.Time
	Directive string
	Person    string
	Role      string
	Channel   string
	Parts     []Part // at least one
	Text      string // as it reads when it leaves at At
	Last      bool   // cannot be silenced
	Kind      string // "" for milestones, FollowedUp, Summed
}

// Kinds of what goes out that no milestone asks for. They have one part.
const (
	FollowedUp = "followup" // how did the procedure end? Period is the procedure
	Summed     = "summary"  // what waits for a support officer; Period is the day
)

// ID is the key of the notice's row. It holds no edition, so that a corrected file
// sends nothing twice, and no state, so that it is the same when a duty ends meanwhile.
func (d Due) ID() string {
	if d.Kind != "" {
		return strings.Join([]string{d.Directive, d.Kind, d.Parts[0].Period, d.Person}, "/")
	}
	return strings.Join([]string{d.Directive, d.At.Format("2006-01-02T1504"), d.Person}, "/")
}

// Plan lists what goes out in [from, to) to the parties as they stand, by time, then
// person. Who has finished gets nothing; who has silenced a deadline gets only its
// last. Milestones of one deadline that fall on one date are one, and a deadline
// closed for over 30 days reminds nobody.
func Plan(d *Directive, parties []Party, from, to time.Time) []Due {
	parts := []Part{}
	for _, o := range d.Marked(from, to) {
		for _, m := range o.marks() {
			if !m.at.Before(from) && m.at.Before(to) && !o.Closed(m.at) {
				parts = append(parts, o.parts(m, parties)...)
			}
		}
	}
	return d.gather(parts)
}

// Marked lists the occurrences with a milestone in [from, to).
func (d *Directive) Marked(from, to time.Time) []Occurrence {
	all := []Occurrence{}
	for _, dl := range d.Deadlines {
		for _, o := range d.of(dl) {
			if slices.ContainsFunc(o.marks(), func(m mark) bool { return !m.at.Before(from) && m.at.Before(to) }) {
				all = append(all, o)
			}
		}
	}
	return all
}

// gather makes one message of what concerns a person at one time.
func (d *Directive) gather(parts []Part) []Due {
	all := []Due{}
	for _, p := range parts {
		i := slices.IndexFunc(all, func(due Due) bool { return due.Person == p.Person && due.At.Equal(p.at) })
		if i < 0 {
			i = len(all)
			all = append(all, Due{At: p.at, Directive: d.ID, Person: p.Person, Role: p.Role, Channel: p.Channel})
		}
		all[i].Parts = append(all[i].Parts, p)
		all[i].Last = all[i].Last || p.Last
	}
	for i := range all {
		all[i].Text = d.Reminder(all[i], all[i].At)
	}
	slices.SortStableFunc(all, Earlier)
	return all
}

// Earlier orders what goes out: by time, then unit, then person.
func Earlier(a, b Due) int {
	if c := a.At.Compare(b.At); c != 0 {
		return c
	}
	if c := strings.Compare(a.Parts[0].Unit, b.Parts[0].Unit); c != 0 {
		return c
	}
	return strings.Compare(a.Person, b.Person)
}

// mark is a milestone with its time; two of one date are merged into the later in the
// file, and the merged one is last when either is.
type mark struct {
	Milestone
	at time.Time
}

func (o Occurrence) marks() []mark {
	marks := []mark{}
	for _, m := range o.Deadline.Milestones {
		at, ok := o.at(m)
		if !ok {
			continue
		}
		i := slices.IndexFunc(marks, func(other mark) bool { return midnight(other.at).Equal(midnight(at)) })
		if i < 0 {
			marks = append(marks, mark{m, at})
			continue
		}
		m.Last = m.Last || marks[i].Last
		marks[i] = mark{m, marks[i].at}
	}
	return marks
}

// at is when a milestone of this occurrence is due.
func (o Occurrence) at(m Milestone) (time.Time, bool) {
	hour, ok := clock(orDefault(m.At, "08:00"))
	if !ok {
		return time.Time{}, false
	}
	if rest, working := strings.CutPrefix(m.Day, "last_working_day"); working {
		n, err := strconv.Atoi(orDefault(rest, "0"))
		return at(o.calendar.working(o.LastWorkingDay(), n), hour), err == nil
	}
	rest, counted := strings.CutPrefix(m.Day, "T")
	n, err := strconv.Atoi(orDefault(rest, "0"))
	return at(o.LastDay().AddDate(0, 0, n), hour), counted && err == nil
}

func orDefault(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (o Occurrence) parts(m mark, parties []Party) []Part {
	all := []Part{}
	for _, p := range parties {
		if p.Deadline != o.Deadline.ID || p.Period != o.Period || p.State == Finished || p.Silenced && !m.Last {
			continue
		}
		all = append(all, Part{Party: p, Milestone: m.ID, Why: m.why(p), Last: m.Last, at: m.at, milestone: m.Milestone, of: o})
	}
	return all
}

func (m mark) why(p Party) string {
	why := m.Day + ", " + p.Of + ", " + p.State
	if p.Period != "-" {
		why += ", " + p.Period
	}
	if p.Orphan {
		why += ", no active head"
	}
	if p.Silenced {
		why += ", silenced but last"
	}
	return why
}

// catchUp is how old a milestone may be that is still made up for.
const catchUp = 3 * 24 * time.Hour

// Missed lists, for the parties as they stand, what should have gone out before now
// and may still: of each occurrence the newest milestone past, not older than three
// days. Somebody whose duty began after it is left alone.
func Missed(d *Directive, parties []Party, now time.Time) []Due {
	parts := []Part{}
	for _, o := range d.Marked(now.Add(-catchUp), now.Add(time.Nanosecond)) {
		newest := mark{}
		for _, m := range o.marks() {
			if !m.at.After(now) && m.at.After(newest.at) {
				newest = m
			}
		}
		if o.Closed(now) || now.Sub(newest.at) > catchUp {
			continue
		}
		parts = append(parts, slices.DeleteFunc(o.parts(newest, parties), func(p Part) bool { return p.Since.After(p.at) })...)
	}
	return d.gather(parts)
}

// NextMilestone is the time of the first milestone after now.
func (d *Directive) NextMilestone(now time.Time) (time.Time, bool) {
	var first time.Time
	for _, dl := range d.Deadlines {
		for _, o := range d.of(dl) {
			for _, m := range o.marks() {
				if m.at.After(now) && (first.IsZero() || m.at.Before(first)) {
					first = m.at
				}
			}
		}
	}
	return first, !first.IsZero()
}
