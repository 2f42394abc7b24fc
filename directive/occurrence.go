package directive

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/words"
)

// Occurrence is one deadline in one period, with its times worked out.
type Occurrence struct {
	Deadline Deadline
	Period   string    // "-" unless recurring
	End      time.Time // the first instant that is late
	calendar Calendar
}

// closedAfter is how long after its end a deadline still counts days.
const closedAfter = 30

// Occurrences lists each deadline's occurrences whose end lies in [from, to), deadline
// by deadline.
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

// Coming is each deadline's occurrence that counts now: the next, or the last one.
func (d *Directive) Coming(now time.Time) []Occurrence {
	all := []Occurrence{}
	for _, dl := range d.Deadlines {
		if o, ok := d.Next(dl, now); ok {
			all = append(all, o)
		}
	}
	return all
}

// Next is the deadline's first occurrence whose last day is not over at now, or its
// last one; false when it has none.
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

// Late lists the occurrences of a deadline that are late at now and not closed: what
// was not done in time can still be handed in.
func (d *Directive) Late(dl Deadline, now time.Time) []Occurrence {
	return slices.DeleteFunc(d.of(dl), func(o Occurrence) bool { return !o.Late(now) || o.Closed(now) })
}

// For finds the occurrence that a form or procedure is due in now.
func (d *Directive) For(of string, now time.Time) (Occurrence, bool) {
	dl, ok := d.DeadlineOf(of)
	if !ok {
		return Occurrence{}, false
	}
	return d.Next(dl, now)
}

// DeadlineOf is the first deadline of a form or procedure.
func (d *Directive) DeadlineOf(of string) (Deadline, bool) {
	return pick(d.Deadlines, func(dl Deadline) bool { return has(dl.Of, of) })
}

// In finds the occurrence of a form or procedure in a period.
func (d *Directive) In(of, period string) (Occurrence, bool) {
	dl, ok := d.DeadlineOf(of)
	if !ok {
		return Occurrence{}, false
	}
	return pick(d.of(dl), func(o Occurrence) bool { return o.Period == period })
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

// Closed reports whether T is over 30 days past: no count, nobody reminded.
func (o Occurrence) Closed(now time.Time) bool { return o.Left(now) < -closedAfter }

// ClosedAt is the first instant at which it is closed.
func (o Occurrence) ClosedAt() time.Time { return o.LastDay().AddDate(0, 0, closedAfter+1) }

// LastWorkingDay is T or the last working day before it.
func (o Occurrence) LastWorkingDay() time.Time { return o.calendar.toWork(o.LastDay(), -1) }

// Words is the end in words, with the weekday: "trước thứ Hai 28/9/2020".
func (o Occurrence) Words() string {
	key, day := "directive.by", o.End.Add(-time.Second)
	if o.Deadline.exclusive() {
		key, day = "directive.before", o.End
	}
	if !o.End.Equal(midnight(o.End)) {
		key += ".hour"
	} else if !o.Deadline.exclusive() {
		day = o.LastDay()
	}
	return words.Say(key, "hour", day.Format("15:04"), "day", LongDay(day))
}

// Over is the whole days past the end's day: 0 on that day, negative before it.
func (o Occurrence) Over(now time.Time) int {
	if o.End.Equal(midnight(o.End)) {
		return -o.Left(now) - 1
	}
	return -o.Left(now)
}

// Days is how many days are left, in words that are true at now: "Còn 3 ngày".
func (o Occurrence) Days(now time.Time) string {
	now = now.In(o.End.Location())
	left := o.Left(now)
	pairs := []string{"n", strconv.Itoa(left), "day", LongDay(o.LastDay()), "hour", o.End.Add(-time.Second).Format("15:04")}
	switch {
	case o.Closed(now):
		return words.Say("directive.days.closed", "day", Date(o.End))
	case o.Over(now) > 0:
		return words.Say("directive.days.late", "n", strconv.Itoa(o.Over(now)))
	case left == -1:
		return words.Say("directive.days.midnight")
	case left == 0 && o.Late(now):
		return words.Say("directive.days.hour", pairs...)
	case left == 0:
		return words.Say("directive.days.today")
	case midnight(now).Equal(o.LastWorkingDay()):
		return words.Say("directive.days.working", pairs...)
	case left == 1:
		return words.Say("directive.days.tomorrow", pairs...)
	}
	return words.Say("directive.days.left", pairs...)
}

// PeriodWords is the period as offices name it: "quý II/2026", "" when it does not recur.
func (o Occurrence) PeriodWords() string {
	if o.Deadline.Every == nil {
		return ""
	}
	r := o.Deadline.Every
	start, ok := r.begin(o.Period, o.End.Location())
	if !ok {
		return o.Period
	}
	year, month := strconv.Itoa(start.Year()), int(start.Month())
	n := map[string]int{"month": month, "quarter": (month-1)/3 + 1, "half": (month-1)/6 + 1, "year": month}[r.Each]
	if r.Each == "week" {
		iso, week := start.ISOWeek()
		year, n = strconv.Itoa(iso), week
	}
	if m := months[r.Each]; m > 1 && (month-1)%m != 0 {
		to := start.AddDate(0, m-1, 0)
		return words.Say("directive.period.span", "from", start.Format("1/2006"), "to", to.Format("1/2006"))
	}
	roman := strings.Repeat("I", min(n, 3))
	if n == 4 {
		roman = "IV"
	}
	return words.Say("directive.period."+r.Each, "n", strconv.Itoa(n), "roman", roman, "part", words.Say("directive.half."+strconv.Itoa(min(n, 2))), "year", year)
}

// Name is the deadline's title with the period, if it recurs.
func (o Occurrence) Name() string {
	if p := o.PeriodWords(); p != "" {
		return words.Say("directive.title", "title", o.Deadline.Title, "period", p)
	}
	return o.Deadline.Title
}
