package directive

import (
	"fmt"
	"strings"
	"time"
)

// Deadline is by when something must be done, and by whom.
type Deadline struct {
	ID          string      `yaml:"id"`
	Title       string      `yaml:"title"`
	Of          []string    `yaml:"of"`  // "form:pl2", "procedure:reg"
	For         []string    `yaml:"for"` // unit kinds; empty: all
	Clause      string      `yaml:"clause"`
	Quote       string      `yaml:"quote"`
	Before      string      `yaml:"before"` // exclusive: a date (its 00:00) or RFC 3339
	By          string      `yaml:"by"`     // inclusive: a date (to its end) or RFC 3339
	After       *Relative   `yaml:"after"`
	Every       *Recurrence `yaml:"every"`
	Nil         bool        `yaml:"nil_return"`
	Consequence string      `yaml:"consequence"`
	Milestones  []Milestone `yaml:"milestones"`
}

// Relative is a time counted from an event.
type Relative struct {
	Event  string `yaml:"event"` // a date or RFC 3339
	Amount int    `yaml:"amount"`
	Unit   string `yaml:"unit"` // "days", "working_days", "working_hours"
}

// Recurrence repeats a deadline once a month, quarter or year.
type Recurrence struct {
	Each  string            `yaml:"each"` // "month", "quarter", "year"
	Day   int               `yaml:"day"`  // inclusive day of the month after the period's start month
	From  string            `yaml:"from"` // first period, "2026-01"
	Until string            `yaml:"until"`
	Moved map[string]string `yaml:"moved"` // period -> date
	Skip  []string          `yaml:"skip"`
}

// Milestone is a day on which those who have not finished are reminded.
type Milestone struct {
	ID    string            `yaml:"id"`
	Day   string            `yaml:"day"` // "T-3", "T", "T+1", "last_working_day"
	At    string            `yaml:"at"`  // "08:00"
	Last  bool              `yaml:"last"`
	Texts map[string]string `yaml:"texts"` // by state: not_started, half
}

// Occurrence is one deadline in one period, with its times worked out.
type Occurrence struct {
	Deadline Deadline
	Period   string    // "-" unless recurring
	End      time.Time // the first instant that is late
	calendar Calendar
}

// closedAfter is how long after its end a deadline still counts days.
const closedAfter = 30

// Zone is the directive's time zone.
func (d *Directive) Zone() *time.Location {
	name := d.Calendar.Zone
	if name == "" {
		name = "Asia/Ho_Chi_Minh"
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.FixedZone("ICT", 7*3600)
	}
	return loc
}

// Occurrences lists each deadline's occurrences whose end lies in [from, to),
// by end. A deadline without recurrence has one, in period "-".
func (d *Directive) Occurrences(from, to time.Time) []Occurrence {
	all := []Occurrence{}
	for _, dl := range d.Deadlines {
		for _, o := range d.of(dl) {
			if !o.End.Before(from) && o.End.Before(to) {
				all = append(all, o)
			}
		}
	}
	return all
}

// Next is the deadline's first occurrence not closed at now, or its last one.
func (d *Directive) Next(dl Deadline, now time.Time) (Occurrence, bool) {
	all := d.of(dl)
	for _, o := range all {
		if o.Left(now) >= 0 || len(all) == 1 {
			return o, true
		}
	}
	if len(all) == 0 {
		return Occurrence{}, false
	}
	return all[len(all)-1], true
}

// For finds the occurrence that a form or procedure is due in now.
func (d *Directive) For(of string, now time.Time) (Occurrence, bool) {
	for _, dl := range d.Deadlines {
		for _, what := range dl.Of {
			if what == of {
				return d.Next(dl, now)
			}
		}
	}
	return Occurrence{}, false
}

func (d *Directive) of(dl Deadline) []Occurrence {
	if dl.Every != nil {
		return d.recurring(dl)
	}
	end, err := dl.end(d)
	if err != nil {
		return nil
	}
	return []Occurrence{{Deadline: dl, Period: "-", End: end, calendar: d.Calendar}}
}

// end works out the first late instant of a deadline that does not recur.
func (dl Deadline) end(d *Directive) (time.Time, error) {
	switch {
	case dl.Before != "":
		at, _, err := instant(dl.Before, d.Zone())
		return at, err
	case dl.By != "":
		at, whole, err := instant(dl.By, d.Zone())
		if whole {
			return at.AddDate(0, 0, 1), err
		}
		return at.Add(time.Second), err
	case dl.After != nil:
		return dl.After.end(d)
	}
	return time.Time{}, fmt.Errorf("deadline %s has no end", dl.ID)
}

// instant reads a date (its 00:00; whole is true) or an RFC 3339 time.
func instant(s string, zone *time.Location) (at time.Time, whole bool, err error) {
	if at, err = time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return at, true, nil
	}
	at, err = time.Parse(time.RFC3339, s)
	return at.In(zone), false, err
}

func (d *Directive) recurring(dl Deadline) []Occurrence {
	step := map[string]int{"month": 1, "quarter": 3, "year": 12}[dl.Every.Each]
	first, err1 := time.ParseInLocation("2006-01", dl.Every.From, d.Zone())
	last, err2 := time.ParseInLocation("2006-01", dl.Every.Until, d.Zone())
	if step == 0 || err1 != nil || err2 != nil {
		return nil
	}
	all := []Occurrence{}
	for m := first; !m.After(last) && len(all) < 240; m = m.AddDate(0, step, 0) {
		period := m.Format("2006-01")
		if has(dl.Every.Skip, period) {
			continue
		}
		all = append(all, Occurrence{Deadline: dl, Period: period, End: dl.Every.end(m, step, d), calendar: d.Calendar})
	}
	return all
}

// end is the end of the Day of the last month of the period, or of the moved date.
func (r Recurrence) end(start time.Time, step int, d *Directive) time.Time {
	if moved, ok := r.Moved[start.Format("2006-01")]; ok {
		if at, _, err := instant(moved, d.Zone()); err == nil {
			return at.AddDate(0, 0, 1)
		}
	}
	month := start.AddDate(0, step-1, 0)
	day := min(r.Day, month.AddDate(0, 1, -1).Day())
	return month.AddDate(0, 0, day)
}

// LastDay is T: the last day on which it is in time, at 00:00.
func (o Occurrence) LastDay() time.Time { return midnight(o.End.Add(-time.Nanosecond)) }

// Left is the whole days after now's day up to T: 0 on T, negative when late.
func (o Occurrence) Left(now time.Time) int {
	today := midnight(now.In(o.End.Location()))
	return int(o.LastDay().Sub(today).Round(24*time.Hour) / (24 * time.Hour))
}

// Late reports whether now is no longer in time.
func (o Occurrence) Late(now time.Time) bool { return !now.Before(o.End) }

// Closed reports whether the end is over 30 days past: no count, nobody reminded.
func (o Occurrence) Closed(now time.Time) bool { return o.Left(now) < -closedAfter }

// LastWorkingDay is T or the last working day before it.
func (o Occurrence) LastWorkingDay() time.Time {
	day := o.LastDay()
	for range 30 {
		if o.calendar.Works(day) {
			return day
		}
		day = day.AddDate(0, 0, -1)
	}
	return o.LastDay()
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// Works reports whether the day is a working day.
func (c Calendar) Works(day time.Time) bool {
	date := day.Format(time.DateOnly)
	if has(c.MadeUp, date) {
		return true
	}
	if has(c.Holidays, date) {
		return false
	}
	days := c.WorkDays
	if len(days) == 0 {
		days = []string{"mon", "tue", "wed", "thu", "fri"}
	}
	return has(days, strings.ToLower(day.Weekday().String()[:3]))
}

func has(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}
