package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// things are what a person may type in any state, and the lasting choice it stands for.
var things = []struct{ thing, value string }{
	{"menu", "go:menu"}, {"back", "go:back"}, {"cancel", "go:cancel"}, {"again", "go:again"}, {"undo", "undo:"}, {"help", "go:help"},
	{"continue", "go:continue"}, {"link", "go:link"}, {"roster", "go:roster"}, {"deadline", "go:deadline"}, {"contact", "go:contact"},
	{"says", "go:says"}, {"reminders", "go:reminders"}, {"directives", "go:directives"}, {"source", "go:source"},
	{"mydata", "go:mydata"}, {"withdraw", "go:mydata:withdraw"}, {"upload", "go:upload"},
}

// command answers codes, deep links, lasting choices, slash commands, and the words
// that work in every state: the labels of the menu among them.
func (h *House) command(t *turn) (bool, error) {
	in := t.scene.In
	if code, ok := invited(in); ok {
		return true, h.redeem(t, code)
	}
	if in.Start != "" {
		return true, h.welcome(t)
	}
	text, ok := t.meant()
	if taken, err := h.aside(t, text); taken || err != nil || !ok {
		return taken, err
	}
	head, rest, _ := strings.Cut(text, ":")
	switch head {
	case "go":
		if taken, err := h.goTo(t, rest); taken || err != nil {
			return true, err
		}
		return true, h.stale(t)
	case "undo":
		return true, h.undo(t, rest)
	case "mute", "unmute":
		return true, h.mute(t, head == "mute", rest)
	}
	return false, nil
}

// meant is the lasting choice that was picked, or that the words stand for; the words
// themselves when they stand for none.
func (t *turn) meant() (value string, ok bool) {
	text := t.text()
	if t.pressed() {
		return text, true
	}
	if strings.HasPrefix(text, "/") {
		return slash(text), true
	}
	for _, one := range things {
		if typedAs(text, "dialogs.typed."+one.thing) {
			return one.value, true
		}
	}
	asked := directive.Fold(text)
	for _, c := range (menu{}).choices(t) {
		if asked == directive.Fold(c.Label) {
			return c.Value, true
		}
	}
	return text, false
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
func slash(text string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	name, _, _ = strings.Cut(name, "@")
	if key := "dialogs.slash." + strings.ToLower(name); words.Known(key) {
		return words.Say(key)
	}
	return "go:unknown"
}

// courtesy answers a greeting or thanks; the talk stands where it stood.
func (h *House) courtesy(t *turn) (bool, error) {
	for _, thing := range []string{"hello", "thanks"} {
		if typedAs(t.text(), "dialogs.typed."+thing) {
			if t.at().State == "" {
				return true, h.welcome(t)
			}
			t.note(chat.Para, "dialogs."+thing)
			return true, h.again(t)
		}
	}
	return false, nil
}

// goTo follows a lasting choice: "<place>[:<argument>…]".
func (h *House) goTo(t *turn, to string) (bool, error) {
	place, argument, _ := strings.Cut(to, ":")
	switch place {
	case "menu":
		return true, h.toMenu(t)
	case "back":
		return true, h.back(t)
	case "cancel":
		return true, h.cancel(t)
	case "again":
		t.pop()
		return true, h.again(t)
	case "continue":
		return true, h.carryOn(t)
	case "link":
		return true, h.link(t)
	case "upload":
		return true, h.upload(t)
	case "directives":
		t.choosing()
		return true, nil
	case "source":
		return true, h.sources(t)
	case "unknown":
		t.note(chat.Warn, "dialogs.slash")
		return true, h.again(t)
	}
	return h.begin(t, place, argument)
}

// begin opens a dialog, or gives an answer of the menu.
func (h *House) begin(t *turn, place, argument string) (bool, error) {
	switch place {
	case "guide", "step":
		id, n, _ := strings.Cut(argument, ":")
		p, ok := t.d.Procedure(id)
		if !ok {
			return true, h.stale(t)
		}
		if n, ok := cutNumber(n, ""); ok && place == "step" {
			return true, guide{}.jump(t, p, n)
		}
		return true, guide{}.begin(t, p)
	case "obliged":
		return true, obliged{}.begin(t)
	case "roster":
		return true, rosterDialog{}.begin(t, argument)
	case "review":
		return true, review{}.begin(t)
	case "dispatch":
		return true, dispatch{}.begin(t)
	case myDataName:
		return true, myData{}.begin(t, argument)
	case "handover":
		return true, handover{}.begin(t)
	}
	for _, one := range places {
		if one == place && argument == "" {
			return true, menu{}.answer(t, place)
		} else if one == place {
			return true, menu{}.answer(t, place, argument)
		}
	}
	return false, nil
}

// stale says that a button means nothing any more.
func (h *House) stale(t *turn) error {
	t.note(chat.Warn, "dialogs.stale")
	return h.again(t)
}
