package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
)

func (g guide) show(t *turn) error {
	p, i, ok := g.procedure(t)
	if !ok {
		return menu{}.show(t)
	}
	switch t.at().State {
	case "conditions":
		g.conditions(t, p)
	case "steps":
		g.steps(t, p)
	case "stuck":
		g.stuck(t, p, i)
	case "symptom":
		g.symptom(t, p, i)
	case "finished":
		t.card(chat.Body{said(chat.Title, p.Title), block(chat.Para, "guide.finished")}, rows(
			chat.Choice{Label: p.Done, Value: "done"}, chat.Choice{Label: p.NotYet, Value: "notyet"})...)
	default:
		g.step(t, p, i)
	}
	return nil
}

// banner says that the route has since changed: in full the first time in a procedure,
// in one line after that.
func (t *turn) banner(id string) chat.Body {
	b, ok := t.d.Banner(id)
	if !ok {
		return nil
	}
	text := b.Text
	if t.slot("guide.banner") == id && b.Short != "" {
		text = b.Short
	}
	t.set("guide.banner", id)
	return chat.Body{{Role: chat.Banner, Text: chat.Words(text), Label: b.Short}}
}

func quoted(topic directive.Topic) string { return strings.Join(topic.Quote, "\n") }

func (t *turn) sourceOf(id string) chat.Body {
	topic, ok := t.d.Topic(id)
	if !ok {
		return nil
	}
	body := chat.Body{}
	if topic.Fix != nil {
		body = append(body, chat.Block{Role: chat.Fix, Label: topic.Fix.Printed, Text: chat.Words(topic.Fix.Use), Note: topic.Fix.Why})
	}
	return append(body, source(topic.Clause, quoted(topic)))
}

func (g guide) conditions(t *turn, p directive.Procedure) {
	body := chat.Body{said(chat.Title, p.Title), block(chat.Para, "guide.who", "who", p.Who), block(chat.Para, "guide.conditions")}
	for _, c := range p.Conditions {
		body = append(body, said(chat.Item, c.Text))
	}
	seen := map[string]bool{}
	for _, c := range p.Conditions {
		if !seen[c.Topic] {
			seen[c.Topic] = true
			body = append(body, t.sourceOf(c.Topic)...)
		}
	}
	body = append(body, t.banner(p.Banner)...)
	choices := []chat.Choice{pick("start", "guide.start")}
	if was := t.who.Progress[t.d.ID+"/"+p.ID]; was.Step != "" && was.Outcome != "done" {
		for i, s := range p.Steps {
			if s.ID == was.Step && i > 0 {
				choices = append([]chat.Choice{lasting("go:step:"+p.ID+":"+strconv.Itoa(s.Number), "guide.resume", "step", s.Label)}, choices...)
			}
		}
	}
	choices = append(choices, pick("stuck", "guide.unsure"), pick("steps", "guide.steps"), lasting("go:menu", "common.menu"))
	t.card(body, rows(choices...)...)
}

func (g guide) step(t *turn, p directive.Procedure, i int) {
	s := p.Steps[i]
	g.keep(t, p, s.ID, "")
	body := chat.Body{
		{Role: chat.Progress, Text: chat.Words(p.Title), Label: s.Label + "/" + strconv.Itoa(len(p.Steps)), N: i + 1, Of: len(p.Steps)},
		said(chat.Title, s.Title)}
	for _, press := range s.Press {
		body = append(body, chat.Block{Role: chat.Push, Label: press.Zone, Text: chat.Words(press.Text)})
	}
	for _, w := range s.Warnings {
		body = append(body, said(chat.Warn, w))
	}
	body = append(append(body, t.sourceOf(s.Topic)...), t.banner(p.Banner)...)
	next := "guide.next"
	if i == len(p.Steps)-1 {
		next = "guide.last"
	}
	out := t.card(body, rows(pick("next", next), pick("stuck", "guide.stuck"), pick("prev", "guide.prev"),
		pick("steps", "guide.steps"), lasting("go:menu", "common.menu"))...)
	out.Picture = t.d.Picture(s)
}

func (guide) steps(t *turn, p directive.Procedure) {
	choices := []chat.Choice{}
	for _, s := range p.Steps {
		choices = append(choices, chat.Choice{Label: s.Label + ": " + s.Title, Value: "go:step:" + p.ID + ":" + strconv.Itoa(s.Number), Lasting: true})
	}
	t.card(chat.Body{said(chat.Title, p.Title), block(chat.Para, "guide.which")}, rows(choices...)...)
}

func (g guide) stuck(t *turn, p directive.Procedure, i int) {
	s := p.Steps[i]
	body := chat.Body{}
	inConditions := t.slot("guide.in") == "conditions"
	switch {
	case inConditions:
		body = append(body, block(chat.Title, "guide.stuck.conditions"))
	case len(s.Symptoms) == 0:
		body = append(body, block(chat.Title, "guide.stuck.at", "step", s.Label), block(chat.Para, "guide.stuck.unstated", "step", s.Label))
	default:
		body = append(body, block(chat.Title, "guide.stuck.at", "step", s.Label), block(chat.Para, "guide.stuck.which"))
	}
	choices := []chat.Choice{}
	for _, sym := range g.symptoms(t, p, i) {
		choices = append(choices, chat.Choice{Label: sym.Label, Value: "sym:" + sym.ID})
	}
	choices = append(choices, lasting("go:support", "guide.other"), g.here(inConditions, s))
	t.card(body, rows(choices...)...)
}

func (guide) here(conditions bool, s directive.Step) chat.Choice {
	if conditions {
		return pick("here", "guide.here.conditions")
	}
	return pick("here", "guide.here", "step", s.Label)
}

func (g guide) symptom(t *turn, p directive.Procedure, i int) {
	body := chat.Body{}
	for _, s := range g.symptoms(t, p, i) {
		if s.ID != t.slot("guide.sym") {
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
	body = append(body, t.banner(p.Banner)...)
	t.card(body, rows(g.here(t.slot("guide.in") == "conditions", p.Steps[i]), pick("stuck", "guide.stuck.else"),
		lasting("go:support", "support.title"))...)
}
