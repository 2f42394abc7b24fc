package dialogs

import (
	"context"
	"slices"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// turn is one step being decided: what is known, and what has been decided so far.
type turn struct {
	ctx   context.Context
	scene Scene
	d     *directive.Directive
	who   people.Person
	was   people.Person // as read
	next  chat.Conversation
	say   []chat.Outbound
	lead  chat.Body // stands before the next card: what was just taken, or why not
	made  []chat.Change
	jobs  []chat.Job

	cited    []string // sentences of the directive that are shown
	undoable string   // the change just made, to be taken back with one tap
	struck   []string // marks of messages to delete

	left map[roster.Key]roster.Roster // rosters as this turn leaves them
}

func newTurn(ctx context.Context, s Scene, d *directive.Directive) (*turn, error) {
	who, err := s.Desk.Person(ctx, s.In.From)
	if err != nil {
		return nil, err
	}
	t := &turn{ctx: ctx, scene: s, d: d, was: who, who: who.At(s.Now), next: s.Talk.Clone(), left: map[roster.Key]roster.Roster{}}
	t.next.Of = s.In.From
	t.lapse()
	if d != nil {
		t.next.Directive = d.ID + "@" + d.Edition
	}
	return t, nil
}

func (t *turn) now() time.Time { return t.scene.Now }

// text is what was said, or the value of what was pressed.
func (t *turn) text() string { return t.scene.In.Text }

// pressed reports whether a choice was picked, and not words typed.
func (t *turn) pressed() bool { return t.scene.In.Press != nil }

func (t *turn) slot(name string) string { return t.next.Slots[name] }

func (t *turn) set(name, value string) {
	if value == "" {
		delete(t.next.Slots, name)
		return
	}
	t.next.Slots[name] = value
}

// clear forgets every slot with the prefix.
func (t *turn) clear(prefix string) {
	for name := range t.next.Slots {
		if len(name) >= len(prefix) && name[:len(prefix)] == prefix {
			delete(t.next.Slots, name)
		}
	}
}

func (t *turn) at() chat.Frame { return t.next.At() }

// note puts a sentence before whatever is shown next.
func (t *turn) note(role chat.Role, key string, pairs ...string) {
	t.lead = append(t.lead, chat.Block{Role: role, Text: chat.Words(words.Say(key, pairs...))})
}

// card says one message: what was noted before, the body, and the choices.
func (t *turn) card(body chat.Body, choices ...[]chat.Choice) *chat.Outbound {
	whole := append(append(chat.Body{}, t.lead...), body...)
	for i := range whole {
		if whole[i].Role == chat.Saved && t.undoable != "" {
			whole[i].Pick = "undo:" + t.undoable // the line bears its own button where a channel can show one
		}
	}
	t.lead = nil
	t.say = append(t.say, chat.Outbound{Body: whole, Choices: choices})
	return &t.say[len(t.say)-1]
}

// inPlace lets the last card take the place of the one whose button was pressed, when
// nothing was asked since: a channel that edits shows one card that changes.
func (t *turn) inPlace() {
	if in := t.scene.In; t.pressed() && in.Press.Offer > 0 && in.Press.Offer == t.scene.Talk.OfferedAt {
		t.say[len(t.say)-1].Edits = in.Of
	}
}

// outcome closes the turn.
func (t *turn) outcome() (chat.Outcome, error) {
	if len(t.lead) > 0 {
		t.card(nil)
	}
	t.keepPerson()
	t.keepCited()
	if !slices.ContainsFunc(t.next.Frames, func(f chat.Frame) bool { return f.Dialog == amendName }) {
		t.clear(amendPrefix)
	}
	t.say = append(t.say, t.erasures()...)
	next := t.next
	return chat.Outcome{Next: &next, Say: t.say, Changes: t.made, Jobs: t.jobs}, nil
}

func (t *turn) demo() bool { return t.scene.Demo }

// block is a block with a sentence of ours.
func block(role chat.Role, key string, pairs ...string) chat.Block {
	return chat.Block{Role: role, Text: chat.Words(words.Say(key, pairs...))}
}

// said is a block with a sentence of the directive.
func said(role chat.Role, text string) chat.Block {
	return chat.Block{Role: role, Text: chat.Words(text)}
}

// pick is a choice of this offer only.
func pick(value, key string, pairs ...string) chat.Choice {
	return chat.Choice{Label: words.Say(key, pairs...), Value: value}
}

// lasting is a choice that means the same for ever.
func lasting(value, key string, pairs ...string) chat.Choice {
	return chat.Choice{Label: words.Say(key, pairs...), Value: value, Lasting: true}
}

// row is a row of one choice each: the usual form of a list of choices.
func rows(choices ...chat.Choice) [][]chat.Choice {
	out := make([][]chat.Choice, 0, len(choices))
	for _, c := range choices {
		out = append(out, []chat.Choice{c})
	}
	return out
}
