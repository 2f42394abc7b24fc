package dialogs

import (
	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
)

const (
	menuName = "menu"
	home     = "home"
)

// places are the answers that are reached from anywhere.
var places = []string{"more", "deadline", "contact", "says", "task", "help", "reminders", "topic", "counter", "missing", "joined"}

// menu is who the bot is, the choices, and the answers that are no machines: from any
// of them any other is reached.
type menu struct{}

var menuTable = mustTable(home, menuRows())

func menuRows() []fsm.EventDesc {
	events := []fsm.EventDesc{}
	for _, place := range append([]string{home}, places...) {
		events = append(events, fsm.EventDesc{Name: place, Src: append([]string{home}, places...), Dst: place})
	}
	return events
}

func (menu) name() string         { return menuName }
func (menu) table() Table         { return menuTable }
func (menu) expects(*turn) string { return "" }

// take goes on with what stands open on another channel; nothing else is asked here.
func (m menu) take(t *turn) (bool, error) {
	if t.state() != "joined" {
		return false, nil
	}
	return m.carry(t)
}

// answer gives one of the places; the work it interrupts goes on afterwards.
func (m menu) answer(t *turn, place string, about ...string) error {
	t.push(frame(menuName, place, about...))
	return m.show(t)
}

// leave goes to the menu in few words: what stood there is no more.
func (m menu) leave(t *turn) error {
	t.home()
	return m.short(t)
}

func (m menu) show(t *turn) error {
	switch t.state() {
	case "more":
		m.more(t)
	case "deadline":
		m.deadline(t)
	case "contact":
		m.contact(t)
	case "says":
		m.says(t)
	case "task":
		m.task(t, t.about(0))
	case "topic":
		return m.topic(t, t.about(0))
	case "counter":
		m.counter(t, t.about(0))
	case "joined":
		return m.joined(t)
	case "help":
		m.help(t)
	case "reminders":
		return m.reminders(t)
	case "missing":
		return m.missing(t, t.about(0))
	default:
		return m.short(t)
	}
	return nil
}

// hello is who the bot is, the directive in few sentences, the days left, the choices.
func (m menu) hello(t *turn) error {
	body := chat.Body{block(chat.Para, "menu.hello", "kind", t.d.Kind, "number", t.d.Number, "issuer", t.d.Issuer)}
	for _, sentence := range t.d.Summary {
		body = append(body, said(chat.Item, sentence))
	}
	t.card(append(append(body, m.staged(t)...), m.days(t)...), rows(m.first(t)...)...)
	return nil
}

// short is the menu for somebody who has just been greeted.
func (m menu) short(t *turn) error {
	body := m.days(t)
	if len(t.lead) == 0 {
		body = append(chat.Body{block(chat.Para, "menu.choose")}, body...)
	}
	t.card(body, rows(m.first(t)...)...)
	return nil
}

// mostChoices is how many choices the menu shows at once.
const mostChoices = 5

// first are the choices most wanted, and a way to the others.
func (m menu) first(t *turn) []chat.Choice {
	all := m.choices(t)
	if len(all) <= mostChoices {
		return all
	}
	return append(all[:mostChoices-1:mostChoices-1], lasting("go:more", "menu.more"))
}

func (m menu) more(t *turn) {
	t.card(chat.Body{block(chat.Para, "menu.others")}, rows(append(m.choices(t)[mostChoices-1:], t.onwards())...)...)
}

// choices are all that the menu offers, the usual ones first.
func (menu) choices(t *turn) []chat.Choice {
	choices := []chat.Choice{}
	if t.typing() {
		choices = append(choices, lasting("go:continue", "menu.continue"))
	}
	if t.mayAnswer() {
		choices = append(choices, lasting("go:tickets", "answer.menu"))
	}
	if len(t.units()) > 0 {
		choices = append(choices, lasting("go:roster", "menu.roster"))
	}
	if t.mayReadAll() {
		choices = append(choices, lasting("go:missing", "menu.missing"), lasting("go:review", "review.menu"), lasting("go:dispatch", "menu.dispatch"))
	}
	for i, p := range t.d.Procedures {
		if i == 0 {
			choices = append(choices, chat.Choice{Label: p.Title, Value: "go:guide:" + p.ID, Lasting: true})
		}
	}
	if len(t.d.Obligations) > 0 {
		choices = append(choices, lasting("go:obliged", "menu.obliged"))
	}
	choices = append(choices, lasting("go:deadline", "menu.deadline"), lasting("go:contact", "menu.contact"))
	for i, p := range t.d.Procedures {
		if i > 0 {
			choices = append(choices, chat.Choice{Label: p.Title, Value: "go:guide:" + p.ID, Lasting: true})
		}
	}
	if _, ok := t.headed(); ok {
		choices = append(choices, lasting("go:handover", "menu.handover"))
	}
	choices = append(choices, lasting("go:says", "menu.says"), lasting("go:help", "menu.help"))
	if len(t.scene.Directives) > 1 {
		choices = append(choices, lasting("go:directives", "menu.directives"))
	}
	return choices
}

// onwards leads back to the work that an answer interrupted, or to the menu.
func (t *turn) onwards() chat.Choice {
	if t.interrupted() {
		return lasting("go:again", "dialogs.lost.again")
	}
	return lasting("go:menu", "common.menu")
}
