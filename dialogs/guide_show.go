package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
)

func (g guide) show(t *turn) error {
	at, ok := g.place(t)
	if !ok {
		return menu{}.leave(t)
	}
	switch t.state() {
	case "conditions":
		g.conditions(t, at.p)
	case "steps":
		g.steps(t, at.p)
	case "stuck":
		g.stuck(t, at)
	case "symptom":
		g.symptom(t, at)
	case "finished":
		g.finished(t, at.p)
	case "where":
		g.where(t, at.p)
	default:
		g.step(t, at)
	}
	t.inPlace()
	return nil
}

// banner says that the route has since changed: whole in the first card of a guide,
// in one line after it.
func (t *turn) banner(id string) chat.Body {
	b, ok := t.d.Banner(id)
	if !ok {
		return nil
	}
	text := b.Text
	if frames := t.scene.Talk.Frames; b.Short != "" && len(frames) > 0 && frames[0].Dialog == guideName {
		text = b.Short
	}
	return chat.Body{{Role: chat.Banner, Text: chat.Words(text), Label: b.Short}}
}

func quoted(topic directive.Topic) string { return strings.Join(topic.Quote, "\n") }

// sourceOf is the correction of a topic and the clause it stands in.
func (t *turn) sourceOf(id string) chat.Body {
	topic, ok := t.d.Topic(id)
	if !ok {
		return nil
	}
	t.cite("topic", id)
	body := chat.Body{}
	if topic.Fix != nil {
		body = append(body, fix(*topic.Fix))
	}
	return append(body, source(topic.Clause, quoted(topic)))
}

func (g guide) conditions(t *turn, p directive.Procedure) {
	body := chat.Body{said(chat.Title, p.Title), block(chat.Para, "guide.who", "who", p.Who), block(chat.Para, "guide.conditions")}
	for _, c := range p.Conditions {
		body = append(body, said(chat.Item, c.Text))
	}
	body = append(body, t.sourcesOf(p)...)
	body = append(append(body, t.remarks(p.Notes)...), t.banner(p.Banner)...)
	choices := g.resumes(t, p)
	if len(p.Steps) > 0 {
		choices = append(choices, pick("start", "guide.start", "step", p.Steps[0].Label))
	}
	choices = append(choices, pick("stuck", "guide.unsure"))
	if len(choices) == 2 { // with one to resume there would be more than five
		choices = append(choices, t.toCounter(topicsOf(p.Symptoms)...)...)
	}
	t.card(body, rows(append(choices, pick("steps", "guide.steps"), lasting("go:menu", "common.menu"))...)...)
}

// remarks are notes, each with the clause it rests on.
func (t *turn) remarks(all []directive.Note) chat.Body {
	body := chat.Body{}
	for _, n := range all {
		body = append(body, said(chat.Hint, n.Text))
		if topic, ok := t.d.Topic(n.Topic); ok {
			body = append(body, source(topic.Clause, quoted(topic)))
		}
	}
	return body
}

// sourcesOf are the sources of the conditions, each clause once.
func (t *turn) sourcesOf(p directive.Procedure) chat.Body {
	body, seen := chat.Body{}, map[string]bool{}
	for _, c := range p.Conditions {
		if !seen[c.Topic] {
			seen[c.Topic] = true
			body = append(body, t.sourceOf(c.Topic)...)
		}
	}
	return body
}

// resumes offers to go on where the person was, unless they were done.
func (guide) resumes(t *turn, p directive.Procedure) []chat.Choice {
	was := t.who.Progress[t.d.ID+"/"+p.ID]
	if was.Outcome == "done" {
		return nil
	}
	for i, s := range p.Steps {
		if s.ID == was.Step && i > 0 {
			return []chat.Choice{stepChoice(p, i, "guide.resume", s)}
		}
	}
	return nil
}

func stepChoice(p directive.Procedure, i int, key string, s directive.Step) chat.Choice {
	return lasting("go:step:"+p.ID+":"+strconv.Itoa(i+1), key, "step", s.Label, "title", s.Title)
}

func (g guide) step(t *turn, at place) {
	s, of := at.step, len(at.p.Steps)
	g.keep(t, at.p, s.ID, "")
	body := chat.Body{
		{Role: chat.Progress, Text: chat.Words(at.p.Title), Label: s.Label + "/" + strconv.Itoa(of), N: at.n, Of: of},
		said(chat.Title, s.Title)}
	for _, press := range s.Press {
		body = append(body, chat.Block{Role: chat.Push, Label: press.Zone, Text: chat.Words(press.Text)})
	}
	for _, w := range s.Warnings {
		body = append(body, said(chat.Warn, w))
	}
	body = append(body, t.remarks(s.Notes)...)
	body = append(append(body, t.sourceOf(s.Topic)...), t.banner(at.p.Banner)...)
	choices := []chat.Choice{pick("next", "guide.next"), pick("stuck", "guide.stuck")}
	if at.n == of {
		choices[0] = pick("next", "guide.last")
	}
	if at.n > 1 {
		choices = append(choices, pick("prev", "guide.prev"))
	} else if len(at.p.Conditions) > 0 {
		choices = append(choices, pick("prev", "guide.prev.conditions"))
	}
	out := t.card(body, rows(append(choices, pick("steps", "guide.steps"), lasting("go:menu", "common.menu"))...)...)
	out.Picture = t.d.Picture(s)
}

func (guide) steps(t *turn, p directive.Procedure) {
	choices := []chat.Choice{}
	for i, s := range p.Steps {
		choices = append(choices, stepChoice(p, i, "guide.step", s))
	}
	t.card(chat.Body{said(chat.Title, p.Title), block(chat.Para, "guide.which")}, rows(choices...)...)
}
