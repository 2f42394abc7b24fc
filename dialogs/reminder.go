package dialogs

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// Reminder renders one reminder: what it says, the buttons that continue each piece of
// work, silence for all but the last of a deadline, and the contact.
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
	body = append(body, block(chat.Title, "deadline.reminder", "number", d.Number))
	for _, line := range strings.Split(due.Text, "\n") {
		body = append(body, said(chat.Para, line))
	}
	choices := []chat.Choice{}
	add := func(c chat.Choice) {
		if !slices.Contains(choices, c) {
			choices = append(choices, c)
		}
	}
	for _, p := range due.Parts {
		add(carryOn(p))
	}
	add(lasting("go:contact", "menu.contact"))
	for _, p := range due.Parts {
		if !p.Last {
			add(lasting("mute:"+p.Deadline, "deadline.silence"))
		}
	}
	return chat.Outbound{ID: due.ID(), Lane: chat.Notice, Body: body, Choices: rows(choices...)}
}

// carryOn is the button that continues a piece of work; the office is led to the units
// that are missing.
func carryOn(p directive.Part) chat.Choice {
	kind, id, _ := strings.Cut(p.Of, ":")
	switch {
	case p.Orphan:
		return lasting("go:missing", "menu.missing")
	case kind == "form":
		return chat.Choice{Label: words.Say("deadline.fill"), Value: "go:roster:" + p.Unit + "/" + id, Lasting: true}
	}
	return chat.Choice{Label: words.Say("deadline.register"), Value: "go:guide:" + id, Lasting: true}
}
