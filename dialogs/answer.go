package dialogs

import (
	"slices"
	"strconv"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// answer is the support officer's side: what waits, one question, the answer.
type answer struct{}

const (
	answerName = "answer"
	mostListed = 5
)

var answerTable = mustTable("list", []fsm.EventDesc{
	{Name: "list", Src: []string{"list", "reply", "check"}, Dst: "list"},
	{Name: "reply", Src: []string{"list", "reply", "check"}, Dst: "reply"},
	{Name: "check", Src: []string{"reply", "check"}, Dst: "check"},
})

func (answer) name() string { return answerName }
func (answer) table() Table { return answerTable }

func (answer) expects(t *turn) string {
	if t.state() == "reply" {
		return dictation
	}
	return ""
}

// open shows one ticket and waits for the answer to it.
func (a answer) open(t *turn, ticket people.Ticket) error {
	t.clear("answer.")
	t.set("answer.id", ticket.ID)
	if t.at().Dialog != answerName {
		t.detour(frame(answerName, "list"))
	}
	return t.follow(a, "reply")
}

func (a answer) take(t *turn) (bool, error) {
	word := t.text()
	switch {
	case word == "reply":
		return true, t.follow(a, "reply")
	case t.state() == "check" && (word == "send" || typedAs(word, "support.typed.send") || typedAs(word, "dialogs.typed.yes")):
		return true, a.send(t)
	case t.pressed() || t.state() == "list":
		return false, nil
	}
	if n := len([]rune(word)); n > people.MaxQuestion {
		t.note(chat.Wrong, "support.long", "most", strconv.Itoa(people.MaxQuestion))
		return true, a.show(t)
	}
	t.set("answer.text", word)
	return true, t.follow(a, "check")
}

// send keeps the answer when the ticket is as it was shown; otherwise it shows what
// has been said meanwhile, and asks again.
func (a answer) send(t *turn) error {
	ticket, err := t.scene.Desk.Ticket(t.ctx, t.slot("answer.id"))
	if err != nil {
		return err
	}
	if ticket.Version == 0 || !people.May(t.who, people.Answer, ticket.Directive, "") {
		t.leave(answerName)
		t.note(chat.Warn, "answer.gone")
		t.card(nil, rows(t.resume()...)...)
		return nil
	}
	if strconv.FormatInt(ticket.Version, 10) != t.slot("answer.seen") {
		t.note(chat.Warn, "answer.moved")
		return a.show(t)
	}
	others, err := t.officers(ticket.Directive)
	if err != nil {
		return err
	}
	ticket = ticket.Answer(t.who.ID, t.slot("answer.text"), t.now())
	t.made = append(t.made, people.SetTicket{Ticket: ticket})
	t.vouch()
	t.say = append(t.say, Answered(t.of(ticket), ticket, others)...)
	t.leave(answerName)
	return a.next(t, ticket)
}

// next says that the answer has gone and offers the question that waits longest.
func (answer) next(t *turn, answered people.Ticket) error {
	waiting, err := t.waiting()
	if err != nil {
		return err
	}
	choices := []chat.Choice{}
	for _, w := range waiting {
		if w.ID != answered.ID && len(choices) == 0 {
			choices = append(choices, lasting("ticket:"+w.ID, "answer.next"))
		}
	}
	t.card(chat.Body{block(chat.Saved, "answer.sent")}, rows(append(choices, t.resume()...)...)...)
	return nil
}

// mayAnswer reports whether the person is a support officer of any directive.
func (t *turn) mayAnswer() bool {
	return slices.ContainsFunc(t.scene.Directives, func(d *directive.Directive) bool {
		return people.May(t.who, people.Answer, d.ID, "")
	})
}

// waiting are the open tickets of the directives in which the person may answer.
func (t *turn) waiting() ([]people.Ticket, error) {
	open := []people.Ticket{}
	if !t.mayAnswer() {
		return open, nil
	}
	all, err := t.scene.Desk.Tickets(t.ctx)
	for _, d := range t.scene.Directives {
		if people.May(t.who, people.Answer, d.ID, "") {
			open = append(open, people.Waiting(all, d.ID)...)
		}
	}
	return open, err
}

func (a answer) show(t *turn) error {
	if t.state() == "list" {
		return a.list(t)
	}
	ticket, err := t.scene.Desk.Ticket(t.ctx, t.slot("answer.id"))
	if err != nil {
		return err
	}
	t.set("answer.seen", strconv.FormatInt(ticket.Version, 10))
	body := append(chat.Body{block(chat.Title, "answer.title")}, told(t.of(ticket), ticket)...)
	if ticket.State != people.TicketOpen {
		body = append(body, block(chat.Warn, "answer.done"))
	}
	if t.state() == "reply" {
		body = append(body, block(chat.Para, "answer.ask"))
		t.card(body, rows(lasting("go:tickets", "answer.list"), pick("go:leave", "answer.leave"))...).Expect = dictation
		return nil
	}
	body = append(body, block(chat.Para, "answer.check"), field("answer.mine", t.slot("answer.text")))
	t.card(body, rows(pick("send", "support.send"), pick("reply", "support.again"), pick("go:leave", "answer.leave"))...)
	return nil
}

func (answer) list(t *turn) error {
	waiting, err := t.waiting()
	if err != nil {
		return err
	}
	body, choices := chat.Body{block(chat.Title, "answer.waiting", "n", strconv.Itoa(len(waiting)))}, []chat.Choice{}
	for i, w := range waiting {
		if i < mostListed {
			choices = append(choices, chat.Choice{Label: short(w.Question().Text), Value: "ticket:" + w.ID, Lasting: true})
		}
	}
	if n := len(waiting) - mostListed; n > 0 {
		body = append(body, block(chat.Hint, "answer.rest", "n", strconv.Itoa(n)))
	}
	if len(waiting) == 0 {
		body = chat.Body{{Role: chat.Title, Text: chat.Words(words.Say("answer.none"))}}
	}
	t.card(body, rows(append(choices, pick("go:leave", "answer.leave"))...)...)
	return nil
}
