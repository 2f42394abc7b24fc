package dialogs

import (
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// longestReason is the most letters of a reason.
const longestReason = 200

func (p personnel) take(t *turn) (bool, error) {
	s, ok, err := t.sheet()
	if err != nil {
		return false, err
	}
	if !ok {
		return true, p.show(t)
	}
	if t.text() == "menu" || t.text() == "list" {
		t.clear(newPrefix)
		if t.text() == "list" {
			return true, rosterDialog{}.open(t, s.unit.ID, s.form.ID)
		}
		return true, t.follow(p, "menu")
	}
	if _, there := s.held.Row(t.slot("new.close")); !there && t.slot("new.close") != "" {
		t.clear(newPrefix)
		t.note(chat.Warn, "roster.gone")
		return true, t.follow(p, "menu")
	}
	switch t.state() {
	case "who":
		return p.takeWho(t, s)
	case "how":
		return p.takeHow(t, s)
	case "reason":
		return true, p.takeReason(t)
	case "day":
		return true, p.takeDay(t, s)
	case "sure":
		return p.takeSure(t, s)
	case "date":
		return true, p.takeDate(t, s)
	case "report":
		return p.takeReport(t, s)
	}
	return p.takeMenu(t, s)
}

func (p personnel) takeMenu(t *turn, s sheet) (bool, error) {
	switch t.text() {
	case "join":
		t.set("new.how", "join")
		return true, t.follow(p, "reason")
	case "receipt":
		return true, p.receipt(t, s)
	case "who", "date", "report":
		return true, t.follow(p, t.text())
	}
	return false, nil
}

func (p personnel) takeWho(t *turn, s sheet) (bool, error) {
	if page, ok := strings.CutPrefix(t.text(), "page:"); ok {
		t.set("new.page", page)
		return true, p.show(t)
	}
	id, ok := strings.CutPrefix(t.text(), "row:")
	if !ok {
		id, ok = s.named(t.text())
	}
	if _, there := s.held.Row(id); !ok || !there {
		return false, nil
	}
	t.set("new.close", id)
	return true, t.follow(p, "how")
}

func (p personnel) takeHow(t *turn, s sheet) (bool, error) {
	how := t.text()
	if id, ok := strings.CutPrefix(how, "number:"); ok {
		if c, known := s.form.Column(id); !known || !c.Private() {
			return false, nil
		}
	} else if how != "replace" && how != "leave" {
		return false, nil
	}
	t.set("new.how", how)
	return true, t.follow(p, "reason")
}

func (p personnel) takeReason(t *turn) error {
	text := t.reasonOf(reasons(t.slot("new.how")))
	if text == "" || len([]rune(text)) > longestReason {
		t.note(chat.Wrong, "personnel.reason.long")
		return p.show(t)
	}
	t.set("new.reason", text)
	return t.follow(p, "day")
}

// dated reads a day, or the choice of today; false when it was none and that was said.
func (personnel) dated(t *turn, s sheet) (string, bool) {
	if t.text() == "today" {
		return t.now().In(t.d.Zone()).Format(time.DateOnly), true
	}
	v := roster.Judge(t.d, directive.Column{ID: "day", Kind: "date", Required: true}, s.section, t.text(), t.now())
	if !v.OK {
		t.lead = append(t.lead, said(chat.Wrong, roster.Sentence(v.Reason)))
	}
	return v.Normal, v.OK
}

func (p personnel) takeDay(t *turn, s sheet) error {
	day, ok := p.dated(t, s)
	if !ok {
		return p.show(t)
	}
	t.set("new.day", day)
	if t.slot("new.how") == "leave" {
		return t.follow(p, "sure")
	}
	cells := s.known(t, t.slot("new.post"))
	if id, ok := strings.CutPrefix(t.slot("new.how"), "number:"); ok {
		row, _ := s.held.Row(t.slot("new.close"))
		for _, c := range s.asked(row.Cells) {
			if c.ID != id {
				cells[c.ID] = row.Cells[c.ID]
			}
		}
	}
	t.open(frame(rosterName, "list"))
	return rosterDialog{}.enter(t, s, cells)
}

func (p personnel) takeSure(t *turn, s sheet) (bool, error) {
	if t.text() != "yes" && !typedAs(t.text(), "dialogs.typed.yes") {
		return false, nil
	}
	row, _ := s.held.Row(t.slot("new.close"))
	after, err := t.edit(s, roster.Op{Verb: roster.Close, Row: row.ID, Day: t.slot("new.day"), Reason: t.slot("new.reason")})
	if err != nil {
		return true, err
	}
	t.note(chat.Saved, "personnel.left", "name", s.name(row.Cells), "day", directive.Day(t.slot("new.day")), "n", strconv.Itoa(len(after.Rows)), "noun", s.form.RowNoun)
	t.note(chat.Hint, "personnel.tell", "to", reportedTo(t.d))
	t.clear(newPrefix)
	t.next.Trail = nil
	t.place(frame(personnelName, "menu"))
	s.held = after
	p.menu(t, s)
	return true, nil
}

// takeDate shows the list as it was, or will be, on a day, and asks for another.
func (p personnel) takeDate(t *turn, s sheet) error {
	day, ok := p.dated(t, s)
	if !ok {
		return p.show(t)
	}
	listed := s.held.On(day)
	t.note(chat.Para, "personnel.listed", "unit", s.unit.Name, "day", directive.Day(day), "n", strconv.Itoa(len(listed)), "noun", s.form.RowNoun)
	for _, row := range listed {
		item := rosterDialog{}.item(s, row)
		item.Pick = ""
		t.lead = append(t.lead, item)
	}
	if len(listed) == 0 {
		t.note(chat.Hint, "personnel.nobody")
	}
	return p.show(t)
}

// reportedTo is whom changes are reported to.
func reportedTo(d *directive.Directive) string {
	if r, ok := d.Addressee("changes"); ok {
		return r.To
	}
	return d.Issuer
}
