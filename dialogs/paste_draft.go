package dialogs

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	from "github.com/dvcbot/dvcbot/roster/sheet"
	"github.com/dvcbot/dvcbot/words"
)

// draft gathers the cells to ask: those refused, and those that differ from a kept row.
func (s sheet) draft(t *turn, c from.Comparison) roster.Mending {
	d := roster.Mending{Key: s.held.Key}
	at := map[string]int{}
	for _, change := range c.Changed {
		i, known := at[change.Row.ID]
		if !known {
			i = len(d.Rows)
			at[change.Row.ID] = i
			d.Rows = append(d.Rows, roster.DraftRow{Line: change.Line, Row: change.Row.ID, Cells: map[string]string{s.form.Name: change.Row.Cells[s.form.Name]}})
		}
		d.Rows[i].Bad = append(d.Rows[i].Bad, roster.BadCell{Column: change.Column.ID, Value: change.Is, Suggestion: change.Is})
	}
	for _, p := range c.Bad {
		row := roster.DraftRow{Line: p.Row, Cells: p.Cells}
		if met, _, ok := roster.Meet(s.form, s.held.Rows, p.Cells, nil); ok {
			row.Row = met.ID
		}
		for _, j := range p.Judged {
			switch {
			case j.OK:
			case j.Field == from.Rights:
				t.note(chat.Warn, "paste.right", "line", strconv.Itoa(p.Row), "why", elsewhere(s.form, j.Reason))
			default:
				row.Bad = append(row.Bad, roster.BadCell{Column: j.Field, Value: j.Value, Reason: j.Reason, Suggestion: j.Suggestion})
			}
		}
		if len(row.Bad) > 0 || row.Row == "" {
			d.Rows = append(d.Rows, row)
		}
	}
	return d
}

// elsewhere is why a right is refused, in the directive's words where it has some.
func elsewhere(f directive.Form, reason string) string {
	for _, c := range f.Columns {
		if reason == "RIGHT_NOT_FOR_LEVEL" && c.Elsewhere != "" {
			return c.Elsewhere
		}
	}
	return roster.Sentence(reason)
}

// after keeps the rows that have become whole, and goes on with the next cell or back
// to the list.
func (p pasting) after(t *turn, s sheet, d roster.Mending, ops []roster.Op) error {
	was, err := t.mending(s)
	if err != nil {
		return err
	}
	open := d.Rows[:0:0]
	for i, row := range d.Rows {
		switch {
		case len(row.Bad) > 0:
			open = append(open, row)
		case row.Row == "":
			id := roster.RowID(t.scene.In.ID, 1000+i)
			t.named(s, mendedRow, id)
			ops = append(ops, roster.Op{Verb: roster.Add, Row: id, Cells: row.Cells})
		default:
			ops = append(ops, roster.Op{Verb: roster.Change, Row: row.Row, Cells: row.Cells})
		}
	}
	d.Rows = open
	if len(ops) > 0 {
		held, err := t.edit(s, ops...)
		if err != nil {
			return err
		}
		s.held = held
		t.note(chat.Saved, "paste.kept", "n", strconv.Itoa(len(ops)), "noun", s.form.RowNoun)
	}
	if len(was.Rows)+len(d.Rows) > 0 {
		t.keep(d)
	}
	if len(d.Rows) == 0 {
		if d.Total > 0 {
			t.note(chat.Saved, "paste.ended", "n", strconv.Itoa(len(s.held.Rows)), "noun", s.form.RowNoun)
		}
		return rosterDialog{}.reopen(t, s)
	}
	t.open(frame(pasteName, "cell", d.Rows[0].Bad[0].Column))
	p.ask(t, s, d)
	return nil
}

// reopen shows the list as it is after the turn.
func (r rosterDialog) reopen(t *turn, s sheet) error {
	t.forget(pasteName)
	t.open(frame(rosterName, "list"))
	return r.list(t, s)
}

// ask puts the question of the first open cell.
func (pasting) ask(t *turn, s sheet, d roster.Mending) {
	row := d.Rows[0]
	cell := row.Bad[0]
	c, _ := s.form.Column(cell.Column)
	body := chat.Body{block(chat.Title, "paste.cell", "n", strconv.Itoa(d.Total-d.Left()+1), "of", strconv.Itoa(d.Total), "line", strconv.Itoa(row.Line), "label", c.Label)}
	if name := s.name(row.Cells); name != "" && c.ID != s.form.Name {
		body = append(body, block(chat.Hint, "paste.of", "name", name))
	}
	choices := []chat.Choice{}
	if cell.Reason == "" {
		held, _ := s.held.Row(row.Row)
		was, is := roster.Mask(c, held.Cells[c.ID]), roster.Mask(c, cell.Value)
		body = append(body, block(chat.Para, "paste.differs", "was", was, "is", is))
		choices = append(choices, pick("take", "paste.take", "value", is), pick("keep", "paste.keep", "value", was))
	} else {
		body = append(body, said(chat.Wrong, roster.Sentence(cell.Reason)))
		if cell.Value != "" {
			body = append(body, block(chat.Hint, "paste.typed", "value", cell.Value))
		}
		if mend := better(t, cell); mend != "" {
			choices = append(choices, pick("take", "roster.mend", "value", roster.Show(c, mend)))
		}
	}
	t.card(body, rows(append(choices, pick("skip", "paste.skip"), pick("later", "paste.later"))...)...).Expect = c.Kind
}

// better is what one tap would take: mended from what was typed last, else from the block.
func better(t *turn, cell roster.BadCell) string {
	if typed := t.slot("roster.suggest"); typed != "" {
		return typed
	}
	return cell.Suggestion
}

func (p pasting) show(t *turn) error {
	s, d, err := p.open(t)
	switch {
	case err != nil:
		return err
	case t.state() == "consent" && d.Version+int64(len(d.Rows)) > 0 || t.pendingDraft():
		return rosterDialog{}.consent(t, s)
	case len(d.Rows) == 0 || len(d.Rows[0].Bad) == 0:
		return rosterDialog{}.reopen(t, s)
	}
	p.ask(t, s, d)
	return nil
}

// pendingDraft reports whether the draft is written by this very turn.
func (t *turn) pendingDraft() bool {
	for _, c := range t.made {
		if _, ok := c.(roster.SetMending); ok {
			return true
		}
	}
	return false
}

func (pasting) open(t *turn) (sheet, roster.Mending, error) {
	s, ok, err := t.sheet()
	if err != nil || !ok {
		return s, roster.Mending{}, err
	}
	d, err := t.mending(s)
	return s, d, err
}

func (p pasting) take(t *turn) (bool, error) {
	if _, ok, err := t.sheet(); err != nil || !ok {
		return true, rosterDialog{}.show(t)
	}
	s, d, err := p.open(t)
	if err != nil {
		return false, err
	}
	if t.state() == "consent" {
		return p.takeConsent(t, s, d)
	}
	if len(d.Rows) == 0 || len(d.Rows[0].Bad) == 0 {
		return true, rosterDialog{}.reopen(t, s)
	}
	switch {
	case t.pressed() && t.text() == "later":
		return true, rosterDialog{}.reopen(t, s)
	case t.pressed() && t.text() == "skip":
		t.drop(mendedRow)
		d.Rows = d.Rows[1:]
		return true, p.after(t, s, d, nil)
	case t.pressed() && t.text() == "keep" && d.Rows[0].Bad[0].Reason == "":
		d.Rows[0].Bad = d.Rows[0].Bad[1:]
		if len(d.Rows[0].Bad) == 0 && len(d.Rows[0].Cells) <= 1 {
			d.Rows = d.Rows[1:]
		}
		return true, p.after(t, s, d, nil)
	}
	if !t.pressed() && strings.HasSuffix(strings.TrimSpace(t.text()), "?") {
		return false, nil
	}
	return true, p.takeCell(t, s, d)
}

func (p pasting) takeConsent(t *turn, s sheet, d roster.Mending) (bool, error) {
	taken, agreed := t.consented(s)
	switch {
	case !taken:
		return false, nil
	case !agreed:
		d.Rows = nil
		t.keep(d)
		t.note(chat.Hint, "paste.disagreed")
		return true, rosterDialog{}.reopen(t, s)
	}
	return true, p.after(t, s, d, nil)
}

// consented reads the answer to the notice and keeps a yes.
func (t *turn) consented(s sheet) (taken, agreed bool) {
	switch {
	case t.text() == "agree" || typedAs(t.text(), "dialogs.typed.yes"):
		t.agree(s.form)
		t.note(chat.Saved, "roster.agreed")
		return true, true
	case t.text() == "disagree" || typedAs(t.text(), "dialogs.typed.no"):
		return true, false
	}
	return false, false
}

// takeCell judges what was given for the cell being asked.
func (p pasting) takeCell(t *turn, s sheet, d roster.Mending) error {
	cell := d.Rows[0].Bad[0]
	c, _ := s.form.Column(cell.Column)
	text := t.text()
	if t.pressed() && text == "take" {
		text = better(t, cell)
	}
	v := roster.Judge(t.d, c, s.section, text, t.now())
	if !v.OK {
		t.misgiven(c)
		t.lead = append(t.lead, wrong(t, c, v))
		t.set("roster.suggest", v.Suggestion)
		p.ask(t, s, d)
		return nil
	}
	t.set("roster.suggest", "")
	t.gave(s, cmp.Or(d.Rows[0].Row, mendedRow), c.ID)
	t.sealed(c)
	t.lead = append(t.lead, said(chat.Saved, words.Say("roster.taken", "label", c.Label, "value", roster.Mask(c, v.Normal))))
	for _, w := range v.Warnings {
		t.lead = append(t.lead, said(chat.Warn, roster.Sentence(w)))
	}
	d.Rows[0].Cells[c.ID] = v.Normal
	d.Rows[0].Bad = d.Rows[0].Bad[1:]
	return p.after(t, s, d, nil)
}
