package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
)

// finish stores how a procedure ended, and asks where when it did not end well.
func (g guide) finish(t *turn, p directive.Procedure, word string) error {
	last := p.Steps[len(p.Steps)-1].ID
	if word == "notyet" {
		g.keep(t, p, last, "not_yet")
		t.note(chat.Saved, "guide.notyet")
		return t.follow(g, "where", p.ID)
	}
	g.keep(t, p, last, "done")
	t.note(chat.Saved, "guide.done", "title", p.Title)
	if topic, ok := t.d.Topic(p.After); ok {
		t.lead = append(t.lead, said(chat.Para, topic.Text), source(topic.Clause, quoted(topic)))
	}
	t.home()
	t.card(nil, rows(lasting("go:menu", "common.menu"), lasting("go:deadline", "menu.deadline"))...)
	return nil
}

func (guide) finished(t *turn, p directive.Procedure) {
	t.card(chat.Body{said(chat.Title, p.Title), block(chat.Para, "guide.finished")}, rows(
		chat.Choice{Label: p.Done, Value: "done"}, chat.Choice{Label: p.NotYet, Value: "notyet"}, pick("prev", "guide.prev"))...)
}

// where asks at which step a person who has not finished is stuck.
func (guide) where(t *turn, p directive.Procedure) {
	choices := []chat.Choice{}
	if len(p.Conditions) > 0 {
		choices = append(choices, pick("stuck:0", "guide.where.conditions"))
	}
	for i, s := range p.Steps {
		choices = append(choices, chat.Choice{Label: s.Label + ": " + s.Title, Value: "stuck:" + strconv.Itoa(i+1)})
	}
	t.card(chat.Body{block(chat.Title, "guide.where")}, rows(append(choices, lasting("go:menu", "common.menu"))...)...)
}

// cutNumber reads the number after a prefix.
func cutNumber(s, prefix string) (int, bool) {
	rest, ok := strings.CutPrefix(s, prefix)
	n, err := strconv.Atoi(rest)
	return n, ok && err == nil && n >= 0
}
