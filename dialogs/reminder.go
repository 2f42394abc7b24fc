package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// Reminder renders one reminder: the deadline, what is missing, the button that
// continues the work, silence for all but the last, and the contact.
func Reminder(d *directive.Directive, due directive.Due, demo bool) chat.Outbound {
	body := chat.Body{}
	switch due.Kind {
	case directive.FollowedUp:
		return followUp(d, due)
	case directive.Summed:
		return summary(due)
	}
	if demo {
		body = append(body, block(chat.Demo, "common.demo.notice"))
	}
	body = append(body, block(chat.Title, "deadline.reminder", "number", d.Number), said(chat.Para, due.Text))
	kind, id, _ := strings.Cut(due.Of, ":")
	next := lasting("go:continue", "deadline.continue")
	if due.Role == string(people.Office) {
		next = lasting("go:missing", "menu.missing")
	} else if kind == "form" && due.Unit != "" {
		next = chat.Choice{Label: words.Say("deadline.fill"), Value: "go:roster:" + due.Unit + "/" + id, Lasting: true}
	} else if kind == "procedure" {
		next = chat.Choice{Label: words.Say("deadline.register"), Value: "go:guide:" + id, Lasting: true}
	}
	choices := []chat.Choice{next, lasting("go:contact", "menu.contact")}
	if !due.Last {
		choices = append(choices, lasting("mute:"+due.Deadline, "deadline.silence"))
	}
	return chat.Outbound{ID: due.ID(), Lane: chat.Notice, Body: body, Choices: rows(choices...)}
}
