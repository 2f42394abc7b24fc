package directive

import (
	"strconv"
	"time"

	"github.com/dvcbot/dvcbot/words"
)

// Relative is an end counted from an event. Without On the event's time is not known:
// the rule is told, and there is no occurrence.
type Relative struct {
	Event  string `yaml:"event"` // in words
	On     string `yaml:"on"`    // a date or time
	Amount int    `yaml:"amount"`
	Unit   string `yaml:"unit"` // "days", "working_days", "hours", "working_hours"
}

// end is the first late instant. Days and working days run to the end of the last
// one, the day of the event not counted; hours run to the minute.
func (r Relative) end(d *Directive) (time.Time, error) {
	from, _, err := instant(r.On, d.Zone())
	if err != nil {
		return from, err
	}
	switch r.Unit {
	case "working_days":
		return d.Calendar.working(midnight(from), r.Amount).AddDate(0, 0, 1), nil
	case "hours":
		return from.Add(time.Duration(r.Amount)*time.Hour + time.Second), nil
	case "working_hours":
		return d.Calendar.after(from, time.Duration(r.Amount)*time.Hour).Add(time.Second), nil
	}
	return midnight(from).AddDate(0, 0, r.Amount+1), nil
}

// Words is the rule in words: "trong 3 ngày làm việc kể từ khi có thay đổi".
func (r Relative) Words() string {
	return words.Say("directive.within."+r.Unit, "n", strconv.Itoa(r.Amount), "event", r.Event)
}
