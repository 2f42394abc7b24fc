package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// deadline is by when, what happens otherwise, and who gets what.
func (m menu) deadline(t *turn) {
	body := append(chat.Body{block(chat.Title, "menu.deadline")}, m.staged(t)...)
	body = append(body, m.days(t)...)
	for _, dl := range t.d.Deadlines {
		o, ok := t.d.Next(dl, t.now())
		if !ok {
			continue
		}
		if !o.LastWorkingDay().Equal(o.LastDay()) {
			body = append(body, block(chat.Para, "deadline.lastday", "day", dayOf(o.LastDay())), block(chat.Para, "deadline.working", "day", dayOf(o.LastWorkingDay())))
		}
		if dl.Consequence != "" {
			body = append(body, said(chat.Warn, dl.Consequence))
		}
		t.cite("deadline", dl.ID)
		body = append(body, source(dl.Clause, dl.Quote))
	}
	for _, r := range t.d.Recipients {
		body = append(body, chat.Block{Role: chat.Field, Label: r.What, Text: chat.Words(r.To), Note: strings.Join(append(append([]string{}, r.How...), mail(r.Email)...), ", ")})
	}
	t.card(body, rows(lasting("go:reminders", "menu.reminders"), t.onwards())...)
}

func mail(address string) []string {
	if address == "" {
		return nil
	}
	return []string{address}
}

// days is the tile of every deadline that is still to come, or is late.
func (menu) days(t *turn) chat.Body {
	body := chat.Body{}
	for _, dl := range t.d.Deadlines {
		if at, ok := t.d.Next(dl, t.now()); ok {
			body = append(body, daysBlock(at, t))
		}
	}
	return body
}

func daysBlock(at directive.Occurrence, t *turn) chat.Block {
	left := at.Left(t.now())
	text := words.Say("deadline.sentence", "title", at.Deadline.Title, "when", at.Words())
	if key := urgent(at, t); key != "" {
		text += " " + words.Say(key)
	}
	return chat.Block{Role: chat.Days, N: left, Text: chat.Words(text),
		Label: words.Say(countKey(left, at.Closed(t.now())), "n", strconv.Itoa(counted(left)), "date", directive.Date(at.End))}
}

// urgent is what to add on the last days: tomorrow is the last, or today the last working day.
func urgent(at directive.Occurrence, t *turn) string {
	left, today := at.Left(t.now()), t.now().In(t.d.Zone())
	switch {
	case left == 1:
		return "deadline.tomorrow"
	case left > 0 && directive.Date(today) == directive.Date(at.LastWorkingDay()):
		return "deadline.workday"
	}
	return ""
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

// counted is the number of whole days: on the second day after the last, one is past.
func counted(left int) int {
	if left < 0 {
		return -left - 1
	}
	return left
}

// staged says in a demonstration that its dates were moved, and to when.
func (menu) staged(t *turn) chat.Body {
	if !t.demo() {
		return nil
	}
	for _, dl := range t.d.Deadlines {
		if o, ok := t.d.Next(dl, t.now()); ok {
			return chat.Body{block(chat.Demo, "common.demo.moved", "when", o.Words())}
		}
	}
	return chat.Body{block(chat.Demo, "common.demo")}
}
