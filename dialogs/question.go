package dialogs

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/understand"
)

// asked answers typed words as a question, wherever the talk stands; it goes on
// where it stood. The words are kept for the officer whom the person may want to
// put them to.
func (h *House) asked(t *turn) error {
	if t.pressed() {
		return h.lost(t, nil)
	}
	reading := h.readers.of(t.d).ReadWithin(t.text(), t.within())
	if topic, ok := t.fieldTopic(); ok && reading.Score < sure {
		reading = understand.Reading{Kind: understand.Topic, Topics: []understand.Scored{{ID: topic, Score: sure}}, Score: sure}
	}
	if reading.Kind == understand.Unknown {
		t.keepAsked()
		return h.lost(t, reading.Topics)
	}
	t.set(missed, "")
	if reading.Answers() || reading.Kind == understand.Unstated || reading.Kind == understand.Scam {
		t.keepAsked()
	}
	switch reading.Kind {
	case understand.Topic:
		return menu{}.answer(t, "topic", reading.Topics[0].ID)
	case understand.Pair:
		return h.either(t, reading.Topics[:2])
	}
	return h.decline(t, reading)
}

// sure is the score under which a question asked while a field waits is taken to be
// about that field.
const sure = 0.6

// fieldTopic is the topic of the field that waits.
func (t *turn) fieldTopic() (string, bool) {
	c, ok := t.field()
	if !ok {
		return "", false
	}
	_, ok = t.d.Topic(c.Topic)
	return c.Topic, ok
}

// within is the procedure at which the person stands, so that "không nhận được OTP" is
// understood of it.
func (t *turn) within() understand.Place {
	of, _ := placeOf(t.where())
	kind, id, _ := strings.Cut(of, ":")
	here, ok := t.d.Procedure(id)
	if !ok || kind != "procedure" {
		return understand.Place{}
	}
	at := understand.Place{Title: here.Title, Topics: here.Topics()}
	for _, p := range t.d.Procedures {
		if p.ID != here.ID {
			at.Others = append(at.Others, p.Title)
		}
	}
	return at
}

// mostNext is how many next steps an answer offers.
const mostNext = 3

// steps are the steps of a procedure that a topic is about, or that it helps out of.
func (t *turn) steps(topic directive.Topic) []chat.Choice {
	choices := []chat.Choice{}
	for _, p := range t.d.Procedures {
		for i, s := range p.Steps {
			stuck := slices.ContainsFunc(s.Symptoms, func(one directive.Symptom) bool { return one.Topic == topic.ID })
			if s.Topic == topic.ID || stuck {
				choices = append(choices, stepChoice(p, i, "understand.step", s))
			}
		}
	}
	return choices[:min(len(choices), 1)]
}

// either offers two topics that are too close to choose between.
func (h *House) either(t *turn, two []understand.Scored) error {
	choices := []chat.Choice{}
	for _, s := range two {
		if topic, ok := t.d.Topic(s.ID); ok {
			choices = append(choices, topicChoice(topic))
		}
	}
	return h.offer(t, "understand.either", append(choices, lasting("go:support", "dialogs.lost.contact")))
}

// decline answers what the directive does not.
func (h *House) decline(t *turn, reading understand.Reading) error {
	role := chat.Para
	switch reading.Kind {
	case understand.Greeting:
		if t.at().Dialog == menuName && !t.interrupted() {
			return h.welcome(t)
		}
	case understand.Scam:
		role = chat.Warn
	}
	choices := []chat.Choice{}
	switch reading.Kind {
	case understand.Unstated, understand.Scam, understand.Insult:
		choices = append(choices, lasting("go:support", "dialogs.lost.contact"))
	case understand.Elsewhere, understand.Chat:
		for _, p := range t.d.Procedures[:min(2, len(t.d.Procedures))] {
			choices = append(choices, chat.Choice{Label: p.Title, Value: "go:guide:" + p.ID, Lasting: true})
		}
	}
	h.beside(t, chat.Body{said(role, refusalText(t.d, reading))}, choices)
	return nil
}
