package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// where is what the person is doing and the step or column they stand at,
// "procedure:reg:reg.step4" or "form:pl2:phone"; "" when they do neither.
func (t *turn) where() string {
	if t.at().Dialog == supportName {
		return t.slot("support.where")
	}
	for _, f := range t.next.Frames {
		if at, ok := (guide{}).in(t.d, f); ok && f.Dialog == guideName {
			return "procedure:" + at.p.ID + ":" + at.step.ID
		}
		if form := t.slot("roster.form"); form != "" && f.Dialog == rosterName {
			return "form:" + form + ":" + t.slot("roster.column")
		}
	}
	return ""
}

// placeOf takes such a place apart.
func placeOf(where string) (of, step string) {
	i := strings.LastIndex(where, ":")
	if i < 0 {
		return "", ""
	}
	return where[:i], where[i+1:]
}

// whereabouts is such a place in words: the step, and what it is a step of. Both are
// "" when the directive has it no longer.
func whereabouts(d *directive.Directive, of, step string) (at, title string) {
	kind, id, _ := strings.Cut(of, ":")
	if p, ok := d.Procedure(id); ok && kind == "procedure" {
		return stepLabel(p, step), p.Title
	}
	f, ok := d.Form(id)
	if !ok || kind != "form" {
		return "", ""
	}
	if c, ok := f.Column(step); ok {
		return words.Say("support.cell", "label", c.Label), f.Title
	}
	return words.Say("support.list"), f.Title
}

// Whereabouts is where the person of a ticket stood, in words; "" when they did nothing.
func Whereabouts(d *directive.Directive, ticket people.Ticket) string {
	at, title := whereabouts(d, ticket.Of, ticket.Step)
	if title == "" {
		return ""
	}
	return words.Say("support.where", "step", at, "title", title)
}

// stepLabel is the printed label of a step, or the word for the conditions.
func stepLabel(p directive.Procedure, step string) string {
	for _, s := range p.Steps {
		if s.ID == step {
			return s.Label
		}
	}
	return words.Say("support.conditions")
}

// leave ends a detour: the talk stands where it stood before it.
func (t *turn) leave(dialog string) {
	t.clear(dialog + ".")
	if !t.interrupted() {
		t.home()
		return
	}
	t.pop()
}
