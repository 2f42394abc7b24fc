package directive

import (
	"strconv"
	"strings"
	"time"
)

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

// Works reports whether the day is a working day: a made-up one always is, a
// holiday never, else as the week says.
func (c Calendar) Works(day time.Time) bool {
	date := day.Format(time.DateOnly)
	if covers(c.MadeUp, date) {
		return true
	}
	if covers(c.Holidays, date) {
		return false
	}
	days := c.WorkDays
	if len(days) == 0 {
		days = []string{"mon", "tue", "wed", "thu", "fri"}
	}
	return has(days, strings.ToLower(day.Weekday().String()[:3]))
}

// covers reports whether a date is one of the days or lies in one of the spans.
func covers(days []string, date string) bool {
	for _, one := range days {
		from, to, span := strings.Cut(one, "/")
		if date == from || span && from <= date && date <= to {
			return true
		}
	}
	return false
}

// toWork moves a day by whole days until it is a working day; after a year it gives up.
func (c Calendar) toWork(day time.Time, step int) time.Time {
	for range 366 {
		if c.Works(day) {
			return day
		}
		day = day.AddDate(0, 0, step)
	}
	return day
}

// working counts n working days from a day, forwards or backwards.
func (c Calendar) working(day time.Time, n int) time.Time {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for ; n > 0; n-- {
		day = c.toWork(day.AddDate(0, 0, step), step)
	}
	return day
}

// after adds office time to at.
func (c Calendar) after(at time.Time, left time.Duration) time.Time {
	for day := midnight(at); left > 0 && day.Sub(at) < 10*366*24*time.Hour; day = day.AddDate(0, 0, 1) {
		if !c.Works(day) {
			continue
		}
		for _, span := range c.hours(day) {
			from := later(span[0], at)
			if open := span[1].Sub(from); open > 0 {
				if left <= open {
					return from.Add(left)
				}
				left -= open
			}
		}
	}
	return at
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// hours are the office hours of a day.
func (c Calendar) hours(day time.Time) [][2]time.Time {
	spans := [][2]time.Time{}
	for _, span := range c.Printed() {
		from, to, ok := strings.Cut(span, "-")
		a, ok1 := clock(from)
		b, ok2 := clock(to)
		if ok && ok1 && ok2 {
			spans = append(spans, [2]time.Time{at(day, a), at(day, b)})
		}
	}
	return spans
}

// at is a time of day by the wall clock, also on a day whose clocks change.
func at(day time.Time, since time.Duration) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, int(since/time.Minute), 0, 0, day.Location())
}

// clock reads "8:00" as the time since midnight.
func clock(s string) (time.Duration, bool) {
	h, m, ok := strings.Cut(strings.TrimSpace(s), ":")
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	if !ok || err1 != nil || err2 != nil || hour < 0 || hour > 24 || minute < 0 || minute > 59 {
		return 0, false
	}
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, true
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

func has(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}
