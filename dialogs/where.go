package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// where is the procedure and step that the person stands at, "procedure:step"; no
// step at its conditions, "" outside a procedure.
func (t *turn) where() string {
	if t.at().Dialog == supportName {
		return t.slot("support.where")
	}
	for _, f := range t.next.Frames {
		if at, ok := (guide{}).in(t.d, f); ok && f.Dialog == guideName {
			return at.p.ID + ":" + at.step.ID
		}
	}
	return ""
}

// whereabouts is such a place in words; "" when the directive has it no longer.
func whereabouts(d *directive.Directive, where string) string {
	id, step, _ := strings.Cut(where, ":")
	p, ok := d.Procedure(id)
	if !ok {
		return ""
	}
	return words.Say("support.where", "step", stepLabel(p, step), "title", p.Title)
}

// Whereabouts is where the person of a ticket stood, in words; "" outside a procedure.
func Whereabouts(d *directive.Directive, ticket people.Ticket) string {
	return whereabouts(d, ticket.Procedure+":"+ticket.Step)
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
