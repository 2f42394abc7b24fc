package dialogs

import (
	"github.com/dvcbot/dvcbot/chat"
)

// stuck offers the symptoms of this step and of no other. A step without any says
// that the text names none, and offers those of the conditions and the contact.
func (g guide) stuck(t *turn, at place) {
	body := chat.Body{}
	switch {
	case at.n == 0:
		body = append(body, block(chat.Title, "guide.stuck.conditions"))
	case len(at.step.Symptoms) == 0:
		key := "guide.stuck.unstated"
		if len(at.p.Symptoms) == 0 {
			key = "guide.stuck.unstated.all"
		}
		body = append(append(body, block(chat.Title, "guide.stuck.at", "step", at.step.Label), block(chat.Para, key, "step", at.step.Label)), t.contactLines("")...)
	default:
		body = append(body, block(chat.Title, "guide.stuck.at", "step", at.step.Label), block(chat.Para, "guide.stuck.which"))
	}
	choices := []chat.Choice{}
	for _, sym := range g.symptoms(at) {
		choices = append(choices, chat.Choice{Label: sym.Label, Value: "sym:" + sym.ID})
	}
	choices = append(choices, t.toCounter(topicsOf(g.symptoms(at))...)...)
	t.card(body, rows(append(choices, lasting("go:support", "guide.other"), g.here(at))...)...)
}

// here leads back to the step, or to the conditions.
func (guide) here(at place) chat.Choice {
	if at.n == 0 {
		return pick("here", "guide.here.conditions")
	}
	return pick("here", "guide.here", "step", at.step.Label)
}

// symptom is what the directive says to do about one.
func (g guide) symptom(t *turn, at place) {
	body := chat.Body{}
	for _, s := range g.symptoms(at) {
		if s.ID != t.about(2) {
			continue
		}
		body = append(body, said(chat.Title, s.Label))
		if s.Text != "" {
			body = append(body, said(chat.Para, s.Text))
		}
		if topic, ok := t.d.Topic(s.Topic); ok {
			body = append(append(body, said(chat.Para, topic.Text)), t.sourceOf(s.Topic)...)
		}
	}
	body = append(body, t.banner(at.p.Banner)...)
	choices := append([]chat.Choice{g.here(at)}, t.toCounter(t.aboutNow()...)...)
	t.card(body, rows(append(choices, pick("stuck", "guide.stuck.else"), lasting("go:support", "support.title"))...)...)
}
