package dialogs

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// personnel reports what changes in a list of people that was handed in: somebody
// joins, leaves, is replaced, or has another number. Nothing is overwritten: a row is
// closed on a day, and another opened.
type personnel struct{}

const (
	personnelName = "personnel"
	newPrefix     = "new." // what is known of the change being reported
)

var personnelTable = mustTable("menu", []fsm.EventDesc{
	{Name: "menu", Src: []string{"menu", "who", "how", "reason", "day", "sure", "date", "report"}, Dst: "menu"},
	{Name: "who", Src: []string{"menu", "who"}, Dst: "who"},
	{Name: "how", Src: []string{"menu", "who"}, Dst: "how"},
	{Name: "reason", Src: []string{"menu", "how"}, Dst: "reason"},
	{Name: "day", Src: []string{"reason"}, Dst: "day"},
	{Name: "sure", Src: []string{"day"}, Dst: "sure"},
	{Name: "date", Src: []string{"menu", "date"}, Dst: "date"},
	{Name: "report", Src: []string{"menu"}, Dst: "report"},
})

func (personnel) name() string { return personnelName }
func (personnel) table() Table { return personnelTable }

func (personnel) expects(t *turn) string {
	return map[string]string{"reason": "text", "day": "date", "date": "date"}[t.state()]
}

// handedIn reports whether the rows of a sheet are people that were handed in.
func (s sheet) handedIn() bool {
	_, once := s.held.Last()
	return once && s.form.Row == "person" && s.held.State != roster.Returned
}

// open begins at the menu of what can be done after handing in.
func (p personnel) open(t *turn) error {
	t.clear(newPrefix)
	t.open(frame(personnelName, "menu"))
	return p.show(t)
}

func (p personnel) show(t *turn) error {
	s, ok, err := t.sheet()
	if err != nil {
		return err
	}
	if !ok {
		return rosterDialog{}.show(t)
	}
	switch t.state() {
	case "who":
		p.who(t, s)
	case "how":
		p.how(t, s)
	case "reason":
		p.reason(t)
	case "day":
		p.day(t)
	case "sure":
		p.sure(t, s)
	case "date":
		t.card(chat.Body{block(chat.Title, "personnel.ondate"), block(chat.Hint, "personnel.day.hint")}, rows(p.today(t), pick("menu", "personnel.back"))...)
	case "report":
		return p.report(t, s)
	default:
		p.menu(t, s)
	}
	return nil
}

func (personnel) menu(t *turn, s sheet) {
	t.card(chat.Body{block(chat.Title, "personnel.title", "unit", s.unit.Name), block(chat.Para, "personnel.menu")},
		rows(pick("who", "personnel.who"), pick("join", "personnel.join", "noun", s.form.RowNoun), pick("date", "personnel.date"),
			pick("report", "personnel.report"), pick("receipt", "personnel.receipt"), pick("list", "roster.back"))...)
}

func (p personnel) who(t *turn, s sheet) {
	choices := []chat.Choice{}
	from, to, turn := t.leaf("new.page", len(s.held.Rows), pageSize)
	for _, row := range s.held.Rows[from:to] {
		choices = append(choices, chat.Choice{Label: s.name(row.Cells), Value: "row:" + row.ID})
	}
	t.card(chat.Body{block(chat.Title, "personnel.which")}, rows(append(append(choices, turn...), pick("menu", "personnel.back"))...)...)
}

func (p personnel) how(t *turn, s sheet) {
	row, _ := s.held.Row(t.slot("new.close"))
	choices := []chat.Choice{pick("replace", "personnel.how.replace"), pick("leave", "personnel.how.leave")}
	for _, c := range s.form.Columns {
		if c.Private() && c.Open(s.section) {
			choices = append(choices, pick("number:"+c.ID, "personnel.how.number", "label", c.Label))
		}
	}
	t.card(chat.Body{block(chat.Title, "personnel.how", "name", s.name(row.Cells))}, rows(append(choices, pick("menu", "personnel.back"))...)...)
}

// reasons are the usual ones for the kind of change being reported.
func reasons(how string) []string {
	kind, _, _ := strings.Cut(how, ":")
	key := "personnel.reasons." + kind
	if !words.Known(key) {
		key = "personnel.reasons"
	}
	return strings.Split(words.Say(key), "|")
}

func (personnel) reason(t *turn) {
	t.card(chat.Body{block(chat.Title, "personnel.reason"), block(chat.Hint, "personnel.reason.hint")},
		rows(append(reasonChoices(reasons(t.slot("new.how"))), pick("menu", "personnel.back"))...)...)
}

func reasonChoices(usual []string) []chat.Choice {
	choices := []chat.Choice{}
	for i, why := range usual {
		choices = append(choices, chat.Choice{Label: why, Value: "why:" + strconv.Itoa(i)})
	}
	return choices
}

// reasonOf is the reason that was picked among the usual ones, or typed.
func (t *turn) reasonOf(usual []string) string {
	if i, ok := cutNumber(t.text(), "why:"); ok && t.pressed() && i < len(usual) {
		return usual[i]
	}
	return sentence(t.text())
}

// sentence is text that says something, "" for signs alone.
func sentence(text string) string {
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		return ""
	}
	return strings.TrimSpace(text)
}

func (p personnel) day(t *turn) {
	t.card(chat.Body{block(chat.Title, "personnel.day"), block(chat.Hint, "personnel.day.hint")}, rows(p.today(t), pick("menu", "personnel.back"))...)
}

func (personnel) today(t *turn) chat.Choice {
	return pick("today", "personnel.today", "day", directive.Date(t.now().In(t.d.Zone())))
}

func (personnel) sure(t *turn, s sheet) {
	row, _ := s.held.Row(t.slot("new.close"))
	t.card(chat.Body{block(chat.Title, "personnel.sure", "name", s.name(row.Cells), "day", directive.Day(t.slot("new.day"))),
		block(chat.Para, "personnel.sure.why", "reason", t.slot("new.reason"))}, rows(pick("yes", "personnel.yes"), pick("menu", "personnel.back"))...)
}
