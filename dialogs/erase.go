package dialogs

import (
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
)

// eraseFor is how long a message can be deleted (core.telegram.org/bots/api#deletemessage).
const eraseFor = 48 * time.Hour

// erase deletes the person's message where the channel can, once the turn is kept and
// everything else was said.
func (t *turn) erase() { t.strike(t.scene.In.Mark) }

func (t *turn) strike(mark string) {
	if t.scene.Can.Erase && mark != "" && !slices.Contains(t.struck, mark) {
		t.struck = append(t.struck, mark)
	}
}

// erasures are the messages to delete.
func (t *turn) erasures() []chat.Outbound {
	all := []chat.Outbound{}
	for _, mark := range t.struck {
		all = append(all, chat.Outbound{Erase: mark, Until: t.now().Add(eraseFor)})
	}
	return all
}

const (
	wrongSlot = "typed.wrong" // marks of refused messages with somebody's number in them
	mostWrong = 5
)

// misgiven remembers a message that was refused: a number with one wrong digit is still
// somebody's, and goes with the right one.
func (t *turn) misgiven(c directive.Column) {
	if !c.Private() || !t.scene.Can.Erase || t.scene.In.Mark == "" {
		return
	}
	marks := append(strings.Fields(t.slot(wrongSlot)), t.scene.In.Mark)
	t.set(wrongSlot, strings.Join(marks[max(0, len(marks)-mostWrong):], " "))
}

// sealed deletes the messages that gave a private value which is now kept.
func (t *turn) sealed(c directive.Column) {
	if !c.Private() {
		return
	}
	t.erase()
	for _, mark := range strings.Fields(t.slot(wrongSlot)) {
		t.strike(mark)
	}
	t.set(wrongSlot, "")
}

// shownSlot holds the one message that showed a number in full.
const shownSlot = "shown"

// mask edits that message at the next turn.
func (t *turn) mask() {
	line := t.slot("mask")
	if line == "" || !t.scene.Can.Edit {
		return
	}
	t.set("mask", "")
	t.say = append(t.say, chat.Outbound{Slot: shownSlot, Replace: true, Body: chat.Body{said(chat.Saved, line)}})
}
