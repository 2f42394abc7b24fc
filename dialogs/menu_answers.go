package dialogs

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

func (m menu) deadline(t *turn) error {
	body := append(chat.Body{block(chat.Title, "menu.deadline")}, m.days(t)...)
	for _, dl := range t.d.Deadlines {
		o, ok := t.d.Next(dl, t.now())
		if !ok {
			continue
		}
		body = append(body, block(chat.Para, "deadline.working", "day", directive.Weekday(o.LastWorkingDay())+" "+directive.Date(o.LastWorkingDay())))
		if dl.Consequence != "" {
			body = append(body, said(chat.Warn, dl.Consequence))
		}
		body = append(body, source(dl.Clause, dl.Quote))
	}
	for _, r := range t.d.Recipients {
		body = append(body, chat.Block{Role: chat.Field, Label: r.What, Text: chat.Words(r.To), Note: strings.Join(append(append([]string{}, r.How...), mail(r.Email)...), ", ")})
	}
	t.card(body, rows(lasting("go:reminders", "menu.reminders"), lasting("go:menu", "common.menu"))...)
	return nil
}

func mail(address string) []string {
	if address == "" {
		return nil
	}
	return []string{address}
}

func (menu) says(t *turn) {
	choices := []chat.Choice{}
	for _, task := range t.d.Tasks {
		choices = append(choices, chat.Choice{Label: task.Number + ". " + task.Title, Value: "go:task:" + task.ID, Lasting: true})
	}
	body := chat.Body{block(chat.Title, "says.title", "number", t.d.Number, "date", directive.Day(t.d.Date)), said(chat.Para, t.d.Subject)}
	for _, basis := range t.d.Basis {
		body = append(body, block(chat.Hint, "says.basis", "basis", basis))
	}
	t.card(body, rows(append(choices, lasting("go:menu", "common.menu"))...)...)
}

func (m menu) task(t *turn) error {
	task, ok := t.d.Task(t.slot("menu.arg"))
	if !ok {
		m.says(t)
		return nil
	}
	body := chat.Body{said(chat.Title, task.Number+". "+task.Title), said(chat.Para, task.Text)}
	choices := []chat.Choice{}
	for _, id := range task.Topics {
		if topic, ok := t.d.Topic(id); ok {
			choices = append(choices, topicChoice(topic))
		}
	}
	t.card(body, rows(append(choices, lasting("go:says", "menu.says"), lasting("go:menu", "common.menu"))...)...)
	return nil
}

func topicChoice(topic directive.Topic) chat.Choice {
	return chat.Choice{Label: topic.Title, Value: "go:topic:" + topic.ID, Lasting: true}
}

func (m menu) topic(t *turn) error {
	topic, ok := t.d.Topic(t.slot("menu.arg"))
	if !ok {
		return m.home(t)
	}
	t.card(t.told(topic), rows(append(t.onward(topic), lasting("go:menu", "common.menu"))...)...)
	return nil
}

// told is a topic in plain words, with its source, correction and banner.
func (t *turn) told(topic directive.Topic) chat.Body {
	body := chat.Body{said(chat.Title, topic.Title), said(chat.Para, topic.Text)}
	body = append(body, t.sourceOf(topic.ID)...)
	return append(body, t.banner(topic.Banner)...)
}

func (t *turn) onward(topic directive.Topic) []chat.Choice {
	choices := []chat.Choice{}
	for _, id := range topic.Next {
		if next, ok := t.d.Topic(id); ok {
			choices = append(choices, topicChoice(next))
		}
	}
	return choices
}

// reminders is the person's own part of the plan.
func (m menu) reminders(t *turn) error {
	parties, err := t.parties()
	if err != nil {
		return err
	}
	body := chat.Body{block(chat.Title, "menu.reminders")}
	dues := append(directive.Plan(t.d, parties, t.now(), t.now().AddDate(1, 0, 0)), t.followUps()...)
	slices.SortStableFunc(dues, directive.Earlier)
	for _, due := range dues {
		body = append(body, chat.Block{Role: chat.Item, Label: words.Say("deadline.at", "time", due.At.Format("15:04"),
			"day", directive.Weekday(due.At)+" "+directive.Date(due.At)), Text: chat.Words(due.Text)})
	}
	if len(dues) == 0 {
		body = append(body, block(chat.Para, "deadline.none"))
	}
	choices := []chat.Choice{}
	for _, dl := range t.d.Deadlines {
		verb, key := "mute:", "deadline.mute"
		if slices.Contains(t.who.Silenced, t.d.ID+"/"+dl.ID) {
			verb, key = "unmute:", "deadline.unmute"
		}
		choices = append(choices, lasting(verb+dl.ID, key, "title", dl.Title))
	}
	choices = append(choices, t.muteFollowUps()...)
	t.card(body, rows(append(choices, lasting("go:menu", "common.menu"))...)...)
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
	return people.Parties(t.d, t.who, t.scene.In.From.Channel, t.now(), func(f directive.Form, unit directive.Unit, period string) (string, string) {
		return roster.Standing(t.d, f, unit.Kind, held[roster.Key{Directive: t.d.ID, Form: f.ID, Unit: unit.ID, Period: period}])
	}), nil
}
