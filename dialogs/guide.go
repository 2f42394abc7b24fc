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

// guide leads through one procedure, step by step. Its states are about a procedure
// and the number of a step; 0 stands for the conditions.
type guide struct{}

const guideName = "guide"

var guideTable = mustTable("conditions", []fsm.EventDesc{
	{Name: "step", Src: []string{"conditions", "step", "steps", "stuck", "symptom", "where", "finished"}, Dst: "step"},
	{Name: "steps", Src: []string{"conditions", "step"}, Dst: "steps"},
	{Name: "stuck", Src: []string{"conditions", "step", "symptom", "where"}, Dst: "stuck"},
	{Name: "symptom", Src: []string{"stuck", "symptom"}, Dst: "symptom"},
	{Name: "conditions", Src: []string{"step", "steps", "stuck", "symptom", "where"}, Dst: "conditions"},
	{Name: "finished", Src: []string{"step"}, Dst: "finished"},
	{Name: "where", Src: []string{"finished"}, Dst: "where"},
})

func (guide) name() string         { return guideName }
func (guide) table() Table         { return guideTable }
func (guide) expects(*turn) string { return "" }

// begin opens a procedure at its conditions, or at the first step when it has none.
func (g guide) begin(t *turn, p directive.Procedure) error {
	if len(p.Conditions) > 0 || len(p.Steps) == 0 {
		t.open(frame(guideName, "conditions", p.ID))
		return g.show(t)
	}
	return g.jump(t, p, 1)
}

// jump shows the n-th step, from 1, wherever the talk stands.
func (g guide) jump(t *turn, p directive.Procedure, n int) error {
	if n < 1 || n > len(p.Steps) {
		return g.begin(t, p)
	}
	t.open(frame(guideName, "step", p.ID, strconv.Itoa(n)))
	return g.show(t)
}

// place is a procedure and where in it the talk stands; step is zero in the conditions.
type place struct {
	p    directive.Procedure
	n    int
	step directive.Step
}

func (g guide) place(t *turn) (place, bool) { return g.in(t.d, t.at()) }

// in is the place that a frame of the guide is about.
func (guide) in(d *directive.Directive, f chat.Frame) (place, bool) {
	p, ok := d.Procedure(about(f, 0))
	n, _ := strconv.Atoi(about(f, 1))
	if !ok || n < 0 || n > len(p.Steps) {
		return place{}, false
	}
	at := place{p: p, n: n}
	if n > 0 {
		at.step = p.Steps[n-1]
	}
	return at, true
}

var stepWord = regexp.MustCompile(`^(?:buoc|step) (\d{1,2})$`)

// ways are the events that words may stand for.
var ways = []string{"next", "prev", "steps", "stuck", "done", "notyet", "here", "start"}

func (g guide) take(t *turn) (bool, error) {
	at, ok := g.place(t)
	if !ok {
		return true, menu{}.leave(t)
	}
	if m := stepWord.FindStringSubmatch(directive.Fold(t.text())); m != nil {
		if n, _ := strconv.Atoi(m[1]); n >= 1 && n <= len(at.p.Steps) {
			return true, g.to(t, at.p, n)
		}
	}
	return g.answer(t, at, g.word(t))
}

// word is the choice that was picked, or that the typed words stand for.
func (guide) word(t *turn) string {
	if t.pressed() {
		return t.text()
	}
	for _, way := range ways {
		if words.Known("guide.typed."+way) && typedAs(t.text(), "guide.typed."+way) {
			return way
		}
	}
	return t.text()
}

// to shows the n-th step, 0 for the conditions.
func (g guide) to(t *turn, p directive.Procedure, n int) error {
	if n == 0 {
		if len(p.Conditions) == 0 {
			n = 1
		} else {
			return t.follow(g, "conditions", p.ID)
		}
	}
	return t.follow(g, "step", p.ID, strconv.Itoa(n))
}

func (g guide) answer(t *turn, at place, word string) (bool, error) {
	switch word {
	case "start":
		return true, g.to(t, at.p, 1)
	case "here":
		return true, g.to(t, at.p, at.n)
	case "next":
		return true, g.next(t, at)
	case "prev":
		return true, g.prev(t, at)
	case "steps":
		return g.event(t, word, at)
	case "stuck":
		return g.stick(t, at)
	case "done", "notyet":
		if t.state() != "finished" {
			return false, nil
		}
		return true, g.finish(t, at.p, word)
	}
	return g.symptomSaid(t, at, word)
}

// event follows an event where the table has it.
func (g guide) event(t *turn, event string, at place) (bool, error) {
	if !t.allows(g, event) {
		return false, nil
	}
	return true, t.follow(g, event, at.p.ID, strconv.Itoa(at.n))
}

func (g guide) prev(t *turn, at place) error {
	if t.state() != "step" {
		return g.to(t, at.p, at.n)
	}
	return g.to(t, at.p, max(at.n-1, 0))
}

func (g guide) next(t *turn, at place) error {
	if at.n == len(at.p.Steps) && t.state() == "step" {
		return t.follow(g, "finished", at.p.ID, strconv.Itoa(at.n))
	}
	if t.state() == "finished" {
		return g.show(t)
	}
	return g.to(t, at.p, min(at.n+1, len(at.p.Steps)))
}

// stick opens the symptoms of where the talk stands; at the end it asks where first.
func (g guide) stick(t *turn, at place) (bool, error) {
	if t.state() == "finished" {
		return g.event(t, "where", at)
	}
	return g.event(t, "stuck", at)
}

func (g guide) symptomSaid(t *turn, at place, word string) (bool, error) {
	if n, ok := cutNumber(word, "stuck:"); ok && n <= len(at.p.Steps) && t.state() == "where" {
		return true, t.follow(g, "stuck", at.p.ID, strconv.Itoa(n))
	}
	for _, s := range g.symptoms(at) {
		if word == "sym:"+s.ID && t.allows(g, "symptom") {
			return true, t.follow(g, "symptom", at.p.ID, strconv.Itoa(at.n), s.ID)
		}
	}
	return false, nil
}

// symptoms are those of the present step, or of the conditions where it has none.
func (guide) symptoms(at place) []directive.Symptom {
	if len(at.step.Symptoms) > 0 {
		return at.step.Symptoms
	}
	return at.p.Symptoms
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
