package people

import (
	"slices"
	"strconv"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// Summaries lists the mornings in [from, to) on which a support officer hears of what
// waits: one a working day, of the tickets asked before that hour and still open.
func Summaries(d *directive.Directive, p Person, tickets []Ticket, from, to time.Time) []directive.Due {
	waiting := Waiting(tickets, d.ID)
	all := []directive.Due{}
	if len(waiting) == 0 || !May(p, Answer, d.ID, "") {
		return all
	}
	for _, at := range d.Mornings(later(from, waiting[0].Question().At), to) {
		old := slices.DeleteFunc(slices.Clone(waiting), func(t Ticket) bool { return !t.Question().At.Before(at) })
		if len(old) == 0 {
			continue
		}
		all = append(all, directive.Due{Kind: directive.Summed, At: at, Directive: d.ID, Person: p.ID, Role: string(Support), Channel: channel(p),
			Text: words.Say("summary.text", "n", strconv.Itoa(len(old)), "since", Since(old[0].Question().At, at)),
			Parts: []directive.Part{{Milestone: directive.Summed, Why: "08:00 of a working day, tickets, open",
				Party: directive.Party{Of: "tickets", Period: at.Format(time.DateOnly), State: string(TicketOpen), Person: p.ID}}}})
	}
	return all
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Since is how long something has waited, in words: whole days, hours under a day,
// minutes under an hour.
func Since(then, now time.Time) string {
	switch waited := now.Sub(then); {
	case waited < time.Hour:
		return words.Say("summary.minutes", "n", strconv.Itoa(int(waited.Minutes())))
	case waited < 24*time.Hour:
		return words.Say("summary.hours", "n", strconv.Itoa(int(waited.Hours())))
	default:
		return words.Say("summary.days", "n", strconv.Itoa(int(waited.Hours())/24))
	}
}
