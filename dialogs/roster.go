package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// rosterDialog fills in a unit's form by talk: add, list, change, delete, hand in.
type rosterDialog struct{}

const (
	rosterName = "roster"
	asking     = "asking"
	cellPrefix = "cell."
	pageSize   = 8
)

var rosterTable = mustTable("unit", []fsm.EventDesc{
	{Name: "list", Src: []string{"unit", "list", "consent", asking, "summary", "row", "conflict", "sure"}, Dst: "list"},
	{Name: "consent", Src: []string{"list"}, Dst: "consent"},
	{Name: "ask", Src: []string{"list", "consent", asking, "summary", "row", "conflict"}, Dst: asking},
	{Name: "summary", Src: []string{asking, "summary"}, Dst: "summary"},
	{Name: "row", Src: []string{"list", asking, "row", "conflict"}, Dst: "row"},
	{Name: "conflict", Src: []string{asking, "row"}, Dst: "conflict"},
	{Name: "sure", Src: []string{"list"}, Dst: "sure"},
})

func (rosterDialog) name() string { return rosterName }
func (rosterDialog) table() Table { return rosterTable }

func (rosterDialog) expects(t *turn) string {
	if c, ok := t.column(); ok && t.at().State == asking {
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
	switch len(choices) {
	case 0:
		key := "roster.who"
		if len(t.units()) > 0 {
			key = "roster.none"
		}
		t.card(chat.Body{block(chat.Para, key)}, rows(lasting("go:contact", "menu.contact"), lasting("go:menu", "common.menu"))...)
		return nil
	case 1:
		unit, form, _ = strings.Cut(strings.TrimPrefix(choices[0].Value, "go:roster:"), "/")
		return r.open(t, unit, form)
	}
	t.card(chat.Body{block(chat.Para, "roster.which")}, rows(choices...)...)
	return nil
}

func (r rosterDialog) open(t *turn, unit, form string) error {
	if t.at().Dialog == rosterName && t.slot("roster.unit") == unit && t.slot("roster.form") == form && t.typing() {
		return r.show(t)
	}
	t.clear("")
	t.set("roster.unit", unit)
	t.set("roster.form", form)
	t.stand(rosterName, "list")
	return r.show(t)
}

// sheet is the open roster with what it belongs to. Every reading and every change
// goes through it, so that the right is judged where it is used.
type sheet struct {
	form    directive.Form
	unit    directive.Unit
	section string
	held    roster.Roster
}

func (t *turn) sheet() (sheet, bool, error) {
	f, ok1 := t.form()
	u, ok2 := t.d.Unit(t.slot("roster.unit"))
	if !ok1 || !ok2 || !people.May(t.who, people.KeepRoster, t.d.ID, u.ID) {
		return sheet{}, false, nil
	}
	held, err := t.scene.Desk.Roster(t.ctx, roster.KeyAt(t.d, f.ID, u.ID, t.now()))
	section, _ := f.Section(u.Kind)
	return sheet{form: f, unit: u, section: section.ID, held: held}, true, err
}

// edit adds operations on the sheet to the turn, and its right.
func (t *turn) edit(s sheet, ops ...roster.Op) (roster.Roster, error) {
	e := roster.Edit{Key: s.held.Key, Rests: s.held.Version, By: t.who.ID, At: t.now(), Cause: t.scene.In.ID, Ops: ops}
	after, _, err := roster.Apply(s.held, e)
	if err != nil {
		return after, err
	}
	t.made = append(t.made, e)
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
		t.place(menuName, home)
		return menu{}.show(t)
	}
	switch t.at().State {
	case "consent":
		r.consent(t, s)
	case asking:
		r.ask(t, s)
	case "summary":
		r.summary(t, s)
	case "row":
		return r.row(t, s)
	case "conflict":
		return r.conflict(t, s)
	case "sure":
		r.sure(t, s)
	default:
		r.list(t, s)
	}
	return nil
}

// list shows a page of the rows, what is missing, and what can be done.
func (r rosterDialog) list(t *turn, s sheet) {
	n := len(s.held.Rows)
	page, _ := strconv.Atoi(t.slot("roster.page"))
	page = max(0, min(page, (n-1)/pageSize))
	body := chat.Body{block(chat.Title, "roster.title", "unit", s.unit.Name),
		block(chat.Para, "roster.count", "n", strconv.Itoa(n), "noun", s.form.RowNoun, "state", words.Say("roster.state."+string(s.held.State)))}
	body = append(body, menu{}.days(t)...)
	choices := []chat.Choice{pick("add", addKey(n), "noun", s.form.RowNoun)}
	for i, row := range s.held.Rows {
		if i/pageSize != page {
			continue
		}
		body = append(body, r.item(s, row))
		choices = append(choices, chat.Choice{Label: s.name(row.Cells), Value: "row:" + row.ID})
	}
	if needed := roster.Needed(t.d, s.form, s.unit.Kind, s.held); len(needed) > 0 {
		body = append(body, block(chat.Hint, "roster.needs", "posts", strings.Join(needed, ", ")))
	}
	if n > pageSize {
		body = append(body, block(chat.Hint, "roster.page", "n", strconv.Itoa(page+1), "of", strconv.Itoa((n-1)/pageSize+1)))
		choices = append(choices, pick("page:"+strconv.Itoa((page+1)%((n-1)/pageSize+1)), "roster.next"))
	}
	t.card(body, rows(append(choices, r.closing(s)...)...)...)
}

func addKey(n int) string {
	if n > 0 {
		return "roster.more"
	}
	return "roster.add"
}

func (rosterDialog) closing(s sheet) []chat.Choice {
	choices := []chat.Choice{}
	if len(s.held.Rows) > 0 && s.held.State != roster.Submitted && s.held.State != roster.Accepted {
		choices = append(choices, pick("hand", "roster.hand"))
	}
	if len(s.held.Rows) == 0 && s.form.Nil != "" && s.held.State != roster.Nil {
		choices = append(choices, chat.Choice{Label: s.form.Nil, Value: "nil"})
	}
	return append(choices, lasting("go:menu", "common.menu"))
}

// name is what a row is called in a list.
func (s sheet) name(cells map[string]string) string {
	c, _ := s.form.Column(s.form.Name)
	return roster.Show(c, cells[s.form.Name])
}

func (rosterDialog) item(s sheet, row roster.Row) chat.Block {
	parts := []string{}
	for _, c := range s.form.Columns {
		if c.ID != s.form.Name && c.Fill == "" && c.Open(s.section) && c.Kind != "mark" && row.Cells[c.ID] != "" {
			parts = append(parts, roster.Mask(c, row.Cells[c.ID]))
		}
	}
	state := "ok"
	if len(roster.Whole(s.form, s.section, row.Cells)) > 0 {
		state = "warn"
	}
	return chat.Block{Role: chat.Item, Label: s.name(row.Cells), Text: chat.Words(strings.Join(parts, " · ")), State: state, Pick: "row:" + row.ID}
}

func (r rosterDialog) take(t *turn) (bool, error) {
	s, ok, err := t.sheet()
	if err != nil || !ok {
		return !ok, errOr(err, func() error { return r.show(t) })
	}
	switch t.at().State {
	case "consent":
		return r.takeConsent(t, s)
	case asking:
		return r.takeValue(t, s)
	case "summary":
		return r.takeSummary(t, s)
	case "row":
		return r.takeRow(t, s)
	case "conflict":
		return r.takeConflict(t, s)
	case "sure":
		if t.text() == "hand" {
			return true, r.hand(t, s)
		}
		return t.text() == "list", r.backToList(t)
	}
	return r.takeList(t, s)
}

func errOr(err error, next func() error) error {
	if err != nil {
		return err
	}
	return next()
}

func (r rosterDialog) backToList(t *turn) error {
	if t.text() != "list" {
		return nil
	}
	return t.follow(r, "list")
}

func (r rosterDialog) takeList(t *turn, s sheet) (bool, error) {
	text := t.text()
	verb, argument, _ := strings.Cut(text, ":")
	switch verb {
	case "add":
		return true, r.add(t, s)
	case "page":
		t.set("roster.page", argument)
		return true, r.show(t)
	case "row":
		return true, r.openRow(t, s, argument)
	case "hand":
		return true, r.handIn(t, s)
	case "nil":
		return true, r.noOne(t, s)
	}
	matches := slices.DeleteFunc(slices.Clone(s.held.Rows), func(row roster.Row) bool {
		return directive.Fold(s.name(row.Cells)) != directive.Fold(text)
	})
	if len(matches) == 1 {
		return true, r.openRow(t, s, matches[0].ID)
	}
	return false, nil
}
