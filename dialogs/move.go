package dialogs

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
)

// toMenu leaves for the menu. A row that was being typed waits there to be continued.
func (h *House) toMenu(t *turn) error {
	if !t.typing() {
		t.clear("")
	}
	return h.welcome(t)
}

// earlier is the state before another within a detour, which leaves no trail.
var earlier = map[string]string{supportName + " confirm": "question", answerName + " check": "reply", answerName + " reply": "list"}

// back goes to the screen before: from an answer to the work it interrupted.
func (h *House) back(t *turn) error {
	if state, ok := earlier[t.at().Dialog+" "+t.state()]; ok {
		t.place(frame(t.at().Dialog, state))
		return h.again(t)
	}
	if t.interrupted() {
		t.pop()
		return h.again(t)
	}
	if t.formBack() {
		return h.again(t)
	}
	if len(t.next.Trail) == 0 {
		t.note(chat.Hint, "dialogs.back.none")
		return menu{}.leave(t)
	}
	last := t.next.Trail[len(t.next.Trail)-1]
	t.next.Trail = t.next.Trail[:len(t.next.Trail)-1]
	t.place(last)
	return h.again(t)
}

// cancel stops what is being done. A row being typed is not kept.
func (h *House) cancel(t *turn) error {
	if t.at().Dialog == amendName {
		return amend{h}.decline(t)
	}
	if t.at().Dialog == menuName && !t.interrupted() && !t.typing() {
		t.note(chat.Hint, "dialogs.cancel.none")
		return menu{}.leave(t)
	}
	key := "dialogs.cancel.nothing"
	if t.typing() && t.slot("roster.row") == "" {
		key = "dialogs.cancel.row"
	}
	t.pop()
	t.note(chat.Hint, key)
	if t.at().Dialog == rosterName && t.state() != "list" {
		return rosterDialog{}.toList(t)
	}
	t.clear("")
	return menu{}.leave(t)
}

// carryOn continues the work that a reminder or the menu speaks of.
func (h *House) carryOn(t *turn) error {
	t.pop()
	if t.typing() {
		return rosterDialog{}.begin(t, t.slot("roster.unit")+"/"+t.slot("roster.form"))
	}
	if t.at().Dialog != menuName && t.at().State != "" {
		return h.again(t)
	}
	if len(t.units()) > 0 {
		return rosterDialog{}.begin(t, "")
	}
	if t.mayReadAll() {
		return menu{}.answer(t, "missing")
	}
	if waiting, err := t.waiting(); err != nil || len(waiting) > 0 {
		_, err = h.tickets(t, true)
		return err
	}
	if found, err := t.unfinished(); found || err != nil {
		return err
	}
	t.note(chat.Hint, "dialogs.continue.none")
	return menu{}.leave(t)
}

// unfinished takes up the first procedure that was begun: where it was left, or at
// the question how it ended.
func (t *turn) unfinished() (bool, error) {
	for _, p := range t.d.Procedures {
		got := t.who.Progress[t.d.ID+"/"+p.ID]
		if people.LastStep(p, got) {
			return true, guide{}.ending(t, p)
		}
		if got.Step != "" && got.Outcome != "done" {
			return true, guide{}.begin(t, p)
		}
	}
	return false, nil
}

// mute silences the reminders of a deadline, all but the last, or follow-ups.
func (h *House) mute(t *turn, on bool, what string) error {
	dl, ok := t.d.Deadline(what)
	if !ok && what != directive.FollowedUp {
		return h.stale(t)
	}
	key := t.d.ID + "/" + what
	t.who.Silenced = slices.DeleteFunc(t.who.Silenced, func(s string) bool { return s == key })
	if on {
		t.who.Silenced = append(t.who.Silenced, key)
	}
	t.note(chat.Saved, mutedWord(what, on), "title", dl.Title)
	return h.again(t)
}

// typing reports whether a row is being entered whose values would be lost.
func (t *turn) typing() bool { return typing(t.next) }

func typing(c chat.Conversation) bool {
	for name := range c.Slots {
		if strings.HasPrefix(name, cellPrefix) {
			return true
		}
	}
	return false
}
