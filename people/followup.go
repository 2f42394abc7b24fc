package people

import (
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// FollowUps lists what asks p once, in [from, to), how a procedure ended whose last
// step they were shown and of which they never said. A closed directive asks nobody,
// nor does one that p has silenced for this.
func FollowUps(d *directive.Directive, p Person, from, to time.Time) []directive.Due {
	all := []directive.Due{}
	if p.Muted(d.ID, directive.FollowedUp) {
		return all
	}
	for _, proc := range d.Procedures {
		got := p.Progress[d.ID+"/"+proc.ID]
		if !LastStep(proc, got) {
			continue
		}
		at := d.FollowUpAt(proc, got.At)
		if at.Before(from) || !at.Before(to) || d.Closed(at) {
			continue
		}
		ask := proc.FollowUp.Ask
		if ask == "" {
			ask = words.Say("followup.ask", "title", proc.Title)
		}
		all = append(all, directive.Due{Kind: directive.FollowedUp, At: at, Directive: d.ID, Person: p.ID, Role: string(Staff), Channel: channel(p), Text: ask,
			Parts: []directive.Part{{Milestone: directive.FollowedUp, Why: "after the last step, procedure:" + proc.ID + ", no outcome",
				Party: directive.Party{Of: "procedure:" + proc.ID, Period: proc.ID, State: directive.Half, Person: p.ID}}}})
	}
	return all
}

// LastStep reports whether the last step of a procedure was shown and its outcome is
// not known.
func LastStep(proc directive.Procedure, got Progress) bool {
	return len(proc.Steps) > 0 && got.Step == proc.Steps[len(proc.Steps)-1].ID && got.Outcome == ""
}

func channel(p Person) string {
	if len(p.Addresses) == 0 {
		return ""
	}
	return p.Addresses[0].Channel
}
