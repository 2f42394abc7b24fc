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

// Party is somebody a deadline concerns, with the state of their work.
type Party struct {
	Of       string // "form:pl2" or "procedure:reg"
	Deadline string // deadline id
	Period   string
	Person   string
	Unit     string // unit id; "" for one's own registration
	Role     string
	Channel  string
	State    string
	Missing  string // what is missing, in words
	Silenced bool
	Orphan   bool // an office person told about a unit without an active head
}

// Due is one reminder: when it goes out, to whom, what it says and why.
type Due struct {
	At        time.Time
	Directive string
	Deadline  string
	Milestone string
	Period    string
	Person    string
	Unit      string
	Role      string
	Channel   string
	State     string
	Of        string
	Why       string
	Text      string
	Last      bool
	Kind      string // "" for a milestone, FollowedUp, Summed
}

// Kinds of what goes out that no milestone asks for.
const (
	FollowedUp = "followup" // how did the procedure end? Period is the procedure
	Summed     = "summary"  // what waits for a support officer; Period is the day
)

// ID is the key of the notice's row: no edition, so that a corrected file sends
// nothing twice.
func (d Due) ID() string {
	if d.Kind != "" {
		return strings.Join([]string{d.Directive, d.Kind, d.Period, d.Person}, "/")
	}
	return strings.Join([]string{d.Directive, d.Deadline, d.Milestone, d.Period, d.Person, orDash(d.Unit)}, "/")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// Plan lists what goes out in [from, to) to the parties as they stand, by time,
// then unit, then person. Who has finished gets nothing; who has silenced a
// deadline gets only its last. Milestones that fall on one date are one message,
// and a deadline closed for over 30 days reminds nobody.
func Plan(d *Directive, parties []Party, from, to time.Time) []Due {
	all := []Due{}
	for _, dl := range d.Deadlines {
		for _, o := range d.of(dl) {
			for _, mark := range o.marks() {
				if mark.at.Before(from) || !mark.at.Before(to) || o.Closed(mark.at) {
					continue
				}
				all = append(all, d.dues(o, mark, parties)...)
			}
		}
	}
	slices.SortStableFunc(all, Earlier)
	return all
}

// Earlier orders what goes out: by time, then unit, then person.
func Earlier(a, b Due) int {
	if c := a.At.Compare(b.At); c != 0 {
		return c
	}
	if c := strings.Compare(a.Unit, b.Unit); c != 0 {
		return c
	}
	return strings.Compare(a.Person, b.Person)
}

// mark is a milestone with its time; two of one date are merged into the later
// in the file, and the merged one is last when either is.
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
	if m.Day == "last_working_day" {
		return o.LastWorkingDay().Add(hour), true
	}
	offset := 0
	if m.Day != "T" {
		n, err := strconv.Atoi(strings.TrimPrefix(m.Day, "T"))
		if err != nil || !strings.HasPrefix(m.Day, "T") {
			return time.Time{}, false
		}
		offset = n
	}
	return o.LastDay().AddDate(0, 0, offset).Add(hour), true
}

func orDefault(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (d *Directive) dues(o Occurrence, m mark, parties []Party) []Due {
	all := []Due{}
	for _, p := range parties {
		if p.Deadline != o.Deadline.ID || p.Period != o.Period || p.State == Finished || p.Silenced && !m.Last {
			continue
		}
		all = append(all, Due{At: m.at, Directive: d.ID, Deadline: o.Deadline.ID, Milestone: m.ID, Period: o.Period,
			Person: p.Person, Unit: p.Unit, Role: p.Role, Channel: p.Channel, State: p.State, Of: p.Of,
			Why: m.why(p), Text: d.Reminder(o, m.Milestone, p, m.at), Last: m.Last})
	}
	return all
}

func (m mark) why(p Party) string {
	why := m.Day + ", " + p.Of + ", " + p.State
	if p.Orphan {
		why += ", no active head"
	}
	if p.Silenced {
		why += ", silenced but last"
	}
	return why
}

// Reminder is the sentence of a milestone for the party's state, at now.
func (d *Directive) Reminder(o Occurrence, m Milestone, p Party, now time.Time) string {
	text := m.Texts[p.State]
	if p.Orphan {
		text = orDefault(m.Texts["no_head"], text)
	} else if strings.HasPrefix(p.Of, "procedure:") {
		text = orDefault(m.Texts[p.State+".procedure"], text)
	}
	unit, _ := d.Unit(p.Unit)
	contact := ""
	if len(d.Contacts) > 0 {
		contact = d.Contacts[0].Name + ", " + d.Contacts[0].Phone
	}
	left := o.Left(now)
	if left < 0 {
		left = -left
	}
	return strings.NewReplacer("{unit}", unit.Name, "{left}", strconv.Itoa(left), "{missing}", p.Missing,
		"{deadline}", o.Words(), "{last_day}", Weekday(o.LastDay())+" "+Date(o.LastDay()), "{contact}", contact).Replace(text)
}

// Missed gives the newest milestone of an occurrence that is past at now and not
// older than three days: after downtime it goes out, and no other.
func Missed(d *Directive, now time.Time) (from, to time.Time) {
	newest := time.Time{}
	for _, dl := range d.Deadlines {
		for _, o := range d.of(dl) {
			for _, m := range o.marks() {
				if !m.at.After(now) && m.at.After(newest) && now.Sub(m.at) <= 3*24*time.Hour {
					newest = m.at
				}
			}
		}
	}
	if newest.IsZero() {
		return now, now
	}
	return newest, newest.Add(time.Nanosecond)
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
