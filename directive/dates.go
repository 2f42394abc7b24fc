package directive

import (
	"fmt"
	"strings"
	"time"
)

var weekdays = [...]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

// Weekday is the day of the week in words.
func Weekday(t time.Time) string { return weekdays[t.Weekday()] }

// Date is the day as offices write it: 28/9/2020.
func Date(t time.Time) string { return fmt.Sprintf("%d/%d/%d", t.Day(), int(t.Month()), t.Year()) }

// Day turns 2020-09-22 into 22/9/2020; anything else stays as it is.
func Day(s string) string {
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return Date(at)
}

// Words is the deadline in words, with the weekday: "trước thứ Hai 28/9/2020".
func (o Occurrence) Words() string {
	if o.End.Equal(midnight(o.End)) && o.Deadline.Before != "" {
		return "trước " + Weekday(o.End) + " " + Date(o.End)
	}
	if o.End.Equal(midnight(o.End)) {
		return "chậm nhất hết " + Weekday(o.LastDay()) + " " + Date(o.LastDay())
	}
	return fmt.Sprintf("trước %d giờ %02d %s %s", o.End.Hour(), o.End.Minute(), Weekday(o.End), Date(o.End))
}

// Shift gives the directive with every date of its deadlines, calendar and
// contacts moved by days, for a demonstration. Quotations keep their dates.
func (d *Directive) Shift(days int) *Directive {
	moved := *d
	moved.Deadlines = make([]Deadline, len(d.Deadlines))
	for i, dl := range d.Deadlines {
		dl.Before, dl.By = shift(dl.Before, days), shift(dl.By, days)
		if dl.After != nil {
			after := *dl.After
			after.Event = shift(after.Event, days)
			dl.After = &after
		}
		moved.Deadlines[i] = dl
	}
	moved.Calendar.Holidays = shiftAll(d.Calendar.Holidays, days)
	moved.Calendar.MadeUp = shiftAll(d.Calendar.MadeUp, days)
	return &moved
}

func shiftAll(dates []string, days int) []string {
	out := make([]string, len(dates))
	for i, s := range dates {
		out[i] = shift(s, days)
	}
	return out
}

func shift(s string, days int) string {
	date, rest, timed := strings.Cut(s, "T")
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return s
	}
	s = at.AddDate(0, 0, days).Format(time.DateOnly)
	if timed {
		s += "T" + rest
	}
	return s
}
