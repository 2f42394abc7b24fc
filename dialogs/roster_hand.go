package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// handIn asks for a last look at a roster whose rows are whole. Posts that the directive
// wants named and are not are told there.
func (r rosterDialog) handIn(t *turn, s sheet) error {
	if len(s.held.Rows) == 0 {
		t.note(chat.Warn, "roster.hand.empty")
		return r.show(t)
	}
	if unready := roster.Unready(s.form, s.section, s.held); len(unready) > 0 {
		t.note(chat.Wrong, "roster.cannot")
		for _, row := range unready {
			t.note(chat.Warn, "roster.unwhole", "name", s.name(row.Cells), "what", lacking(s.form, roster.Whole(s.form, s.section, row.Cells)))
		}
		return r.show(t)
	}
	return t.follow(r, "sure", strconv.FormatInt(s.held.Version, 10))
}

// sure shows what would be handed in: these rows, or that there is nobody.
func (r rosterDialog) sure(t *turn, s sheet) {
	if t.about(0) == "nil" {
		t.card(append(chat.Body{block(chat.Title, "roster.sure.nil", "unit", s.unit.Name), block(chat.Para, "roster.sure.nil.text", "noun", s.form.RowNoun)}, r.lateness(t, s)...),
			rows(append(reasonChoices(noneReasons()), pick("list", "roster.back"))...)...)
		return
	}
	body := chat.Body{block(chat.Title, "roster.sure", "unit", s.unit.Name, "n", strconv.Itoa(len(s.held.Rows)), "noun", s.form.RowNoun)}
	for _, row := range s.held.Rows[:min(len(s.held.Rows), mostShown)] {
		body = append(body, r.item(s, row))
	}
	if more := len(s.held.Rows) - mostShown; more > 0 {
		body = append(body, block(chat.Hint, "roster.sure.more", "n", strconv.Itoa(more), "noun", s.form.RowNoun))
	}
	if needed := roster.Needed(t.d, s.form, s.unit.Kind, s.held); len(needed) > 0 {
		body = append(body, block(chat.Warn, "roster.sure.needs", "posts", strings.Join(needed, ", ")))
	}
	t.card(append(body, r.lateness(t, s)...), rows(pick("hand", "roster.hand"), pick("list", "roster.back"))...)
}

// mostShown is how many rows the last look shows.
const mostShown = 20

// takeSure hands in. A list that has changed since it was looked at is shown again.
func (r rosterDialog) takeSure(t *turn, s sheet) (bool, error) {
	yes := !t.pressed() && (typedAs(t.text(), "dialogs.typed.yes") || typedAs(t.text(), "roster.typed.hand"))
	none := t.about(0) == "nil"
	version := strconv.FormatInt(s.held.Version, 10)
	switch {
	case t.text() == "list" || typedAs(t.text(), "dialogs.typed.no"):
		return true, r.toList(t)
	case none:
		return true, r.noOne(t, s, t.reasonOf(noneReasons()))
	case !yes && t.text() != "hand":
		return false, nil
	case t.about(0) != version:
		t.note(chat.Warn, "roster.sure.changed")
		return true, r.handIn(t, s)
	}
	return true, r.hand(t, s)
}

func (r rosterDialog) lateness(t *turn, s sheet) chat.Body {
	if !t.late(s) {
		return nil
	}
	return chat.Body{block(chat.Warn, "roster.late")}
}

func (t *turn) late(s sheet) bool {
	o, ok := t.d.For("form:"+s.form.ID, t.now())
	return ok && o.Late(t.now())
}

func (r rosterDialog) hand(t *turn, s sheet) error {
	late := t.late(s)
	after, err := t.edit(s, roster.Op{Verb: roster.Hand, Late: late, Print: roster.Print(s.form, s.held.Key, s.held.Rows)})
	if err != nil {
		return err
	}
	key := "roster.handed"
	if late {
		key = "roster.handed.late"
	}
	s.held = after
	return r.closed(t, s, key)
}

// noneReasons are the usual ones for having nobody to name.
func noneReasons() []string { return strings.Split(words.Say("roster.sure.nil.reasons"), "|") }

// noOne reports that there is nobody to name, and why. Rows that somebody has added since are
// not passed over.
func (r rosterDialog) noOne(t *turn, s sheet, why string) error {
	if why == "" || len([]rune(why)) > longestReason {
		t.note(chat.Wrong, "personnel.reason.long")
		return r.show(t)
	}
	if s.form.Nil == "" || len(s.held.Rows) > 0 {
		t.note(chat.Warn, "roster.sure.changed")
		return r.toList(t)
	}
	after, err := t.edit(s, roster.Op{Verb: roster.NoOne, Late: t.late(s), Reason: why})
	if err != nil {
		return err
	}
	s.held = after
	return r.closed(t, s, "roster.niled")
}

func (r rosterDialog) closed(t *turn, s sheet, key string) error {
	at := t.now().In(t.d.Zone())
	t.note(chat.Saved, key, "unit", s.unit.Name, "n", strconv.Itoa(len(s.held.Rows)), "noun", s.form.RowNoun, "time", at.Format("15:04"), "day", directive.Date(at))
	t.clear("")
	t.home()
	if last, ok := s.held.Last(); ok {
		t.receipt(s, last)
	}
	body := chat.Body{}
	for _, recipient := range t.d.Receive("form:" + s.form.ID) {
		body = append(body, receiver(recipient))
	}
	t.card(body, rows(lasting("go:roster:"+s.unit.ID+"/"+s.form.ID, "roster.list"), lasting("go:menu", "common.menu"))...)
	return nil
}
