package directive

import (
	"fmt"
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
	Before      string      `yaml:"before"` // exclusive: a date (its 00:00) or a time
	By          string      `yaml:"by"`     // inclusive: a date (to its end) or a time
	After       *Relative   `yaml:"after"`
	Every       *Recurrence `yaml:"every"`
	Nil         bool        `yaml:"nil_return"`
	Consequence string      `yaml:"consequence"`
	Texts       Texts       `yaml:"texts"` // of milestones without their own
	Milestones  []Milestone `yaml:"milestones"`
}

// Milestone is a day on which those who have not finished are reminded.
type Milestone struct {
	ID    string `yaml:"id"`
	Day   string `yaml:"day"` // "T-3", "T", "T+1", "last_working_day-1"
	At    string `yaml:"at"`  // "08:00"
	Last  bool   `yaml:"last"`
	Texts Texts  `yaml:"texts"`
}

// Texts are what a reminder says of each state.
type Texts struct {
	NotStarted          string `yaml:"not_started"`
	Half                string `yaml:"half"`
	NoHead              string `yaml:"no_head"`
	NotStartedProcedure string `yaml:"not_started.procedure"`
	HalfProcedure       string `yaml:"half.procedure"`
}

// Binds reports whether the deadline is for units of this kind.
func (dl Deadline) Binds(kind string) bool { return len(dl.For) == 0 || has(dl.For, kind) }

// exclusive reports whether the day named is late already.
func (dl Deadline) exclusive() bool {
	return dl.Before != "" || dl.Every != nil && dl.Every.BeforeDay > 0
}

// of lists a deadline's occurrences by end. One without recurrence has one, in period
// "-", or none while its event has no time.
func (d *Directive) of(dl Deadline) []Occurrence {
	if dl.Every != nil {
		return d.recurring(dl)
	}
	end, err := dl.end(d)
	if err != nil {
		return nil
	}
	return []Occurrence{d.occurs(dl, "-", end)}
}

func (d *Directive) occurs(dl Deadline, period string, end time.Time) Occurrence {
	return Occurrence{Deadline: dl, Period: period, End: end, calendar: d.Calendar}
}

// end works out the first late instant of a deadline that does not recur.
func (dl Deadline) end(d *Directive) (time.Time, error) {
	switch {
	case dl.Before != "":
		at, _, err := instant(dl.Before, d.Zone())
		return at, err
	case dl.By != "":
		return inclusive(dl.By, d.Zone())
	case dl.After != nil:
		return dl.After.end(d)
	}
	return time.Time{}, fmt.Errorf("deadline %s has no end", dl.ID)
}

// inclusive is the first late instant after a day or a time that still counts.
func inclusive(s string, zone *time.Location) (time.Time, error) {
	at, whole, err := instant(s, zone)
	if whole {
		return at.AddDate(0, 0, 1), err
	}
	return at.Add(time.Second), err
}

// moments are the ways a time is written; without an offset it is the zone's.
var moments = []string{"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05"}

// instant reads a date (its 00:00; whole is true) or a time.
func instant(s string, zone *time.Location) (at time.Time, whole bool, err error) {
	if at, err = time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return at, true, nil
	}
	for _, form := range moments {
		if at, err = time.ParseInLocation(form, s, zone); err == nil {
			return at, false, nil
		}
	}
	at, err = time.Parse(time.RFC3339, s)
	return at.In(zone), false, err
}

// Override moves the end of a deadline, or of the occurrence of a recurring one that
// is next at now, to the first instant that is late. The directive is not changed.
func (d *Directive) Override(id string, end, now time.Time) (*Directive, bool) {
	moved := *d
	moved.Deadlines = append([]Deadline{}, d.Deadlines...)
	for i, dl := range moved.Deadlines {
		if dl.ID != id {
			continue
		}
		if dl.Every == nil {
			dl.Before, dl.By, dl.After = end.In(d.Zone()).Format(time.RFC3339), "", nil
			moved.Deadlines[i] = dl
			return &moved, true
		}
		if o, ok := d.Next(dl, now); ok {
			moved.Deadlines[i].Every = dl.Every.move(o.Period, end.In(d.Zone()))
			return &moved, true
		}
	}
	return d, false
}
