package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// ReleaseKind is the job that lets go of work in the talk it was carried from. It has
// nothing to do: its result, heard there, is what matters. Its Ref is the version of that
// talk that was copied.
const ReleaseKind = "release"

// carried are the beginnings of the slots of a row that is being typed.
var carried = []string{"roster.", cellPrefix, newPrefix}

// joined offers to go on with what stands open on another channel.
func (m menu) joined(t *turn) error {
	other, ok, err := t.elsewhere()
	if err != nil {
		return err
	}
	if !ok {
		return m.leave(t)
	}
	t.card(chat.Body{block(chat.Para, "link.ask", "channel", channelName(other.Of.Channel))},
		rows(pick("carry", "link.carry"), lasting("go:menu", "common.menu"))...)
	return nil
}

// carry copies where the other talk stands, with what was typed there, and has that talk
// let go of it.
func (m menu) carry(t *turn) (bool, error) {
	other, ok, err := t.elsewhere()
	if err != nil {
		return true, err
	}
	if !ok || !t.pressed() && !typedAs(t.text(), "dialogs.typed.yes") || t.pressed() && t.text() != "carry" {
		return false, nil
	}
	t.next.Frames, t.next.Directive = []chat.Frame{frame(menuName, "home")}, other.Directive
	t.jobs = append(t.jobs, chat.Job{Kind: ReleaseKind, Ref: strconv.FormatInt(other.Version, 10), To: &other.Of})
	if d := choose(t.next, t.scene.Directives); d != nil {
		t.turnTo(d)
	}
	if typing(other) {
		t.copy(other)
		return true, rosterDialog{}.goOn(t)
	}
	t.next.Frames = []chat.Frame{other.Frames[0]}
	return true, guide{}.show(t)
}

// copy takes over the row that is being typed in another talk.
func (t *turn) copy(other chat.Conversation) {
	t.untyped()
	for name, value := range other.Slots {
		if slices.ContainsFunc(carried, func(prefix string) bool { return strings.HasPrefix(name, prefix) }) {
			t.set(name, value)
		}
	}
}

// released returns a talk to its menu when what was carried from it is as it was; one
// that has moved on since keeps its work.
func (h *House) released(t *turn) error {
	if t.scene.In.Start != strconv.FormatInt(t.scene.Talk.Version, 10) {
		return nil
	}
	t.clear("")
	t.note(chat.Para, "link.released")
	return menu{}.leave(t)
}

// elsewhere is another talk of the person with work that can be carried.
func (t *turn) elsewhere() (chat.Conversation, bool, error) {
	talks, err := t.scene.Desk.Talks(t.ctx, t.who.ID)
	for _, other := range talks {
		if other.Of != t.scene.In.From && len(other.Frames) > 0 && (other.Frames[0].Dialog == guideName || typing(other)) {
			return other, true, err
		}
	}
	return chat.Conversation{}, false, err
}

func channelName(channel string) string {
	if key := "channel." + channel; words.Known(key) {
		return words.Say(key)
	}
	return words.Say("channel.other")
}
