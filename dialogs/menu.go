package dialogs

import (
	"strconv"
	"strings"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

const (
	menuName = "menu"
	home     = "home"
)

// menuStates are the answers that are reached from anywhere, by their place.
var menuStates = map[string]string{
	"menu": home, "deadline": "deadline", "contact": "contact", "says": "says",
	"task": "task", "help": "help", "reminders": "reminders", "topic": "topic",
}

// menu is who the bot is, the choices, and the answers that are no machines.
type menu struct{}

var menuTable = mustTable(home, menuRows())

func menuRows() []fsm.EventDesc {
	events := []fsm.EventDesc{}
	for _, place := range []string{"menu", "deadline", "contact", "says", "task", "help", "reminders", "topic"} {
		events = append(events, fsm.EventDesc{Name: place, Dst: menuStates[place],
			Src: []string{home, "deadline", "contact", "says", "task", "help", "reminders", "topic"}})
	}
	return events
}

func (menu) name() string             { return menuName }
func (menu) table() Table             { return menuTable }
func (menu) expects(*turn) string     { return "" }
func (menu) take(*turn) (bool, error) { return false, nil }

func (m menu) show(t *turn) error {
	switch t.at().State {
	case "deadline":
		return m.deadline(t)
	case "contact":
		m.contact(t)
	case "says":
		m.says(t)
	case "task":
		return m.task(t)
	case "topic":
		return m.topic(t)
	case "help":
		m.help(t)
	case "reminders":
		return m.reminders(t)
	default:
		return m.home(t)
	}
	return nil
}

// home is who the bot is, the directive in two sentences, the days left, the choices.
func (m menu) home(t *turn) error {
	body := chat.Body{block(chat.Para, "menu.hello", "number", t.d.Number, "issuer", t.d.Issuer)}
	for _, sentence := range t.d.Summary {
		body = append(body, said(chat.Item, sentence))
	}
	if t.demo() {
		body = append(body, block(chat.Demo, "common.demo"))
	}
	body = append(body, m.days(t)...)
	t.card(body, rows(m.choices(t)...)...)
	return nil
}

func (menu) choices(t *turn) []chat.Choice {
	choices := []chat.Choice{}
	if t.mayAnswer() {
		choices = append(choices, lasting("go:tickets", "answer.menu"))
	}
	if len(t.units()) > 0 {
		choices = append(choices, lasting("go:roster", "menu.roster"))
	}
	for _, p := range t.d.Procedures {
		choices = append(choices, chat.Choice{Label: p.Title, Value: "go:guide:" + p.ID, Lasting: true})
	}
	if len(t.d.Obligations) > 0 {
		choices = append(choices, lasting("go:obliged", "menu.obliged"))
	}
	return append(choices,
		lasting("go:deadline", "menu.deadline"),
		lasting("go:contact", "menu.contact"),
		lasting("go:says", "menu.says"))
}

// days is the tile of every deadline that is still to come, or is late.
func (menu) days(t *turn) chat.Body {
	body := chat.Body{}
	for _, dl := range t.d.Deadlines {
		at, ok := t.d.Next(dl, t.now())
		if !ok {
			continue
		}
		body = append(body, daysBlock(at, t))
	}
	return body
}

func daysBlock(at directive.Occurrence, t *turn) chat.Block {
	left := at.Left(t.now())
	return chat.Block{Role: chat.Days, N: left, Label: words.Say(countKey(left, at.Closed(t.now())), "n", strconv.Itoa(abs(left))),
		Text: chat.Words(words.Say("deadline.sentence", "title", at.Deadline.Title, "when", at.Words()))}
}

func countKey(left int, closed bool) string {
	switch {
	case closed:
		return "deadline.closed"
	case left > 0:
		return "deadline.left"
	case left == 0:
		return "deadline.today"
	case left == -1:
		return "deadline.midnight"
	}
	return "deadline.late"
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func (m menu) contact(t *turn) {
	body := chat.Body{block(chat.Title, "contact.title")}
	for _, c := range t.d.Contacts {
		body = append(body, chat.Block{Role: chat.Field, Label: c.Name, Text: chat.Words(c.Office)})
		if c.Phone != "" {
			body = append(body, chat.Block{Role: chat.Field, Label: words.Say("contact.phone"),
				Text: chat.Text{{Style: chat.Bold, Text: c.Phone, URL: tel(c.Phone)}}})
		}
		if c.Email != "" {
			body = append(body, chat.Block{Role: chat.Field, Label: words.Say("contact.email"), Text: chat.Words(c.Email)})
		}
		body = append(body, said(chat.Para, c.For), block(chat.Hint, "contact.confirmed", "date", directive.Day(c.Confirmed)),
			source(c.Clause, c.Quote))
	}
	t.card(body, rows(lasting("go:support", "support.title"), lasting("go:menu", "common.menu"))...)
}

// tel is the address of a phone.
func tel(phone string) string { return "tel:" + strings.NewReplacer(".", "", " ", "").Replace(phone) }

func (menu) help(t *turn) {
	t.card(chat.Body{block(chat.Title, "help.title"), block(chat.Para, "help.type"), block(chat.Para, "help.number"),
		block(chat.Para, "help.always"), block(chat.Para, "help.never")}, rows(lasting("go:menu", "common.menu"), lasting("go:contact", "menu.contact"))...)
}

// source is the chip that opens to the exact words.
func source(clause, quote string) chat.Block {
	return chat.Block{Role: chat.Source, Text: chat.Words(clause), Quote: quote}
}
