package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// review is where the issuing office looks at what units handed in, takes it, or
// sends it back with a comment on each row that must be put right.
type review struct{}

const (
	reviewName    = "review"
	commentPrefix = "review.say." // a comment not sent yet, by row
)

var reviewTable = mustTable("units", []fsm.EventDesc{
	{Name: "units", Src: []string{"units", "one", "rows", "comment", "sure"}, Dst: "units"},
	{Name: "one", Src: []string{"units", "one", "rows", "sure"}, Dst: "one"},
	{Name: "rows", Src: []string{"one", "rows", "comment", "sure"}, Dst: "rows"},
	{Name: "comment", Src: []string{"rows"}, Dst: "comment"},
	{Name: "sure", Src: []string{"rows"}, Dst: "sure"},
})

func (review) name() string { return reviewName }
func (review) table() Table { return reviewTable }

func (review) expects(t *turn) string {
	if t.state() == "comment" {
		return "text"
	}
	return ""
}

// begin lists the units that handed in.
func (v review) begin(t *turn) error {
	if !t.mayReadAll() {
		t.note(chat.Warn, "review.who")
		return menu{}.leave(t)
	}
	t.clear("review.")
	t.open(frame(reviewName, "units"))
	return v.show(t)
}

// reviewed is the roster being looked at; false when it is there no more, or the right.
func (t *turn) reviewed() (sheet, bool, error) {
	f, ok1 := t.d.Form(t.slot("review.form"))
	u, ok2 := t.d.Unit(t.slot("review.unit"))
	if !ok1 || !ok2 || !t.mayReadAll() {
		return sheet{}, false, nil
	}
	held, err := t.scene.Desk.Roster(t.ctx, roster.KeyAt(t.d, f.ID, u.ID, t.now()))
	section, _ := f.Section(u.Kind)
	return sheet{form: f, unit: u, section: section.ID, held: held}, true, err
}

func (v review) show(t *turn) error {
	if !t.mayReadAll() {
		t.clear("review.")
		t.note(chat.Warn, "review.who")
		return menu{}.leave(t)
	}
	s, ok, err := t.reviewed()
	if err != nil {
		return err
	}
	if !ok || t.state() == "units" {
		return v.units(t)
	}
	switch t.state() {
	case "rows":
		v.rows(t, s)
	case "comment":
		v.comment(t, s)
	case "sure":
		v.sure(t, s)
	default:
		v.one(t, s)
	}
	return nil
}

// units lists what was handed in, ten at a time; fresh are rosters as this turn leaves them.
func (v review) units(t *turn, fresh ...roster.Roster) error {
	t.place(frame(reviewName, "units"))
	held, err := t.scene.Desk.Rosters(t.ctx, t.d.ID)
	if err != nil {
		return err
	}
	choices := []chat.Choice{}
	for _, u := range t.d.Units {
		for _, f := range t.d.Hands(u.Kind) {
			r := heldAt(append(fresh, held...), roster.KeyAt(t.d, f.ID, u.ID, t.now()))
			if _, once := r.Last(); once {
				choices = append(choices, chat.Choice{Label: u.Name + " · " + words.Say("roster.state."+string(r.State)), Value: "open:" + u.ID + "/" + f.ID})
			}
		}
	}
	body := chat.Body{block(chat.Title, "review.title")}
	if len(choices) == 0 {
		body = append(body, block(chat.Para, "review.none"))
	}
	from, to, turn := t.leaf("review.page", len(choices), mostUnits)
	t.card(body, rows(slices.Concat(choices[from:to], turn, []chat.Choice{lasting("go:menu", "common.menu")})...)...)
	return nil
}

func (v review) one(t *turn, s sheet) {
	last, _ := s.held.Last()
	at := last.At.In(t.d.Zone())
	body := chat.Body{block(chat.Title, "review.open", "unit", s.unit.Name), block(chat.Para, "review.stands", "state", words.Say("roster.state."+string(s.held.State)),
		"n", strconv.Itoa(len(s.held.Rows)), "noun", s.form.RowNoun, "time", at.Format("15:04")+" "+directive.Date(at))}
	if last.Late {
		body = append(body, block(chat.Warn, "review.late"))
	}
	for _, row := range s.held.Rows[:min(len(s.held.Rows), mostShown)] {
		item := rosterDialog{}.item(s, row)
		item.Pick = ""
		body = append(body, item)
	}
	if needed := roster.Needed(t.d, s.form, s.unit.Kind, s.held); len(needed) > 0 && s.held.State != roster.Nil {
		body = append(body, block(chat.Hint, "roster.needs", "posts", strings.Join(needed, ", ")))
	}
	if s.held.Nil != "" {
		body = append(body, block(chat.Para, "personnel.sure.why", "reason", s.held.Nil))
	}
	choices := []chat.Choice{}
	if s.held.State == roster.Submitted || s.held.State == roster.Nil {
		choices = append(choices, pick("accept", "review.accept"))
	}
	if s.held.State != roster.Returned {
		choices = append(choices, pick("rows", "review.return"))
	}
	t.card(body, rows(append(choices, pick("units", "review.back"))...)...)
}

func (v review) rows(t *turn, s sheet) {
	body := chat.Body{block(chat.Title, "review.which"), block(chat.Hint, "review.which.hint")}
	choices := []chat.Choice{}
	from, to, turn := t.leaf("review.rows", len(s.held.Rows), pageSize)
	for _, row := range s.held.Rows[from:to] {
		item := rosterDialog{}.item(s, row)
		if said := t.slot(commentPrefix + row.ID); said != "" {
			item.State, item.Note = "warn", said
		}
		body = append(body, item)
		choices = append(choices, chat.Choice{Label: s.name(row.Cells), Value: "row:" + row.ID})
	}
	t.card(body, rows(append(append(choices, turn...), pick("send", "review.send"), pick("one", "review.back"))...)...)
}

func (v review) comment(t *turn, s sheet) {
	row, _ := s.held.Row(t.about(0))
	t.card(chat.Body{block(chat.Title, "review.comment", "name", s.name(row.Cells)), block(chat.Hint, "review.comment.hint")}, rows(pick("rows", "review.back"))...)
}

func (v review) sure(t *turn, s sheet) {
	body := chat.Body{block(chat.Title, "review.sure", "unit", s.unit.Name)}
	for _, row := range s.held.Rows {
		if said := t.slot(commentPrefix + row.ID); said != "" {
			body = append(body, chat.Block{Role: chat.Item, Label: s.name(row.Cells), Text: chat.Words(said), State: "warn"})
		}
	}
	t.card(body, rows(pick("yes", "review.send"), pick("rows", "review.back"))...)
}
