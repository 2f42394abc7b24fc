package dialogs

import (
	"slices"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
)

// counter is one card for the clerk of a counter: what has to be corrected, in large
// type, and the sentence that sends the person there. It shows nobody's number.
func (menu) counter(t *turn, id string) {
	topic, ok := t.d.Topic(id)
	if !ok || topic.Counter == nil {
		t.whichCounter()
		return
	}
	c := topic.Counter
	body := chat.Body{block(chat.Title, "counter.title"), {Role: chat.Large, Text: chat.Text{{Text: c.Mend}}}}
	for _, quote := range topic.Quote {
		body = append(body, chat.Block{Role: chat.Quoted, Text: chat.Text{{Text: quote}}})
	}
	body = append(body, t.sourceOf(topic.ID)...)
	body = append(body, field("counter.where", c.Where))
	if c.Bring != "" {
		body = append(body, field("counter.bring", c.Bring))
	}
	body = append(body, t.banner(topic.Banner)...)
	t.card(body, rows(t.onwards(), lasting("go:support", "support.title"))...)
}

// whichCounter asks what is to be corrected when the talk does not say so.
func (t *turn) whichCounter() {
	choices := []chat.Choice{}
	for _, topic := range t.d.Counters() {
		choices = append(choices, chat.Choice{Label: topic.Title, Value: "go:counter:" + topic.ID, Lasting: true})
	}
	t.card(chat.Body{block(chat.Title, "counter.which")}, rows(append(choices, t.onwards())...)...)
}

// toCounter is the choice that shows the card of one of these topics; none where none
// of them sends anybody to a counter.
func (t *turn) toCounter(topics ...string) []chat.Choice {
	to := []string{}
	for _, id := range topics {
		if topic, ok := t.d.Topic(id); ok && topic.Counter != nil {
			to = append(to, ":"+id)
		}
	}
	switch len(to) {
	case 0:
		return nil
	case 1:
		return []chat.Choice{lasting("go:counter"+to[0], "counter.choice")}
	}
	return []chat.Choice{lasting("go:counter", "counter.choice")}
}

// atCounter goes to the card of what the talk is about when somebody types that they
// stand at the counter.
func (h *House) atCounter(t *turn) (bool, error) {
	if len(t.d.Counters()) == 0 {
		return false, nil
	}
	to := "counter"
	if about := t.toCounter(t.aboutNow()...); len(about) == 1 {
		to = about[0].Value[len("go:"):]
	}
	return h.goTo(t, to)
}

// aboutNow are the topics that the present card speaks of.
func (t *turn) aboutNow() []string {
	if t.at().Dialog == menuName {
		return []string{t.about(0)}
	}
	at, ok := guide{}.place(t)
	if t.at().Dialog != guideName || !ok {
		return nil
	}
	symptoms := guide{}.symptoms(at)
	if t.state() == "symptom" {
		symptoms = slices.DeleteFunc(slices.Clone(symptoms), func(s directive.Symptom) bool { return s.ID != t.about(2) })
	}
	return topicsOf(symptoms)
}

// topicsOf are the topics that symptoms lead to.
func topicsOf(symptoms []directive.Symptom) []string {
	topics := []string{}
	for _, s := range symptoms {
		topics = append(topics, s.Topic)
	}
	return topics
}
