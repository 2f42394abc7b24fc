package directive

import (
	"strconv"
	"strings"
	"time"
)

// end is the first late instant of a deadline counted from its event. Days and
// working days run to the end of the last one; working hours to the minute.
func (r Relative) end(d *Directive) (time.Time, error) {
	at, _, err := instant(r.Event, d.Zone())
	if err != nil {
		return at, err
	}
	switch r.Unit {
	case "working_days":
		day := midnight(at)
		for left := r.Amount; left > 0; {
			day = day.AddDate(0, 0, 1)
			if d.Calendar.Works(day) {
				left--
			}
		}
		return day.AddDate(0, 0, 1), nil
	case "working_hours":
		return d.Calendar.after(at, time.Duration(r.Amount)*time.Hour), nil
	}
	return midnight(at).AddDate(0, 0, r.Amount+1), nil
}

// after adds office time to at.
func (c Calendar) after(at time.Time, left time.Duration) time.Time {
	for day := midnight(at); left > 0 && day.Sub(at) < 366*24*time.Hour; day = day.AddDate(0, 0, 1) {
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
			spans = append(spans, [2]time.Time{day.Add(a), day.Add(b)})
		}
	}
	return spans
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
