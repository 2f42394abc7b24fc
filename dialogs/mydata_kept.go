package dialogs

import (
	"maps"
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// keptOnMe is all that is kept on the person, in plain words, of every directive.
func (t *turn) keptOnMe() (chat.Body, error) {
	body := chat.Body{block(chat.Title, "mydata.title"), field("mydata.channels", strings.Join(t.channels(), ", "))}
	for _, g := range t.who.Grants {
		body = append(body, field("mydata.role", t.roleInWords(g)))
	}
	for _, c := range t.who.Consents {
		body = append(body, field("mydata.consent", t.consentInWords(c)))
	}
	for _, key := range slices.Sorted(maps.Keys(t.who.Progress)) {
		if line, ok := t.progressed(key); ok {
			body = append(body, line)
		}
	}
	for _, key := range t.who.Silenced {
		body = append(body, field("mydata.silenced", t.silencedOf(key)))
	}
	told, err := t.spokenOf()
	if err != nil {
		return nil, err
	}
	body = append(body, told...)
	tickets, err := t.scene.Desk.Tickets(t.ctx)
	for _, ticket := range tickets {
		if ticket.By == t.who.ID && ticket.State == people.TicketOpen {
			body = append(body, field("mydata.ticket", short(ticket.Question().Text)))
		}
	}
	return append(body, block(chat.Para, "mydata.talk")), err
}

func (t *turn) consentInWords(c people.Consent) string {
	at := c.At.In(t.d.Zone())
	text := words.Say("mydata.consent.at", "form", t.formOf(c.Form), "version", c.Version, "time", at.Format("15:04"), "day", directive.Date(at))
	if c.Ended.IsZero() {
		return text
	}
	ended := c.Ended.In(t.d.Zone())
	return text + words.Say("mydata.consent.ended", "time", ended.Format("15:04"), "day", directive.Date(ended))
}

// channels are the names of the channels that the person writes from.
func (t *turn) channels() []string {
	names := []string{}
	for _, a := range t.who.Addresses {
		name := words.Say("mydata.channel.other")
		if key := "mydata.channel." + a.Channel; words.Known(key) {
			name = words.Say(key)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return []string{words.Say("mydata.channel.none")}
	}
	return names
}

func (t *turn) roleInWords(g people.Grant) string {
	text := words.Say("mydata.role." + string(g.Role))
	if d := t.found(g.Directive); d != nil {
		if u, ok := d.Unit(g.Unit); ok {
			text += ", " + u.Name
		}
	}
	if !g.Until.IsZero() {
		text += " " + words.Say("mydata.role.until", "day", directive.Date(g.Until.In(t.d.Zone())))
	}
	return text
}

// formOf is the title of a form named "directive/form".
func (t *turn) formOf(key string) string {
	of, id, _ := strings.Cut(key, "/")
	if d := t.found(of); d != nil {
		if f, ok := d.Form(id); ok {
			return f.Title
		}
	}
	return key
}

func (t *turn) progressed(key string) (chat.Block, bool) {
	of, id, _ := strings.Cut(key, "/")
	d := t.found(of)
	if d == nil {
		return chat.Block{}, false
	}
	p, ok := d.Procedure(id)
	got := t.who.Progress[key]
	text := words.Say("mydata.progress.begun")
	if got.Outcome != "" {
		text = words.Say("mydata.progress." + got.Outcome)
	} else if got.Step != "" {
		text = words.Say("mydata.progress.step", "step", stepLabel(p, got.Step))
	}
	return chat.Block{Role: chat.Field, Label: p.Title, Text: chat.Words(text)}, ok
}

// silencedOf is the deadline of which the person wants to hear no more.
func (t *turn) silencedOf(key string) string {
	of, id, _ := strings.Cut(key, "/")
	if d := t.found(of); d != nil {
		if dl, ok := d.Deadline(id); ok {
			return dl.Title
		}
	}
	return words.Say("mydata.silenced.followup")
}

// spokenOf are the rows that the person has spoken of, as they stand now.
func (t *turn) spokenOf() (chat.Body, error) {
	body := chat.Body{}
	for _, told := range t.who.Told {
		held, err := t.scene.Desk.Roster(t.ctx, roster.Key{Directive: told.Directive, Form: told.Form, Unit: told.Unit, Period: told.Period})
		if err != nil {
			return nil, err
		}
		row, ok := held.Row(told.Row)
		d := t.found(told.Directive)
		if !ok || d == nil {
			continue
		}
		u, _ := d.Unit(told.Unit)
		body = append(body, field("mydata.row", words.Say("mydata.row.of", "form", t.formOf(told.Directive+"/"+told.Form), "unit", u.Name, "stand", words.Say("confirm.stand."+string(row.Stand)))))
	}
	return body, nil
}
