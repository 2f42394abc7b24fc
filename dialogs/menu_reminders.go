package dialogs

import (
	"slices"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// reminders is the person's own part of the plan, and silence for each deadline.
func (m menu) reminders(t *turn) error {
	parties, err := t.parties()
	if err != nil {
		return err
	}
	body := chat.Body{block(chat.Title, "menu.reminders")}
	dues := append(directive.Plan(t.d, parties, t.now(), t.now().AddDate(1, 0, 0)), t.followUps()...)
	slices.SortStableFunc(dues, directive.Earlier)
	for _, due := range dues {
		body = append(body, chat.Block{Role: chat.Item, Label: words.Say("deadline.at", "time", due.At.Format("15:04"), "day", dayOf(due.At)), Text: chat.Words(due.Text)})
	}
	choices := []chat.Choice{}
	for _, dl := range t.d.Deadlines {
		verb, key := "mute:", "deadline.mute"
		if slices.Contains(t.who.Silenced, t.d.ID+"/"+dl.ID) {
			verb, key = "unmute:", "deadline.unmute"
		}
		choices = append(choices, lasting(verb+dl.ID, key, "title", dl.Title))
	}
	if len(dues) == 0 {
		body, choices = append(body, block(chat.Para, "deadline.none")), nil
	}
	t.card(body, rows(append(append(choices, t.muteFollowUps()...), t.onwards())...)...)
	return nil
}

// parties are the deadlines that concern the person, with how things stand.
func (t *turn) parties() ([]directive.Party, error) {
	held := map[roster.Key]roster.Roster{}
	for _, unit := range t.units() {
		u, _ := t.d.Unit(unit)
		for _, f := range t.d.Hands(u.Kind) {
			k := roster.KeyAt(t.d, f.ID, unit, t.now())
			r, err := t.scene.Desk.Roster(t.ctx, k)
			if err != nil {
				return nil, err
			}
			held[k] = r
		}
	}
	return people.Parties(t.d, t.who, t.scene.In.From.Channel, t.d.Coming(t.now()), func(f directive.Form, unit directive.Unit, period string) (string, string) {
		return roster.Standing(t.d, f, unit.Kind, held[roster.Key{Directive: t.d.ID, Form: f.ID, Unit: unit.ID, Period: period}])
	}), nil
}

// dayOf is a day with its weekday.
func dayOf(at time.Time) string { return directive.Weekday(at) + " " + directive.Date(at) }
