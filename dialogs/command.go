package dialogs

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// typed reports whether the words are one of the usual ways to say the thing.
func typed(text, thing string) bool {
	return typedAs(text, "dialogs.typed."+thing)
}

// move answers Quay lại, Hủy and Menu, which work in every state.
func (h *House) move(t *turn) (bool, error) {
	text := t.text()
	switch {
	case text == "go:menu" || typed(text, "menu"):
		t.clear("")
		t.next.Trail = nil
		return true, h.welcome(t)
	case text == "go:back" || typed(text, "back"):
		return true, h.back(t)
	case text == "go:cancel" || typed(text, "cancel"):
		return true, h.cancel(t)
	case text == "go:again" || typed(text, "again"):
		return true, h.again(t)
	}
	return false, nil
}

func (h *House) back(t *turn) error {
	if form := t.formBack(); form {
		return h.again(t)
	}
	if len(t.next.Trail) == 0 {
		t.note(chat.Hint, "dialogs.back.none")
		return h.welcome(t)
	}
	last := t.next.Trail[len(t.next.Trail)-1]
	t.next.Trail = t.next.Trail[:len(t.next.Trail)-1]
	t.place(last.Dialog, last.State)
	return h.again(t)
}

func (h *House) cancel(t *turn) error {
	key := "dialogs.cancel.nothing"
	if t.at().Dialog == rosterName && t.typing() {
		key = "dialogs.cancel.row"
	}
	t.clear("")
	t.next.Trail = nil
	t.note(chat.Hint, key)
	return h.welcome(t)
}

// command answers deep links, invite codes, lasting choices and slash commands.
func (h *House) command(t *turn) (bool, error) {
	in := t.scene.In
	if code, ok := invited(in); ok {
		return true, h.redeem(t, code)
	}
	if in.Start != "" {
		return true, h.welcome(t)
	}
	text := in.Text
	if alias, ok := slash(text); ok {
		text = alias
	}
	if taken, err := h.aside(t, text); taken || err != nil {
		return taken, err
	}
	head, rest, _ := strings.Cut(text, ":")
	switch head {
	case "go":
		return h.goTo(t, rest)
	case "undo":
		return true, h.undo(t, rest)
	case "mute", "unmute":
		return true, h.mute(t, head == "mute", rest)
	}
	switch {
	case typed(text, "undo"):
		return true, h.undo(t, "")
	case typed(text, "help"):
		return h.goTo(t, "help")
	case typed(text, "continue"):
		return h.goTo(t, "continue")
	case typed(text, "link"):
		return true, h.link(t)
	}
	return false, nil
}

// invited finds a one-time code in a deep link or anywhere in the words.
func invited(in chat.Inbound) (string, bool) {
	if in.Start != "" {
		return people.FindCode(strings.NewReplacer("_", "-").Replace(in.Start))
	}
	if in.Press != nil || len(in.Text) > 2000 {
		return "", false
	}
	return people.FindCode(in.Text)
}

// slash gives the lasting choice that a /command stands for.
func slash(text string) (string, bool) {
	if !strings.HasPrefix(text, "/") {
		return "", false
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	name, _, _ = strings.Cut(name, "@")
	if key := "dialogs.slash." + strings.ToLower(name); words.Known(key) {
		return words.Say(key), true
	}
	return "go:menu", name == "start"
}

// goTo follows a lasting choice: "<place>[:<argument>…]".
func (h *House) goTo(t *turn, to string) (bool, error) {
	place, argument, _ := strings.Cut(to, ":")
	switch place {
	case "menu":
		return true, h.welcome(t)
	case "guide":
		return true, guide{}.begin(t, argument)
	case "step":
		return true, guide{}.jump(t, argument)
	case "obliged":
		return true, obliged{}.begin(t)
	case "roster":
		return true, rosterDialog{}.begin(t, argument)
	case "continue":
		return true, h.carryOn(t)
	}
	if state, ok := menuStates[place]; ok {
		t.set("menu.arg", argument)
		t.stand(menuName, state)
		return true, menu{}.show(t)
	}
	return false, nil
}

// carryOn continues the work that a reminder speaks of.
func (h *House) carryOn(t *turn) error {
	if t.at().Dialog != menuName && t.at().State != "" {
		return h.again(t)
	}
	if len(t.units()) > 0 {
		return rosterDialog{}.begin(t, "")
	}
	if waiting, err := t.waiting(); err != nil || len(waiting) > 0 {
		_, err = h.tickets(t)
		return err
	}
	for _, p := range t.d.Procedures {
		got := t.who.Progress[t.d.ID+"/"+p.ID]
		if people.LastStep(p, got) {
			return guide{}.ending(t, p)
		}
		if got.Step != "" && got.Outcome != "done" {
			return guide{}.begin(t, p.ID)
		}
	}
	return h.welcome(t)
}

func (h *House) mute(t *turn, on bool, deadline string) error {
	key := t.d.ID + "/" + deadline
	t.who.Silenced = slices.DeleteFunc(t.who.Silenced, func(s string) bool { return s == key })
	if on {
		t.who.Silenced = append(t.who.Silenced, key)
	}
	t.note(chat.Saved, mutedWord(deadline, on))
	return h.again(t)
}

// typing reports whether a row is being entered whose values would be lost.
func (t *turn) typing() bool {
	for name := range t.next.Slots {
		if strings.HasPrefix(name, cellPrefix) {
			return true
		}
	}
	return false
}
