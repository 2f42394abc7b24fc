package dialogs

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// deadline is by when, what happens otherwise, and who gets what.
func (m menu) deadline(t *turn) {
	body := append(chat.Body{block(chat.Title, "menu.deadline")}, m.staged(t)...)
	body = append(body, m.days(t)...)
	for _, dl := range t.d.Deadlines {
		t.cite("deadline", dl.ID)
		body = append(body, t.due(dl)...)
	}
	body = append(body, t.papers()...)
	t.card(body, rows(lasting("go:reminders", "menu.reminders"), t.onwards())...)
}

// due is one deadline: whom it binds, its last days, what follows, and its clause.
func (t *turn) due(dl directive.Deadline) chat.Body {
	body := chat.Body{}
	o, ok := t.d.Next(dl, t.now())
	switch {
	case ok && !o.LastWorkingDay().Equal(o.LastDay()):
		body = append(body, block(chat.Para, "deadline.lastday", "day", dayOf(o.LastDay())), block(chat.Para, "deadline.working", "day", dayOf(o.LastWorkingDay())))
	case !ok && dl.After != nil:
		body = append(body, block(chat.Para, "deadline.sentence", "title", dl.Title, "when", dl.After.Words()))
	}
	if len(dl.For) > 0 {
		body = append(body, block(chat.Hint, "deadline.for", "title", dl.Title, "kinds", t.kinds(dl.For)))
	}
	for _, of := range dl.Of {
		if f, form := t.d.Form(strings.TrimPrefix(of, "form:")); form && dl.Nil {
			body = append(body, block(chat.Hint, "deadline.nil", "form", f.Title, "nil", f.Nil))
		}
	}
	if dl.Every != nil && dl.Every.Ended != nil {
		body = append(body, said(chat.Hint, dl.Every.Ended.Why))
	}
	if dl.Consequence != "" {
		body = append(body, said(chat.Warn, dl.Consequence))
	}
	return append(body, source(dl.Clause, dl.Quote))
}

func (t *turn) kinds(ids []string) string {
	names := []string{}
	for _, id := range ids {
		k, _ := t.d.UnitKind(id)
		names = append(names, k.Title)
	}
	return strings.Join(names, ", ")
}

// papers are who receives what, and the documents to draw up.
func (t *turn) papers() chat.Body {
	body := chat.Body{}
	for _, r := range t.d.Recipients {
		body = append(body, receiver(r), source(r.Clause, r.Quote))
	}
	for _, p := range t.d.Documents {
		r, _ := t.d.Recipient(p.To)
		dl, _ := t.d.Deadline(p.Deadline)
		body = append(body, chat.Block{Role: chat.Field, Label: words.Say("document." + p.Kind), Text: chat.Words(p.Title),
			Note: strings.Join(present(p.By, r.To, t.reports(dl, p)), " · ")}, source(p.Clause, p.Quote))
	}
	return body
}

// reports is what a document reports on: its deadline, or else the work.
func (t *turn) reports(dl directive.Deadline, p directive.Document) string {
	if dl.Title != "" {
		return dl.Title
	}
	return strings.Join(t.titles(p.Of), ", ")
}

// titles are the names of forms and procedures.
func (t *turn) titles(of []string) []string {
	all := []string{}
	for _, work := range of {
		kind, id, _ := strings.Cut(work, ":")
		f, _ := t.d.Form(id)
		p, _ := t.d.Procedure(id)
		if kind == "form" {
			all = append(all, f.Title)
		} else {
			all = append(all, p.Title)
		}
	}
	return all
}

func receiver(r directive.Recipient) chat.Block {
	return chat.Block{Role: chat.Field, Label: r.What, Text: chat.Words(r.To), Note: strings.Join(append(append([]string{}, r.How...), present(r.Email)...), ", ")}
}

// present are the texts that are not empty.
func present(all ...string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
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
	text := words.Say("deadline.sentence", "title", at.Name(), "when", at.Words())
	if key := urgent(at, t); key != "" {
		text += " " + words.Say(key)
	}
	return chat.Block{Role: chat.Days, N: left, Text: chat.Words(text),
		Label: words.Say(countKey(at, t.now()), "n", strconv.Itoa(max(left, at.Over(t.now()))), "date", directive.Date(at.End), "hour", at.End.Add(-time.Second).Format("15:04"))}
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

func countKey(at directive.Occurrence, now time.Time) string {
	switch left := at.Left(now); {
	case at.Closed(now):
		return "deadline.closed"
	case at.Over(now) > 0:
		return "deadline.late"
	case left > 0:
		return "deadline.left"
	case left == 0 && at.Late(now):
		return "deadline.hour"
	case left == 0:
		return "deadline.today"
	}
	return "deadline.midnight"
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
