package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

// aside follows the lasting choices of messages that came outside the talk, and the
// words typed for them: a question to an officer, its answer, what follows.
func (h *House) aside(t *turn, text string) (bool, error) {
	switch {
	case text == "go:leave" && (t.at().Dialog == supportName || t.at().Dialog == answerName):
		t.leave(t.at().Dialog)
		return true, h.again(t)
	case text == "go:support" || typedAs(text, "support.typed.ask"):
		return true, support{}.begin(t)
	case typedAs(text, "answer.typed.do"):
		return h.tickets(t, true)
	case text == "go:tickets" || typedAs(text, "answer.typed.list"):
		return h.tickets(t, t.at().Dialog != answerName)
	case typedAs(text, "counter.typed"):
		return h.atCounter(t)
	case typedAs(text, "support.typed.more"):
		return h.latest(t, h.more)
	case typedAs(text, "support.typed.clear"):
		return h.latest(t, h.cleared)
	}
	return h.about(t, text)
}

// about follows a lasting choice that names what it is about: "ticket:<id>".
func (h *House) about(t *turn, text string) (bool, error) {
	verb, id, named := strings.Cut(text, ":")
	switch {
	case !named:
		return false, nil
	case verb == "ticket":
		return true, h.ticket(t, id)
	case verb == "more":
		return true, h.mine(t, id, h.more)
	case verb == "clear":
		return true, h.mine(t, id, h.cleared)
	case outcomes[verb] != "":
		return true, h.outcome(t, id, verb)
	}
	return false, nil
}

// tickets shows what waits to whoever may answer; with open set, one that waits alone
// is opened.
func (h *House) tickets(t *turn, open bool) (bool, error) {
	if !t.mayAnswer() {
		return false, nil
	}
	waiting, err := t.waiting()
	if err != nil {
		return false, err
	}
	if len(waiting) == 1 && open {
		return true, answer{}.open(t, waiting[0])
	}
	t.clear("answer.")
	if t.at().Dialog != answerName {
		t.detour(frame(answerName, "list"))
		return true, answer{}.show(t)
	}
	return true, t.follow(answer{}, "list")
}

// ticket opens one question for an answer.
func (h *House) ticket(t *turn, id string) error {
	ticket, err := t.scene.Desk.Ticket(t.ctx, id)
	if err != nil {
		return err
	}
	if ticket.Version == 0 || !people.May(t.who, people.Answer, ticket.Directive, "") {
		t.note(chat.Warn, "answer.gone")
		return h.again(t)
	}
	return answer{}.open(t, ticket)
}

// mine does something with a ticket that the person asked.
func (h *House) mine(t *turn, id string, do func(*turn, people.Ticket) error) error {
	ticket, err := t.scene.Desk.Ticket(t.ctx, id)
	if err != nil {
		return err
	}
	if ticket.Version == 0 || ticket.By != t.who.ID {
		t.note(chat.Warn, "support.gone")
		return h.again(t)
	}
	return do(t, ticket)
}

// latest does it with the person's ticket that was answered last; without one the
// words were no answer to an officer.
func (h *House) latest(t *turn, do func(*turn, people.Ticket) error) (bool, error) {
	all, err := t.scene.Desk.Tickets(t.ctx)
	if err != nil {
		return false, err
	}
	var last people.Ticket
	for _, one := range all {
		if one.By == t.who.ID && one.State == people.TicketAnswered && one.Answered().At.After(last.Answered().At) {
			last = one
		}
	}
	if last.Version == 0 {
		return false, nil
	}
	return true, do(t, last)
}

func (h *House) more(t *turn, ticket people.Ticket) error { return support{}.more(t, ticket) }

// cleared closes a ticket; the talk stands where it stood.
func (h *House) cleared(t *turn, ticket people.Ticket) error {
	if ticket.State != people.TicketClosed {
		t.made = append(t.made, people.SetTicket{Ticket: ticket.Close()})
	}
	t.note(chat.Saved, "support.cleared")
	return h.again(t)
}

// dictated gives typed words to a state that takes whatever is typed, before they
// are understood as a question.
func (h *House) dictated(t *turn) (bool, error) {
	d, ok := h.dialogs[t.at().Dialog]
	if !ok || t.pressed() || d.expects(t) != dictation {
		return false, nil
	}
	return d.take(t)
}
