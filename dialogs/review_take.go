package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

func (v review) take(t *turn) (bool, error) {
	if !t.mayReadAll() {
		return true, v.show(t)
	}
	if t.state() == "units" {
		return v.takeUnits(t)
	}
	s, ok, err := t.reviewed()
	if err != nil {
		return false, err
	}
	if !ok || t.text() == "units" {
		t.clear(commentPrefix)
		return true, t.follow(v, "units")
	}
	switch t.state() {
	case "one":
		return v.takeOne(t, s)
	case "rows":
		return v.takeRows(t, s)
	case "comment":
		return true, v.takeComment(t, s)
	}
	switch {
	case t.text() == "rows":
		return true, t.follow(v, "rows")
	case t.text() == "yes" || typedAs(t.text(), "dialogs.typed.yes"):
		return true, v.send(t, s)
	}
	return false, nil
}

func (v review) takeUnits(t *turn) (bool, error) {
	verb, argument, _ := strings.Cut(t.text(), ":")
	switch verb {
	case "page":
		t.set("review.page", argument)
		return true, v.show(t)
	case "open":
		unit, form, _ := strings.Cut(argument, "/")
		t.set("review.unit", unit)
		t.set("review.form", form)
		t.clear(commentPrefix)
		return true, t.follow(v, "one")
	}
	if found := t.d.FindUnits(t.text()); len(found) == 1 && !t.pressed() {
		if forms := t.d.Hands(found[0].Kind); len(forms) > 0 {
			t.set("review.unit", found[0].ID)
			t.set("review.form", forms[0].ID)
			return true, t.follow(v, "one")
		}
	}
	return false, nil
}

func (v review) takeOne(t *turn, s sheet) (bool, error) {
	switch {
	case t.text() == "rows" && s.held.State != roster.Returned:
		t.set("review.version", strconv.FormatInt(s.held.Version, 10))
		return true, t.follow(v, "rows")
	case t.text() == "accept":
		after, err := t.edit(s, roster.Op{Verb: roster.Accept})
		if err != nil {
			return true, v.moved(t)
		}
		t.note(chat.Saved, "review.accepted", "unit", s.unit.Name)
		return true, v.units(t, after)
	}
	return false, nil
}

// moved says that the roster no longer stands as it was shown.
func (v review) moved(t *turn) error {
	t.note(chat.Warn, "review.moved")
	t.place(frame(reviewName, "one"))
	return v.show(t)
}

func (v review) takeRows(t *turn, s sheet) (bool, error) {
	verb, id, _ := strings.Cut(t.text(), ":")
	_, there := s.held.Row(id)
	switch {
	case verb == "one":
		return true, t.follow(v, "one")
	case verb == "page":
		t.set("review.rows", id)
		return true, v.show(t)
	case verb == "row" && there:
		return true, t.follow(v, "comment", id)
	case verb != "send":
		return false, nil
	case len(t.comments(s)) == 0:
		t.note(chat.Wrong, "review.empty")
		return true, v.show(t)
	}
	return true, t.follow(v, "sure")
}

func (v review) takeComment(t *turn, s sheet) error {
	text := sentence(t.text())
	row, there := s.held.Row(t.about(0))
	switch {
	case t.text() == "rows" || !there:
		return t.follow(v, "rows")
	case text == "" || len([]rune(text)) > longestReason:
		t.note(chat.Wrong, "review.comment.long")
		return v.show(t)
	}
	t.set(commentPrefix+row.ID, text)
	t.note(chat.Saved, "review.commented", "name", s.name(row.Cells))
	return t.follow(v, "rows")
}

// comments are the operations that keep what was said of the rows still there.
func (t *turn) comments(s sheet) []roster.Op {
	ops := []roster.Op{}
	for _, row := range s.held.Rows {
		if said := t.slot(commentPrefix + row.ID); said != "" {
			ops = append(ops, roster.Op{Verb: roster.Comment, Row: row.ID, Reason: said})
		}
	}
	return ops
}

// send gives the roster back to its unit and tells whoever keeps it.
func (v review) send(t *turn, s sheet) error {
	if t.slot("review.version") != strconv.FormatInt(s.held.Version, 10) {
		return v.moved(t)
	}
	comments := t.comments(s)
	after, err := t.edit(s, append([]roster.Op{{Verb: roster.Return}}, comments...)...)
	if err != nil {
		return v.moved(t)
	}
	if err := v.tell(t, s, comments); err != nil {
		return err
	}
	t.clear(commentPrefix)
	t.note(chat.Saved, "review.sent", "unit", s.unit.Name, "n", strconv.Itoa(len(comments)))
	return v.units(t, after)
}

func (v review) tell(t *turn, s sheet, comments []roster.Op) error {
	body := chat.Body{block(chat.Title, "review.told", "issuer", t.d.Issuer, "unit", s.unit.Name)}
	for _, op := range comments {
		row, _ := s.held.Row(op.Row)
		body = append(body, block(chat.Warn, "review.told.row", "name", s.name(row.Cells), "comment", op.Reason))
	}
	return t.tellKeepers(s, body)
}

// tellKeepers sends a message, with the way to the roster, to everybody else who keeps it.
func (t *turn) tellKeepers(s sheet, body chat.Body) error {
	open := lasting("go:roster:"+s.unit.ID+"/"+s.form.ID, "review.told.open")
	for _, role := range []people.Role{people.Head, people.Deputy} {
		keepers, err := t.scene.Desk.Holders(t.ctx, role, t.d.ID)
		if err != nil {
			return err
		}
		for _, p := range keepers {
			if p.ID != t.who.ID && people.May(p, people.KeepRoster, t.d.ID, s.unit.ID) && len(p.Addresses) > 0 {
				t.say = append(t.say, chat.Outbound{To: p.Addresses[0], Body: body, Choices: rows(open)})
			}
		}
	}
	return nil
}
