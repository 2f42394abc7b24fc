package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// contact is everybody whom the directive names, what for, and when that was last so.
func (menu) contact(t *turn) {
	body := chat.Body{block(chat.Title, "contact.title")}
	for _, c := range t.d.ContactsFor(t.working()) {
		t.cite("contact", c.ID)
		body = append(append(body, contactOf(c)...), field("contact.for", c.For), block(chat.Hint, "contact.confirmed", "date", directive.Day(c.Confirmed)),
			source(c.Clause, c.Quote))
	}
	if len(t.d.Contacts) == 0 {
		body = append(body, block(chat.Para, "contact.none"))
	}
	body = append(body, block(chat.Hint, "contact.hours", "hours", t.d.HoursInWords()))
	t.card(body, rows(lasting("go:support", "support.title"), t.onwards())...)
}

// working is the piece of work that the talk stands in, "" at the menu.
func (t *turn) working() string {
	for _, f := range t.next.Frames {
		switch f.Dialog {
		case guideName:
			return "procedure:" + about(f, 0)
		case rosterName:
			return "form:" + t.slot("roster.form")
		}
	}
	return ""
}

// contactLines are whom to ask about a matter, in the lines of another card.
func (t *turn) contactLines(matter string) chat.Body {
	c, ok := t.d.Contact(matter)
	if !ok {
		return nil
	}
	return contactOf(c)
}

func contactOf(c directive.Contact) chat.Body {
	body := chat.Body{{Role: chat.Field, Label: c.Name, Text: chat.Words(c.Office)}}
	if c.Phone != "" {
		body = append(body, chat.Block{Role: chat.Field, Label: words.Say("contact.phone"), Text: chat.Text{{Style: chat.Bold, Text: c.Phone, URL: tel(c.Phone)}}})
	}
	if c.Email != "" {
		body = append(body, field("contact.email", c.Email))
	}
	return body
}

// tel is the address of a phone.
func tel(phone string) string { return "tel:" + strings.NewReplacer(".", "", " ", "").Replace(phone) }
