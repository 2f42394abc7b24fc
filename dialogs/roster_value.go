package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// takeValue judges what was typed for the column being asked and keeps it, or says
// what is wrong with it and asks again.
func (r rosterDialog) takeValue(t *turn, s sheet) error {
	c, ok := t.column()
	if !ok {
		return r.toList(t)
	}
	if t.pressed() && t.text() == "keep" {
		return r.kept(t, s)
	}
	if other, ok := s.editing(t); ok && t.pressed() {
		t.set("roster.column", other.ID)
		return t.follow(r, "ask")
	}
	id := t.slot("roster.row")
	v := roster.Judge(t.d, s.bound(t, c), s.section, r.answerOf(t, s), t.now())
	twin, err := t.twin(s, c, v, id)
	if err != nil {
		return err
	}
	if twin && c.Unique == "refuse" {
		v = roster.Verdict{Reason: roster.TwinCode(c)}
	}
	if !v.OK {
		return r.refuse(t, c, v)
	}
	t.set("roster.suggest", "")
	t.gave(s, id, c.ID)
	t.sealed(c)
	if id != "" {
		return r.change(t, s, c, v, twin)
	}
	r.accept(t, c, v, twin)
	t.next.Slots[cellPrefix+c.ID] = "=" + v.Normal
	return r.next(t, s)
}

// bound is the column being asked as the other cells of its row make it.
func (s sheet) bound(t *turn, c directive.Column) directive.Column {
	if row, ok := s.held.Row(t.slot("roster.row")); ok {
		return bound(c, s.section, row.Cells)
	}
	return bound(c, s.section, t.cells())
}

// bound is a column as the other cells of the row make it: required or not.
func bound(c directive.Column, section string, cells map[string]string) directive.Column {
	switch c.Becomes(section, cells) {
	case directive.Required:
		c.Required = true
	case directive.Empty:
		c.Required = false
	}
	return c
}

// kept leaves the value as it stands.
func (r rosterDialog) kept(t *turn, s sheet) error {
	t.set("roster.suggest", "")
	if t.slot("roster.row") != "" {
		return t.follow(r, "row")
	}
	return r.next(t, s)
}

// refuse says what is wrong, with one tap to mend it where the rules know how.
func (r rosterDialog) refuse(t *turn, c directive.Column, v roster.Verdict) error {
	t.misgiven(c)
	t.lead = append(t.lead, wrong(t, c, v))
	if topic, ok := t.d.Topic(c.Topic); ok {
		t.lead = append(t.lead, source(topic.Clause, quoted(topic)))
	}
	t.set("roster.suggest", v.Suggestion)
	return r.show(t)
}

// wrong says what is wrong with a value, beside what was typed and what is proposed.
func wrong(t *turn, c directive.Column, v roster.Verdict) chat.Block {
	b := said(chat.Wrong, refusal(c, v))
	if v.Suggestion != "" && !t.pressed() {
		b.Label, b.Quote = strings.TrimSpace(t.text()), roster.Show(c, v.Suggestion)
	}
	return b
}

// refusal is why a value is refused, in the directive's words where it has some.
func refusal(c directive.Column, v roster.Verdict) string {
	if v.Reason == "RIGHT_NOT_FOR_LEVEL" && c.Elsewhere != "" {
		return c.Elsewhere
	}
	return roster.Sentence(v.Reason)
}

// accept shows the value back in its stored form, and what is doubtful about it.
// A private value is shown whole once, in a message that is masked at the next turn.
func (r rosterDialog) accept(t *turn, c directive.Column, v roster.Verdict, twin bool) {
	shown := words.Say("roster.taken", "label", c.Label, "value", roster.Show(c, v.Normal))
	masked := words.Say("roster.taken", "label", c.Label, "value", roster.Mask(c, v.Normal))
	if c.Private() && v.Normal != "" && t.scene.Can.Edit {
		t.say = append(t.say, chat.Outbound{Slot: shownSlot, Body: chat.Body{said(chat.Saved, shown)}})
		t.set("mask", masked)
	} else {
		t.lead = append(t.lead, said(chat.Saved, masked))
	}
	for _, w := range v.Warnings {
		t.lead = append(t.lead, said(chat.Warn, roster.Sentence(w)))
	}
	if twin {
		t.lead = append(t.lead, said(chat.Warn, roster.Sentence(roster.TwinCode(c))))
	}
}

// twin reports whether a row other than mine holds the same value of a column that wants
// its own.
func (t *turn) twin(s sheet, c directive.Column, v roster.Verdict, mine string) (bool, error) {
	if !roster.Twinned(c) || !v.OK || v.Normal == "" {
		return false, nil
	}
	for _, row := range s.held.Rows {
		if row.ID != mine && row.Cells[c.ID] == v.Normal {
			return true, nil
		}
	}
	twins, err := t.scene.Desk.Twins(t.ctx, []string{v.Normal})
	for _, twin := range twins {
		if twin.Row != mine && s.beside(twin) {
			return true, err
		}
	}
	return false, err
}
