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
	v := roster.Judge(t.d, s.bound(t, c), s.section, r.answerOf(t, s), t.now())
	twin, err := t.twin(s, c, v)
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
	if t.slot("roster.row") != "" {
		return r.change(t, s, c, v, twin)
	}
	r.accept(t, c, v, twin)
	t.next.Slots[cellPrefix+c.ID] = "=" + v.Normal
	return r.next(t, s)
}

// bound is the column as the other cells of the row make it: required or not.
func (s sheet) bound(t *turn, c directive.Column) directive.Column {
	cells := t.cells()
	if row, ok := s.held.Row(t.slot("roster.row")); ok {
		cells = row.Cells
	}
	switch c.Becomes(s.section, cells) {
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
	if v.Reason == "RIGHT_NOT_FOR_LEVEL" && c.Elsewhere != "" {
		t.lead = append(t.lead, said(chat.Wrong, c.Elsewhere))
	} else {
		t.lead = append(t.lead, wrong(t, c, v))
	}
	if topic, ok := t.d.Topic(c.Topic); ok {
		t.lead = append(t.lead, source(topic.Clause, quoted(topic)))
	}
	t.set("roster.suggest", v.Suggestion)
	return r.show(t)
}

// wrong says what is wrong with a value, beside what was typed and what is proposed.
func wrong(t *turn, c directive.Column, v roster.Verdict) chat.Block {
	b := said(chat.Wrong, roster.Sentence(v.Reason))
	if v.Suggestion != "" && !t.pressed() {
		b.Label, b.Quote = strings.TrimSpace(t.text()), roster.Show(c, v.Suggestion)
	}
	return b
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

// twin reports whether another row holds the same value of a column that wants its own.
func (t *turn) twin(s sheet, c directive.Column, v roster.Verdict) (bool, error) {
	if !roster.Twinned(c) || !v.OK || v.Normal == "" {
		return false, nil
	}
	mine := t.slot("roster.row")
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
