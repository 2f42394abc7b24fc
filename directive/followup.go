package directive

import "time"

// FollowUp is how somebody who did the last step of a procedure and never said how it
// ended is asked about it, once.
type FollowUp struct {
	Days int    `yaml:"days"` // days after that of the last step, 1 to 60; 0: 3
	Ask  string `yaml:"ask"`  // the question; "": the bot's own
}

const usualDays = 3

// FollowUpAt is when that is asked: at eight o'clock, so many days after the day on
// which the last step was shown.
func (d *Directive) FollowUpAt(p Procedure, last time.Time) time.Time {
	days := p.FollowUp.Days
	if days == 0 {
		days = usualDays
	}
	return midnight(last.In(d.Zone())).AddDate(0, 0, days).Add(morning)
}
