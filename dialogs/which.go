package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// which asks for the directive when several are in force and none was chosen. A
// lasting choice, as a reminder carries, names one by what it is about.
func (h *House) which(t *turn) (bool, error) {
	if id, ok := strings.CutPrefix(t.text(), "go:directive:"); ok {
		if d := find(t.scene.Directives, id); d != nil {
			t.turnTo(d)
			t.clear("")
			return true, h.welcome(t)
		}
	}
	if owner := t.owner(); owner != nil && owner != t.d {
		t.turnTo(owner)
		t.clear("")
		t.home()
	}
	if _, code := invited(t.scene.In); t.d != nil || code {
		return false, nil
	}
	for _, d := range t.scene.Directives {
		if directive.Fold(t.text()) == directive.Fold(d.Number) {
			t.turnTo(d)
			return true, h.welcome(t)
		}
	}
	t.choosing()
	return true, nil
}

func (t *turn) turnTo(d *directive.Directive) { t.d, t.next.Directive = d, d.ID+"@"+d.Edition }

// choosing asks for the directive; the talk stands where it stood.
func (t *turn) choosing() {
	choices := []chat.Choice{}
	for _, d := range t.scene.Directives {
		choices = append(choices, chat.Choice{Label: words.Say("dialogs.which.one", "kind", d.Kind, "number", d.Number, "issuer", d.Issuer), Value: "go:directive:" + d.ID, Lasting: true})
	}
	t.card(chat.Body{block(chat.Para, "dialogs.which")}, rows(choices...)...)
}

// owns finds the directive that a lasting choice is about, by the word after "go:".
var owns = map[string]func(d *directive.Directive, about string) bool{
	"guide":  func(d *directive.Directive, about string) bool { _, ok := d.Procedure(about); return ok },
	"step":   func(d *directive.Directive, about string) bool { _, ok := d.Procedure(before(about, ":")); return ok },
	"topic":  func(d *directive.Directive, about string) bool { _, ok := d.Topic(about); return ok },
	"task":   func(d *directive.Directive, about string) bool { _, ok := d.Task(about); return ok },
	"roster": ownsRoster,
}

func ownsRoster(d *directive.Directive, about string) bool {
	unit, form, both := strings.Cut(about, "/")
	_, ok1 := d.Unit(unit)
	_, ok2 := d.Form(form)
	return ok1 && (ok2 || !both)
}

func before(s, sep string) string {
	head, _, _ := strings.Cut(s, sep)
	return head
}

// owner is the directive a pressed lasting choice is about; the present one where it
// fits, nil when the choice names none.
func (t *turn) owner() *directive.Directive {
	if !t.pressed() {
		return nil
	}
	rest, ok := strings.CutPrefix(t.text(), "go:")
	place, about, named := strings.Cut(rest, ":")
	is, known := owns[place]
	if !ok || !known || !named {
		return nil
	}
	if t.d != nil && is(t.d, about) {
		return t.d
	}
	for _, d := range t.scene.Directives {
		if is(d, about) {
			return d
		}
	}
	return nil
}

func find(all []*directive.Directive, id string) *directive.Directive {
	for _, d := range all {
		if d.ID == id {
			return d
		}
	}
	return nil
}
