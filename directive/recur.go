package directive

import (
	"fmt"
	"maps"
	"time"
)

// Recurrence brings a deadline back once a week, month, quarter, half or year.
type Recurrence struct {
	Each        string            `yaml:"each"`       // "week", "month", "quarter", "half", "year"
	Day         int               `yaml:"day"`        // last day in time
	BeforeDay   int               `yaml:"before_day"` // late on this day
	Weekday     string            `yaml:"weekday"`    // of a weekly one
	MonthsAfter int               `yaml:"months_after"`
	At          string            `yaml:"at"`      // hour at which the last day ends
	DayOff      string            `yaml:"day_off"` // "previous", "next": where a day off moves to
	From        string            `yaml:"from"`    // first period, "2026-01" or "2026-W05"
	Until       string            `yaml:"until"`
	Ended       *Ended            `yaml:"ended"`
	Moved       map[string]string `yaml:"moved"` // period -> last day or time in time
	Skip        []string          `yaml:"skip"`
}

// Ended is an early end.
type Ended struct {
	After string `yaml:"after"` // last period still due
	Why   string `yaml:"why"`
}

// maxPeriods bounds a recurrence that has no end: over seven years of weeks.
const maxPeriods = 400

// months is the length of a period that is not a week.
var months = map[string]int{"month": 1, "quarter": 3, "half": 6, "year": 12}

func (d *Directive) recurring(dl Deadline) []Occurrence {
	r := *dl.Every
	start, ok := r.begin(r.From, d.Zone())
	if !ok {
		return nil
	}
	all := []Occurrence{}
	for range maxPeriods {
		period := r.name(start)
		if r.Until != "" && period > r.Until || r.Ended != nil && period > r.Ended.After {
			break
		}
		if !has(r.Skip, period) {
			all = append(all, d.occurs(dl, period, r.end(start, period, d)))
		}
		start = r.next(start)
	}
	return all
}

// begin is the first day of a period by its name.
func (r Recurrence) begin(period string, zone *time.Location) (time.Time, bool) {
	if r.Each != "week" {
		at, err := time.ParseInLocation("2006-01", period, zone)
		return at, err == nil && months[r.Each] > 0
	}
	var year, week int
	if n, err := fmt.Sscanf(period, "%4d-W%2d", &year, &week); n != 2 || err != nil {
		return time.Time{}, false
	}
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, zone)
	return fourth.AddDate(0, 0, 7*(week-1)-(int(fourth.Weekday())+6)%7), true
}

func (r Recurrence) name(start time.Time) string {
	if r.Each == "week" {
		year, week := start.ISOWeek()
		return fmt.Sprintf("%d-W%02d", year, week)
	}
	return start.Format("2006-01")
}

func (r Recurrence) next(start time.Time) time.Time {
	if r.Each == "week" {
		return start.AddDate(0, 0, 7)
	}
	return start.AddDate(0, months[r.Each], 0)
}

// end is the first late instant of a period: of the day where it was moved to, else of
// its last day, which a day off moves to a working day.
func (r Recurrence) end(start time.Time, period string, d *Directive) time.Time {
	if moved, ok := r.Moved[period]; ok {
		if end, err := inclusive(moved, d.Zone()); err == nil {
			return end
		}
	}
	last := r.last(start)
	switch r.DayOff {
	case "previous":
		last = d.Calendar.toWork(last, -1)
	case "next":
		last = d.Calendar.toWork(last, 1)
	}
	if hour, ok := clock(r.At); ok && r.At != "" {
		return at(last, hour).Add(time.Second)
	}
	return last.AddDate(0, 0, 1)
}

// last is the last day in time as the rule says.
func (r Recurrence) last(start time.Time) time.Time {
	if r.Each == "week" {
		return start.AddDate(0, 0, max(0, weekday(r.Weekday)))
	}
	month := start.AddDate(0, months[r.Each]-1+r.MonthsAfter, 0)
	if r.BeforeDay > 0 {
		return month.AddDate(0, 0, r.BeforeDay-2)
	}
	return month.AddDate(0, 0, min(r.Day, month.AddDate(0, 1, -1).Day())-1)
}

// weekday counts from Monday, -1 for none.
func weekday(name string) int {
	for i, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		if day == name {
			return i
		}
	}
	return -1
}

// move gives the recurrence with another end of one period.
func (r Recurrence) move(period string, end time.Time) *Recurrence {
	r.Moved = maps.Clone(r.Moved)
	if r.Moved == nil {
		r.Moved = map[string]string{}
	}
	r.Moved[period] = end.Add(-time.Second).Format(time.RFC3339)
	return &r
}
