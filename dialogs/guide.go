package dialogs

import (
	"regexp"
	"strconv"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// guide leads through one procedure, step by step.
type guide struct{}

const guideName = "guide"

var guideTable = mustTable("conditions", []fsm.EventDesc{
	{Name: "step", Src: []string{"conditions", "step", "steps", "stuck", "symptom", "finished"}, Dst: "step"},
	{Name: "steps", Src: []string{"conditions", "step"}, Dst: "steps"},
	{Name: "stuck", Src: []string{"conditions", "step", "symptom", "finished"}, Dst: "stuck"},
	{Name: "symptom", Src: []string{"stuck", "symptom"}, Dst: "symptom"},
	{Name: "conditions", Src: []string{"step", "steps", "stuck", "symptom"}, Dst: "conditions"},
	{Name: "finished", Src: []string{"step"}, Dst: "finished"},
})

func (guide) name() string         { return guideName }
func (guide) table() Table         { return guideTable }
func (guide) expects(*turn) string { return "" }

// move follows an event of the dialog's table and shows the new state.
func (t *turn) follow(d dialog, event string) error {
	state, err := d.table().Move(t.at().State, event)
	if err != nil {
		return err
	}
	t.stand(d.name(), state)
	return d.show(t)
}

func (g guide) begin(t *turn, id string) error {
	p, ok := t.d.Procedure(id)
	if !ok {
		return menu{}.show(t)
	}
	t.clear("guide.")
	t.set("guide.proc", p.ID)
	t.stand(guideName, "conditions")
	if len(p.Conditions) == 0 {
		return g.at(t, 0)
	}
	return g.show(t)
}

var jumpForm = regexp.MustCompile(`^([a-z0-9._-]+):(\d{1,2})$`)

func (g guide) jump(t *turn, to string) error {
	m := jumpForm.FindStringSubmatch(to)
	if m == nil {
		return menu{}.show(t)
	}
	p, ok := t.d.Procedure(m[1])
	n, _ := strconv.Atoi(m[2])
	if !ok || n < 1 || n > len(p.Steps) {
		return menu{}.show(t)
	}
	t.set("guide.proc", p.ID)
	if t.at().Dialog != guideName {
		t.stand(guideName, "conditions")
	}
	return g.at(t, n-1)
}

// at shows the i-th step, from 0.
func (g guide) at(t *turn, i int) error {
	t.set("guide.at", strconv.Itoa(i))
	return t.follow(g, "step")
}

func (guide) procedure(t *turn) (directive.Procedure, int, bool) {
	p, ok := t.d.Procedure(t.slot("guide.proc"))
	i, _ := strconv.Atoi(t.slot("guide.at"))
	if !ok || i < 0 || i >= len(p.Steps) {
		return p, 0, ok && len(p.Steps) > 0
	}
	return p, i, ok
}

var stepWord = regexp.MustCompile(`^(?:buoc|step) (\d{1,2})$`)

func (g guide) take(t *turn) (bool, error) {
	p, i, ok := g.procedure(t)
	if !ok {
		return true, menu{}.show(t)
	}
	if m := stepWord.FindStringSubmatch(directive.Fold(t.text())); m != nil {
		n, _ := strconv.Atoi(m[1])
		if n >= 1 && n <= len(p.Steps) {
			return true, g.at(t, n-1)
		}
	}
	word := t.text()
	for _, way := range []string{"next", "prev", "stuck", "done", "notyet"} {
		if !t.pressed() && words.Known("guide.typed."+way) && typedAs(t.text(), "guide.typed."+way) {
			word = way
		}
	}
	return g.answer(t, p, i, word)
}

func (g guide) answer(t *turn, p directive.Procedure, i int, word string) (bool, error) {
	switch word {
	case "start":
		return true, g.at(t, 0)
	case "resume", "here":
		if t.slot("guide.in") == "conditions" {
			t.set("guide.in", "")
			return true, t.follow(g, "conditions")
		}
		return true, g.at(t, i)
	case "next":
		if t.at().State == "conditions" {
			return true, g.at(t, 0)
		}
		if t.at().State == "step" && i == len(p.Steps)-1 {
			return true, t.follow(g, "finished")
		}
		return true, g.at(t, min(i+1, len(p.Steps)-1))
	case "prev":
		if i == 0 && len(p.Conditions) > 0 && t.at().State == "step" {
			return true, t.follow(g, "conditions")
		}
		return true, g.at(t, max(i-1, 0))
	case "steps":
		return g.allowed(t, "steps")
	case "stuck":
		t.set("guide.in", "")
		if t.at().State == "conditions" {
			t.set("guide.in", "conditions")
		}
		return g.allowed(t, "stuck")
	case "done", "notyet":
		if t.at().State == "finished" {
			return true, g.finish(t, p, i, word)
		}
		return false, nil
	}
	return g.symptomSaid(t, p, i, word)
}

// allowed follows an event where the table has it.
func (g guide) allowed(t *turn, event string) (bool, error) {
	if _, err := guideTable.Move(t.at().State, event); err != nil {
		return false, nil
	}
	return true, t.follow(g, event)
}

func (g guide) symptomSaid(t *turn, p directive.Procedure, i int, word string) (bool, error) {
	if t.at().State != "stuck" && t.at().State != "symptom" {
		return false, nil
	}
	for _, s := range g.symptoms(t, p, i) {
		if word == "sym:"+s.ID {
			t.set("guide.sym", s.ID)
			return true, t.follow(g, "symptom")
		}
	}
	return false, nil
}

// symptoms are those of the present step, or of the conditions where it has none.
func (guide) symptoms(t *turn, p directive.Procedure, i int) []directive.Symptom {
	if t.slot("guide.in") != "conditions" && len(p.Steps[i].Symptoms) > 0 {
		return p.Steps[i].Symptoms
	}
	return p.Symptoms
}

func (g guide) finish(t *turn, p directive.Procedure, i int, word string) error {
	outcome := "done"
	if word == "notyet" {
		outcome = "not_yet"
	}
	g.keep(t, p, p.Steps[len(p.Steps)-1].ID, outcome)
	if outcome == "not_yet" {
		t.note(chat.Para, "guide.notyet")
		return t.follow(g, "stuck")
	}
	t.note(chat.Saved, "guide.done", "title", p.Title)
	if topic, ok := t.d.Topic(p.After); ok {
		t.lead = append(t.lead, said(chat.Para, topic.Text), source(topic.Clause, quoted(topic)))
	}
	t.clear("guide.")
	t.next.Trail = nil
	t.place(menuName, home)
	t.card(nil, rows(lasting("go:menu", "common.menu"), lasting("go:deadline", "menu.deadline"))...)
	return nil
}

// keep stores how far the person is.
func (guide) keep(t *turn, p directive.Procedure, step, outcome string) {
	key := t.d.ID + "/" + p.ID
	was := t.who.Progress[key]
	if was.Step == step && (was.Outcome == outcome || outcome == "") {
		return
	}
	if outcome == "" {
		outcome = was.Outcome
	}
	t.who.Progress[key] = people.Progress{Step: step, Outcome: outcome, At: t.now()}
}
