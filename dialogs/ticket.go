package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// passed is a question on its way to an officer. It is a notice: it leaves the
// officer's talk alone, and does not leave at all when it is answered by then.
func passed(d *directive.Directive, ticket people.Ticket, to people.Person) chat.Outbound {
	body := append(chat.Body{block(chat.Title, "answer.new")}, told(d, ticket)...)
	return chat.Outbound{ID: ticket.NoticeID("ticket", to.ID), To: to.Addresses[0], Lane: chat.Notice, Body: body,
		Choices: rows(lasting("ticket:"+ticket.ID, "answer.do")), Type: words.Say("answer.type")}
}

// told is what was said on a ticket and where the person stood, without a name.
func told(d *directive.Directive, ticket people.Ticket) chat.Body {
	body := chat.Body{}
	for _, s := range ticket.Said {
		key := "support.question"
		if s.Officer {
			key = "answer.ours"
		}
		line := field(key, s.Text)
		line.Note = moment(s.At.In(d.Zone()), s.At.AddDate(-1, 0, 0))
		body = append(body, line)
	}
	if at := Whereabouts(d, ticket); at != "" {
		body = append(body, field("support.at", at))
	}
	return body
}

// Answered is what leaves when a ticket was answered: the answer to the person who
// asked, marked as the officer's, and word of it to the other officers. It is the
// same from a talk and from the command line; ids are set where the store needs them.
func Answered(d *directive.Directive, ticket people.Ticket, others []people.Person) []chat.Outbound {
	body := chat.Body{officers(ticket), {Role: chat.Hint, Text: chat.Text{{Text: words.Say("support.about", "question", short(ticket.Question().Text))}}}}
	all := []chat.Outbound{{To: ticket.From, Body: body, Type: words.Say("support.type"),
		Choices: rows(lasting("more:"+ticket.ID, "support.more"), lasting("clear:"+ticket.ID, "support.clear"))}}
	for _, p := range others {
		all = append(all, chat.Outbound{ID: ticket.NoticeID("answered", p.ID), To: p.Addresses[0], Lane: chat.Notice,
			Body: chat.Body{block(chat.Saved, "answer.other", "time", strings.TrimPrefix(ticket.Answered().At.In(d.Zone()).Format("15:04"), "0")),
				field("support.question", short(ticket.Question().Text)), field("answer.ours", ticket.Answered().Text)}})
	}
	return all
}

// officers is the last answer, in an officer's voice.
func officers(ticket people.Ticket) chat.Block {
	return chat.Block{Role: chat.Officer, Label: words.Say("support.officer"), Text: chat.Text{{Text: ticket.Answered().Text}}}
}

// shown is how many characters of a question stand for it in a list.
const shown = 60

// short is the beginning of a question.
func short(text string) string {
	line := strings.Join(strings.Fields(text), " ")
	runes := []rune(line)
	if len(runes) <= shown {
		return line
	}
	return strings.TrimSpace(string(runes[:shown-1])) + "…"
}
