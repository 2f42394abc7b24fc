package directive

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/words"
)

// Weekday is the day of the week in words.
func Weekday(t time.Time) string {
	return words.Say("directive.weekday." + strconv.Itoa(int(t.Weekday())))
}

// Date is the day as offices write it: 28/9/2020.
func Date(t time.Time) string { return fmt.Sprintf("%d/%d/%d", t.Day(), int(t.Month()), t.Year()) }

// LongDay is the day with its weekday: thứ Hai 28/9/2020.
func LongDay(t time.Time) string { return Weekday(t) + " " + Date(t) }

// Day turns 2020-09-22 into 22/9/2020; anything else stays as it is.
func Day(s string) string {
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return Date(at)
}

// Shift gives the directive with every date of its deadlines and calendar moved by
// days, for a demonstration. Quotations keep their dates; periods stay what they are.
func (d *Directive) Shift(days int) *Directive {
	moved := *d
	moved.Deadlines = make([]Deadline, len(d.Deadlines))
	for i, dl := range d.Deadlines {
		dl.Before, dl.By = shift(dl.Before, days), shift(dl.By, days)
		if dl.After != nil {
			after := *dl.After
			after.On = shift(after.On, days)
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
		from, to, span := strings.Cut(s, "/")
		out[i] = shift(from, days)
		if span {
			out[i] += "/" + shift(to, days)
		}
	}
	return out
}

// shift moves the date at the beginning of a date or time.
func shift(s string, days int) string {
	if len(s) < len(time.DateOnly) {
		return s
	}
	at, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	if err != nil {
		return s
	}
	return at.AddDate(0, 0, days).Format(time.DateOnly) + s[len(time.DateOnly):]
}
