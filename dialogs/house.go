// Package dialogs decides what to answer. A step is a pure function of its scene:
// no clock, no writing, no channel; it reads only through Desk, and what it
// decides is data. The dialogs are built from the directive; none knows 949.
package dialogs

import (
	"context"
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/understand"
)

// dialog is one machine of the house.
type dialog interface {
	name() string
	table() Table
	// expects is the kind of value that the present state waits for, "" for none.
	expects(t *turn) string
	// take decides on what was said in the present state; false: not understood.
	take(t *turn) (bool, error)
	// show puts the present state's question again.
	show(t *turn) error
}

// House is every dialog and the order in which they are asked. It holds nothing of
// any talk and is safe for concurrent use.
type House struct {
	dialogs map[string]dialog
	readers *readers
}

// New builds the house.
func New() *House {
	h := &House{dialogs: map[string]dialog{}, readers: &readers{all: map[string]*understand.Reader{}}}
	for _, d := range []dialog{menu{}, guide{}, obliged{}, rosterDialog{}, personnel{}, review{}, handover{}, pasting{}, confirm{}, dispatch{}, myData{}, support{}, answer{}, amend{h}} {
		h.dialogs[d.name()] = d
	}
	return h
}

// Diagrams gives each dialog's table as a mermaid state diagram, by name.
func (h *House) Diagrams() (map[string]string, error) {
	all := map[string]string{}
	for name, d := range h.dialogs {
		diagram, err := d.table().Diagram()
		if err != nil {
			return nil, err
		}
		all[name] = diagram
	}
	return all, nil
}

// Typed reports whether digits typed now are a value of a form, so that a "2" is
// not taken for the second choice.
func (h *House) Typed(talk chat.Conversation, all []*directive.Directive) bool {
	t := &turn{d: choose(talk, all), next: talk}
	if t.d == nil || talk.At().Dialog != rosterName || t.state() != asking || talk.Slots[doubt] != "" {
		return false
	}
	column, ok := t.column()
	return ok && figures[column.Kind]
}

// figures are the kinds whose values may be as short as a choice's number.
var figures = map[string]bool{"number": true, "percent": true, "year": true, "code": true, "text": true}

// Step decides on one inbound.
func (h *House) Step(ctx context.Context, s Scene) (chat.Outcome, error) {
	t, err := newTurn(ctx, s, choose(s.Talk, s.Directives))
	if err != nil {
		return chat.Outcome{}, err
	}
	t.mask()
	moved, err := h.renewed(t)
	if err == nil && !moved {
		err = h.answer(t)
	}
	if err != nil {
		return chat.Outcome{}, err
	}
	return t.outcome()
}

// choose gives the directive the talk is about; the only one where there is one;
// nil when several are in force and none was chosen.
func choose(talk chat.Conversation, all []*directive.Directive) *directive.Directive {
	id, _, _ := strings.Cut(talk.Directive, "@")
	if d := find(all, id); d != nil {
		return d
	}
	if len(all) == 1 {
		return all[0]
	}
	return nil
}

// answer finds who answers, in the order of the design: sheets and pasted lines, what is refused,
// commands and links, Quay lại, Hủy and Menu, the present dialog where the words fit what it awaits
// and are no question, then understanding, then "chưa rõ".
func (h *House) answer(t *turn) error {
	for _, first := range []func(*turn) (bool, error){h.sheets, h.done, h.pasted, h.refuse, h.which, h.command, h.dictated, h.courtesy, h.resolved} {
		if taken, err := first(t); taken || err != nil {
			return err
		}
	}
	switch h.sort(t) {
	case understand.Question:
		return h.asked(t)
	case understand.Doubt:
		t.set(doubt, t.text())
		t.set(doubtMark, t.scene.In.Mark)
		h.unsure(t)
		return nil
	}
	taken, err := h.taken(t)
	if taken || err != nil {
		t.set("asked", "")
		t.set(missed, "")
		return err
	}
	return h.asked(t)
}

// done hears that slow work has ended; the talk stands where it stands.
func (h *House) done(t *turn) (bool, error) {
	if t.scene.In.Kind != chat.Done {
		return false, nil
	}
	switch t.scene.In.Of {
	case DispatchJob:
		h.dispatched(t)
	case ReleaseKind:
		return true, h.released(t)
	}
	return true, nil
}

// taken asks the present dialog, and then the work that an answer or an offer stands
// before: who has read it may go on without a word about it.
func (h *House) taken(t *turn) (bool, error) {
	d, ok := h.dialogs[t.at().Dialog]
	if !ok || t.at().State == "" {
		return true, h.first(t)
	}
	taken, err := d.take(t)
	frames := t.next.Frames
	for !taken && err == nil && t.interrupted() {
		t.next.Frames = slices.Clone(t.next.Frames[:len(t.next.Frames)-1])
		if work, ok := h.dialogs[t.at().Dialog]; ok {
			taken, err = work.take(t)
		}
	}
	if !taken {
		t.next.Frames = frames
	}
	return taken, err
}

// first answers somebody's first words: what is surely a question is answered, anything
// else welcomed.
func (h *House) first(t *turn) error {
	t.home()
	if t.d == nil || t.pressed() {
		return h.welcome(t)
	}
	if reading := h.readers.of(t.d).Read(t.text()); reading.Kind == understand.Unknown || reading.Answers() && reading.Score < sure {
		return h.welcome(t)
	}
	return h.asked(t)
}

// again puts the present question once more.
func (h *House) again(t *turn) error {
	if t.d == nil {
		t.choosing()
		return nil
	}
	if t.slot(doubt) != "" {
		h.unsure(t)
		return nil
	}
	if d, ok := h.dialogs[t.at().Dialog]; ok && t.at().State != "" {
		return d.show(t)
	}
	return h.welcome(t)
}

// welcome greets at the menu.
func (h *House) welcome(t *turn) error {
	t.home()
	if t.d == nil {
		t.choosing()
		return nil
	}
	return menu{}.hello(t)
}
