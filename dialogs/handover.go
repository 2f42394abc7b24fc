package dialogs

import (
	"strings"
	"time"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// handover lets a head give the duty of a roster to a deputy until a day, by a
// one-time code, and take it back.
type handover struct{}

const handoverName = "handover"

var handoverTable = mustTable("held", []fsm.EventDesc{
	{Name: "held", Src: []string{"held", "name", "until", "sure"}, Dst: "held"},
	{Name: "name", Src: []string{"held"}, Dst: "name"},
	{Name: "until", Src: []string{"name"}, Dst: "until"},
	{Name: "sure", Src: []string{"until"}, Dst: "sure"},
})

func (handover) name() string { return handoverName }
func (handover) table() Table { return handoverTable }

func (handover) expects(t *turn) string {
	return map[string]string{"name": "name", "until": "date"}[t.state()]
}

// headed is the unit whose head this person is; false for anybody else.
func (t *turn) headed() (directive.Unit, bool) {
	for _, id := range t.units() {
		if u, ok := t.d.Unit(id); ok && t.who.Has(people.Head, t.d.ID, id) && (t.slot("handover.unit") == "" || t.slot("handover.unit") == id) {
			return u, true
		}
	}
	return directive.Unit{}, false
}

func (h handover) begin(t *turn) error {
	t.clear("handover.")
	u, ok := t.headed()
	if !ok {
		t.note(chat.Warn, "handover.who")
		return menu{}.leave(t)
	}
	t.set("handover.unit", u.ID)
	t.open(frame(handoverName, "held"))
	return h.show(t)
}

func (h handover) show(t *turn) error {
	u, ok := t.headed()
	if !ok {
		t.clear("handover.")
		t.note(chat.Warn, "handover.who")
		return menu{}.leave(t)
	}
	back := pick("held", "handover.back")
	switch t.state() {
	case "name":
		t.card(chat.Body{block(chat.Title, "handover.name")}, rows(back)...).Expect = "name"
	case "until":
		day := directive.Date(t.now().In(t.d.Zone()).AddDate(0, 0, 14))
		t.card(chat.Body{block(chat.Title, "handover.until"), block(chat.Hint, "handover.until.hint", "day", day)}, rows(back)...).Expect = "date"
	case "sure":
		t.card(chat.Body{block(chat.Title, "handover.sure", "unit", u.Name, "name", t.slot("handover.name"), "day", directive.Day(t.slot("handover.until")))},
			rows(pick("yes", "handover.yes"), back)...)
	default:
		return h.held(t, u)
	}
	return nil
}

// deputies are those who hold the duty of a unit beside its head.
func (t *turn) deputies(u directive.Unit) ([]people.Person, error) {
	all, err := t.scene.Desk.Holders(t.ctx, people.Deputy, t.d.ID)
	mine := []people.Person{}
	for _, p := range all {
		if p.At(t.now()).Has(people.Deputy, t.d.ID, u.ID) {
			mine = append(mine, p)
		}
	}
	return mine, err
}

func (h handover) held(t *turn, u directive.Unit) error {
	all, err := t.deputies(u)
	if err != nil {
		return err
	}
	body := chat.Body{block(chat.Title, "handover.title", "unit", u.Name)}
	choices := []chat.Choice{pick("name", "handover.new")}
	for _, p := range all {
		g, _ := p.Grant(people.Deputy, t.d.ID, u.ID)
		name, key := named(g), "handover.held.always"
		if !g.Until.IsZero() {
			key = "handover.held"
		}
		body = append(body, block(chat.Para, key, "name", name, "day", directive.Date(g.Until.In(t.d.Zone()).Add(-time.Second))))
		choices = append(choices, chat.Choice{Label: words.Say("handover.take", "name", name), Value: "take:" + p.ID})
	}
	if len(all) == 0 {
		body = append(body, block(chat.Hint, "handover.none"))
	}
	t.card(body, rows(append(choices, lasting("go:menu", "common.menu"))...)...)
	return nil
}

func named(g people.Grant) string {
	if g.Name == "" {
		return words.Say("handover.unnamed")
	}
	return g.Name
}

func (h handover) take(t *turn) (bool, error) {
	u, ok := t.headed()
	if !ok {
		return true, h.show(t)
	}
	if t.text() == "held" {
		return true, t.follow(h, "held")
	}
	switch t.state() {
	case "name":
		return true, h.takeName(t)
	case "until":
		return true, h.takeUntil(t)
	case "sure":
		if t.text() != "yes" && !typedAs(t.text(), "dialogs.typed.yes") {
			return false, nil
		}
		return true, h.make(t, u)
	}
	if id, ok := strings.CutPrefix(t.text(), "take:"); ok {
		return true, h.takeBack(t, u, id)
	}
	if t.text() != "name" {
		return false, nil
	}
	return true, t.follow(h, "name")
}

func (h handover) judge(t *turn, kind string) (string, bool) {
	v := roster.Judge(t.d, directive.Column{ID: kind, Kind: kind, Required: true}, "", t.text(), t.now())
	if !v.OK {
		t.lead = append(t.lead, said(chat.Wrong, roster.Sentence(v.Reason)))
	}
	return v.Normal, v.OK
}

func (h handover) takeName(t *turn) error {
	name, ok := h.judge(t, "name")
	if !ok {
		return h.show(t)
	}
	t.set("handover.name", name)
	return t.follow(h, "until")
}

func (h handover) takeUntil(t *turn) error {
	day, ok := h.judge(t, "date")
	if !ok {
		return h.show(t)
	}
	if day < t.now().In(t.d.Zone()).Format(time.DateOnly) {
		t.note(chat.Wrong, "handover.until.past")
		return h.show(t)
	}
	t.set("handover.until", day)
	return t.follow(h, "sure")
}

// make keeps a one-time code for the deputy; the code itself is said once.
func (h handover) make(t *turn, u directive.Unit) error {
	code := t.scene.Desk.Code(t.scene.In.ID)
	invite, err := t.scene.Desk.Invite(t.ctx, code)
	if err != nil {
		return err
	}
	day, err := time.ParseInLocation(time.DateOnly, t.slot("handover.until"), t.d.Zone())
	if err != nil {
		return t.follow(h, "held")
	}
	invite.Role, invite.Directive, invite.Unit, invite.Name, invite.Until = people.Deputy, t.d.ID, u.ID, t.slot("handover.name"), day.AddDate(0, 0, 1)
	invite.Made, invite.Expires = t.now(), t.now().Add(people.InviteLife)
	t.made = append(t.made, people.SetInvite{Invite: invite})
	t.vouch()
	t.note(chat.Saved, "handover.made", "name", invite.Name)
	t.note(chat.Para, "handover.say", "code", code)
	t.note(chat.Hint, "handover.once")
	t.clear("handover.")
	return menu{}.leave(t)
}

// takeBack ends a deputy's duty at once.
func (h handover) takeBack(t *turn, u directive.Unit, id string) error {
	all, err := t.deputies(u)
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.ID != id {
			continue
		}
		g, _ := p.Grant(people.Deputy, t.d.ID, u.ID)
		t.made = append(t.made, people.Set{Person: p.Without(people.Deputy, t.d.ID, u.ID)})
		t.vouch()
		t.note(chat.Saved, "handover.taken", "name", named(g))
		t.clear("handover.")
		return menu{}.leave(t)
	}
	return t.follow(h, "held")
}
