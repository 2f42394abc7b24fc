package dialogs

import (
	"strings"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// rosterDialog fills in a unit's form by talk: add, list, change, delete, hand in.
type rosterDialog struct{}

const (
	rosterName = "roster"
	asking     = "asking"
	cellPrefix = "cell."
)

var rosterTable = mustTable("list", []fsm.EventDesc{
	{Name: "list", Src: []string{"list", "consent", asking, "summary", "row", "conflict", "sure", earlierState}, Dst: "list"},
	{Name: "consent", Src: []string{"list", "row", "summary"}, Dst: "consent"},
	{Name: "ask", Src: []string{"list", "consent", asking, "summary", "row", "conflict"}, Dst: asking},
	{Name: "summary", Src: []string{asking, "summary", "consent"}, Dst: "summary"},
	{Name: "row", Src: []string{"list", asking, "row", "conflict", "consent"}, Dst: "row"},
	{Name: "conflict", Src: []string{asking, "row"}, Dst: "conflict"},
	{Name: "sure", Src: []string{"list", "sure"}, Dst: "sure"},
	{Name: earlierState, Src: []string{"list", "consent", earlierState}, Dst: earlierState},
})

func (rosterDialog) name() string { return rosterName }
func (rosterDialog) table() Table { return rosterTable }

func (rosterDialog) expects(t *turn) string {
	if c, ok := t.column(); ok && t.state() == asking {
		return c.Kind
	}
	return ""
}

// form is the form being filled in.
func (t *turn) form() (directive.Form, bool) { return t.d.Form(t.slot("roster.form")) }

// column is the column being asked.
func (t *turn) column() (directive.Column, bool) {
	f, ok := t.form()
	if !ok {
		return directive.Column{}, false
	}
	return f.Column(t.slot("roster.column"))
}

// begin opens the form of the person's unit, asking which when there are several.
// The argument is "unit/form", "unit" or "".
func (r rosterDialog) begin(t *turn, argument string) error {
	choices := t.sheets(argument)
	switch len(choices) {
	case 0:
		return r.nothing(t)
	case 1:
		unit, form, _ := strings.Cut(strings.TrimPrefix(choices[0].Value, "go:roster:"), "/")
		return r.open(t, unit, form)
	}
	t.card(chat.Body{block(chat.Para, "roster.which")}, rows(choices...)...)
	return nil
}

// sheets are the forms that the person may keep, those of one unit or form when named.
func (t *turn) sheets(argument string) []chat.Choice {
	unit, form, _ := strings.Cut(argument, "/")
	choices := []chat.Choice{}
	for _, id := range t.units() {
		u, _ := t.d.Unit(id)
		for _, f := range t.d.Hands(u.Kind) {
			if unit == "" || unit == id && (form == "" || form == f.ID) {
				choices = append(choices, chat.Choice{Label: u.Name + " · " + f.Title, Value: "go:roster:" + id + "/" + f.ID, Lasting: true})
			}
		}
	}
	return choices
}

// nothing says who may keep a roster; the talk stands where it stood.
func (rosterDialog) nothing(t *turn) error {
	key := "roster.who"
	if len(t.units()) > 0 {
		key = "roster.none"
	}
	if t.at().Dialog == "" {
		t.home()
	}
	t.card(chat.Body{block(chat.Para, key)}, rows(lasting("go:contact", "menu.contact"), lasting("go:menu", "common.menu"))...)
	return nil
}

func (r rosterDialog) open(t *turn, unit, form string) error {
	if t.slot("roster.unit") == unit && t.slot("roster.form") == form && t.typing() {
		return r.goOn(t)
	}
	t.clear("")
	t.set("roster.unit", unit)
	t.set("roster.form", form)
	t.forget(rosterName)
	t.open(frame(rosterName, "list"))
	return r.show(t)
}

// goOn takes up a row that was being typed when the talk went elsewhere.
func (r rosterDialog) goOn(t *turn) error {
	t.pop()
	if t.at().Dialog == rosterName {
		return r.show(t)
	}
	s, ok, err := t.sheet()
	if err != nil {
		return err
	}
	t.open(frame(rosterName, asking))
	if !ok || t.slot("roster.column") != "" {
		return r.show(t)
	}
	return r.next(t, s)
}

// sheet is the open roster with what it belongs to. Every reading and every change
// goes through it, so that the right is judged where it is used.
type sheet struct {
	form    directive.Form
	unit    directive.Unit
	section string
	period  string // in words; "" when the form does not recur
	held    roster.Roster
}

func (t *turn) sheet() (sheet, bool, error) {
	f, ok1 := t.form()
	u, ok2 := t.d.Unit(t.slot("roster.unit"))
	if !ok1 || !ok2 || !people.May(t.who, people.KeepRoster, t.d.ID, u.ID) {
		return sheet{}, false, nil
	}
	held, err := t.held(roster.KeyAt(t.d, f.ID, u.ID, t.now()))
	section, _ := f.Section(u.Kind)
	o, _ := t.d.In("form:"+f.ID, held.Key.Period)
	return sheet{form: f, unit: u, section: section.ID, period: o.PeriodWords(), held: held}, true, err
}

// held is a roster as this turn leaves it.
func (t *turn) held(k roster.Key) (roster.Roster, error) {
	if after, changed := t.left[k]; changed {
		return after, nil
	}
	return t.scene.Desk.Roster(t.ctx, k)
}

// edit adds operations on the sheet to the turn, and its right.
func (t *turn) edit(s sheet, ops ...roster.Op) (roster.Roster, error) {
	e := roster.Edit{Key: s.held.Key, Rests: s.held.Version, By: t.who.ID, At: t.now(), Cause: t.scene.In.ID, Ops: ops}
	after, _, err := roster.Apply(s.held, e)
	if err != nil {
		return after, err
	}
	t.made = append(t.made, e)
	t.left[e.Key] = after
	t.vouch()
	return after, nil
}

func (r rosterDialog) show(t *turn) error {
	s, ok, err := t.sheet()
	if err != nil {
		return err
	}
	if !ok {
		t.clear("")
		t.note(chat.Warn, "roster.revoked")
		return menu{}.leave(t)
	}
	switch t.state() {
	case "consent":
		return r.consent(t, s)
	case asking:
		return r.ask(t, s)
	case "summary":
		r.summary(t, s)
	case "row":
		return r.row(t, s)
	case "conflict":
		return r.conflict(t, s)
	case "sure":
		r.sure(t, s)
	case earlierState:
		return r.early(t, s)
	default:
		return r.list(t, s)
	}
	return nil
}

func (r rosterDialog) take(t *turn) (bool, error) {
	s, ok, err := t.sheet()
	if err != nil {
		return false, err
	}
	if !ok {
		return true, r.show(t)
	}
	switch t.state() {
	case "consent":
		return r.takeConsent(t, s)
	case asking:
		return true, r.takeValue(t, s)
	case "summary":
		return r.takeSummary(t, s)
	case "row":
		return r.takeRow(t, s)
	case "conflict":
		return r.takeConflict(t, s)
	case "sure":
		return r.takeSure(t, s)
	case earlierState:
		return r.takeEarlier(t, s)
	}
	return r.takeList(t, s)
}
