package directive

import (
	"strings"
	"time"
)

// morning is when unasked words go out that no milestone gives an hour for.
const morning = 8 * time.Hour

// usual are the office hours of a calendar that prints none.
var usual = []string{"7:30-11:30", "13:30-17:00"}

// Printed lists the office hours as the file has them.
func (c Calendar) Printed() []string {
	if len(c.Hours) == 0 {
		return usual
	}
	return c.Hours
}

// HoursInWords is the office hours as a sentence has them: "7:30–11:30, 13:30–17:00".
func (d *Directive) HoursInWords() string {
	return strings.ReplaceAll(strings.Join(d.Calendar.Printed(), ", "), "-", "–")
}

// Opens is when somebody of the office next reads what arrives at now: now itself
// in office hours, else the beginning of the next ones, in the directive's zone. The
// end of a span is no longer in it. false: there is no working hour within a year.
func (d *Directive) Opens(now time.Time) (time.Time, bool) {
	now = now.In(d.Zone())
	for day, n := midnight(now), 0; n <= 366; day, n = day.AddDate(0, 0, 1), n+1 {
		if !d.Calendar.Works(day) {
			continue
		}
		for _, span := range d.Calendar.hours(day) {
			if now.Before(span[1]) && span[0].Before(span[1]) {
				return later(span[0], now), true
			}
		}
	}
	return now, false
}

// Mornings lists eight o'clock of every working day in [from, to).
func (d *Directive) Mornings(from, to time.Time) []time.Time {
	all := []time.Time{}
	for day := midnight(from.In(d.Zone())); day.Before(to); day = day.AddDate(0, 0, 1) {
		if at := day.Add(morning); d.Calendar.Works(day) && !at.Before(from) && at.Before(to) {
			all = append(all, at)
		}
	}
	return all
}

// Closed reports whether every deadline is over 30 days past at now. A directive
// without deadlines never closes.
func (d *Directive) Closed(now time.Time) bool {
	for _, dl := range d.Deadlines {
		if o, ok := d.Next(dl, now); ok && !o.Closed(now) {
			return false
		}
	}
	return len(d.Deadlines) > 0
}
