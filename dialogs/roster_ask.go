package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// add begins a new row, behind the notice of consent when it was not given yet.
func (r rosterDialog) add(t *turn, s sheet) error {
	if len(s.held.Rows) >= limit(s.form) {
		t.note(chat.Warn, "roster.full", "n", strconv.Itoa(limit(s.form)))
		return r.show(t)
	}
	t.clear(cellPrefix)
	t.set("roster.row", "")
	if c := s.form.Consent; c != nil && !t.who.Consented(t.d.ID+"/"+s.form.ID, c.Version) {
		return t.follow(r, "consent")
	}
	return r.first(t, s)
}

func limit(f directive.Form) int {
	if f.MaxRows > 0 && f.MaxRows < roster.MaxRows {
		return f.MaxRows
	}
	return roster.MaxRows
}

func (r rosterDialog) consent(t *turn, s sheet) {
	c := s.form.Consent
	t.card(chat.Body{block(chat.Title, "roster.consent"),
		{Role: chat.Field, Label: words.Say("roster.consent.who"), Text: chat.Words(c.Who)},
		{Role: chat.Field, Label: words.Say("roster.consent.purpose"), Text: chat.Words(c.Purpose)},
		{Role: chat.Field, Label: words.Say("roster.consent.keep"), Text: chat.Words(c.Keep)},
		{Role: chat.Field, Label: words.Say("roster.consent.rights"), Text: chat.Words(c.Rights)}},
		rows(pick("agree", "roster.agree"), pick("disagree", "roster.disagree"))...)
}

func (r rosterDialog) takeConsent(t *turn, s sheet) (bool, error) {
	switch {
	case t.text() == "agree" || typedAs(t.text(), "dialogs.typed.yes"):
		t.who.Consents = append(t.who.Consents, people.Consent{Form: t.d.ID + "/" + s.form.ID, Version: s.form.Consent.Version, At: t.now()})
		t.note(chat.Saved, "roster.agreed")
		return true, r.first(t, s)
	case t.text() == "disagree" || typedAs(t.text(), "dialogs.typed.no"):
		t.note(chat.Hint, "roster.disagreed")
		return true, t.follow(r, "list")
	}
	return false, nil
}

func (t *turn) cells() map[string]string {
	cells := map[string]string{}
	for name, value := range t.next.Slots {
		if column, ok := strings.CutPrefix(name, cellPrefix); ok {
			cells[column] = strings.TrimPrefix(value, "=")
		}
	}
	return cells
}

// asked lists the columns asked in the section, in order.
func (s sheet) asked(cells map[string]string) []directive.Column {
	all := []directive.Column{}
	for _, c := range s.form.Columns {
		if roster.Asked(c, s.section, cells) {
			all = append(all, c)
		}
	}
	return all
}

func (r rosterDialog) first(t *turn, s sheet) error {
	t.set("roster.one", "")
	return r.next(t, s)
}

// next asks the first column that has no answer yet, or shows the summary.
func (r rosterDialog) next(t *turn, s sheet) error {
	for _, c := range s.asked(t.cells()) {
		if _, done := t.next.Slots[cellPrefix+c.ID]; !done {
			t.set("roster.column", c.ID)
			return t.follow(r, "ask")
		}
	}
	t.set("roster.column", "")
	return t.follow(r, "summary")
}

// ask puts the question of one column.
func (r rosterDialog) ask(t *turn, s sheet) {
	c, _ := t.column()
	columns := s.asked(t.cells())
	k := slices.IndexFunc(columns, func(other directive.Column) bool { return other.ID == c.ID })
	body := chat.Body{}
	if t.slot("roster.row") == "" {
		nth := words.Say("roster.nth", "noun", capital(s.form.RowNoun), "n", strconv.Itoa(len(s.held.Rows)+1))
		body = append(body, chat.Block{Role: chat.Progress, Text: chat.Words(nth), Label: strconv.Itoa(k+1) + "/" + strconv.Itoa(len(columns)), N: k + 1, Of: len(columns)})
	}
	body = append(body, said(chat.Title, c.Ask))
	if c.Hint != "" {
		body = append(body, said(chat.Hint, c.Hint))
	}
	if c.Example != "" {
		body = append(body, block(chat.Hint, "roster.example", "example", c.Example))
	}
	out := t.card(body, rows(r.offers(t, s, c)...)...)
	out.Expect, out.Contact = c.Kind, c.Kind == "phone"
}

func capital(s string) string {
	runes := []rune(s)
	if len(runes) == 0 {
		return s
	}
	return strings.ToUpper(string(runes[:1])) + string(runes[1:])
}

func (r rosterDialog) offers(t *turn, s sheet, c directive.Column) []chat.Choice {
	choices := []chat.Choice{}
	if suggestion := t.slot("roster.suggest"); suggestion != "" {
		choices = append(choices, pick("take", "roster.mend", "value", roster.Show(c, suggestion)))
	}
	switch c.Kind {
	case "mark":
		return append(choices, pick("v:x", "roster.yes"), pick("v:0", "roster.no"))
	case "choice":
		for _, v := range c.Values {
			choices = append(choices, chat.Choice{Label: v.Label, Value: "v:" + v.ID})
		}
	case "position":
		for i, post := range roster.Needed(t.d, s.form, s.unit.Kind, s.held) {
			choices = append(choices, chat.Choice{Label: post, Value: "need:" + strconv.Itoa(i)})
		}
	}
	if !c.Required {
		choices = append(choices, pick("skip", "roster.skip"))
	}
	return choices
}

// answerOf turns a picked choice into the words that it stands for.
func (r rosterDialog) answerOf(t *turn, s sheet) string {
	text := t.text()
	if !t.pressed() {
		return text
	}
	if text == "take" {
		return t.slot("roster.suggest")
	}
	if text == "skip" {
		return ""
	}
	if value, ok := strings.CutPrefix(text, "v:"); ok {
		return value
	}
	if index, ok := strings.CutPrefix(text, "need:"); ok {
		needed := roster.Needed(t.d, s.form, s.unit.Kind, s.held)
		if i, err := strconv.Atoi(index); err == nil && i < len(needed) {
			return needed[i]
		}
	}
	return text
}

func (r rosterDialog) takeValue(t *turn, s sheet) (bool, error) {
	c, ok := t.column()
	if !ok {
		return true, t.follow(r, "list")
	}
	v := roster.Judge(t.d, c, s.section, r.answerOf(t, s), t.now())
	t.set("roster.suggest", "")
	if !v.OK {
		if v.Reason == "RIGHT_NOT_FOR_LEVEL" && c.Elsewhere != "" {
			t.lead = append(t.lead, said(chat.Wrong, c.Elsewhere))
		} else {
			t.lead = append(t.lead, wrong(t, c, v))
		}
		t.set("roster.suggest", v.Suggestion)
		return true, r.show(t)
	}
	if err := r.accept(t, s, c, v); err != nil {
		return true, err
	}
	if t.slot("roster.row") != "" {
		return true, r.change(t, s, c, v.Normal)
	}
	t.next.Slots[cellPrefix+c.ID] = "=" + v.Normal
	return true, r.next(t, s)
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
func (r rosterDialog) accept(t *turn, s sheet, c directive.Column, v roster.Verdict) error {
	shown := words.Say("roster.taken", "label", c.Label, "value", roster.Show(c, v.Normal))
	masked := words.Say("roster.taken", "label", c.Label, "value", roster.Mask(c, v.Normal))
	switch {
	case c.Private() && v.Normal != "" && t.scene.Can.Edit:
		t.say = append(t.say, chat.Outbound{Slot: shownSlot, Body: chat.Body{said(chat.Saved, shown)}})
		t.set("mask", masked)
	default:
		t.lead = append(t.lead, said(chat.Saved, masked))
	}
	for _, w := range v.Warnings {
		t.lead = append(t.lead, said(chat.Warn, roster.Sentence(w)))
	}
	if !roster.Twinned(c) || v.Normal == "" {
		return nil
	}
	twins, err := t.scene.Desk.Twins(t.ctx, []string{v.Normal})
	for _, twin := range twins {
		if twin.Row != t.slot("roster.row") {
			t.lead = append(t.lead, said(chat.Warn, roster.Sentence(roster.TwinCode(c))))
			break
		}
	}
	return err
}

// summary shows the row before it is saved; every line is a button that changes it.
func (r rosterDialog) summary(t *turn, s sheet) {
	cells := t.cells()
	body := chat.Body{block(chat.Title, "roster.summary")}
	choices := []chat.Choice{pick("save", "roster.save")}
	for _, c := range s.asked(cells) {
		body = append(body, chat.Block{Role: chat.Field, Label: c.Label, Text: chat.Words(roster.Mask(c, cells[c.ID])), Pick: "col:" + c.ID})
		choices = append(choices, pick("col:"+c.ID, "roster.edit", "label", c.Label))
	}
	for _, c := range s.form.Columns {
		if c.Computed != "" {
			body = append(body, chat.Block{Role: chat.Field, Label: c.Label, Text: chat.Words(roster.Show(c, roster.Compute(c.Computed, cells)))})
		}
		if c.Fill == "unit" {
			body = append(body, chat.Block{Role: chat.Field, Label: c.Label, Text: chat.Words(s.unit.Name)})
		}
	}
	t.card(body, rows(append(choices, lasting("go:cancel", "common.cancel"))...)...)
}

func (r rosterDialog) takeSummary(t *turn, s sheet) (bool, error) {
	if column, ok := strings.CutPrefix(t.text(), "col:"); ok {
		if _, known := s.form.Column(column); !known {
			return false, nil
		}
		t.set("roster.column", column)
		return true, t.follow(r, "ask")
	}
	if t.text() != "save" && !typedAs(t.text(), "dialogs.typed.yes") {
		return false, nil
	}
	return true, r.save(t, s)
}

func (r rosterDialog) save(t *turn, s sheet) error {
	cells := t.cells()
	r.fill(s, cells)
	for _, fault := range roster.Whole(s.form, s.section, cells) {
		t.lead = append(t.lead, said(chat.Wrong, faultText(s.form, fault)))
		t.set("roster.column", fault.Column)
		return t.follow(r, "ask")
	}
	after, err := t.edit(s, roster.Op{Verb: roster.Add, Row: roster.RowID(t.scene.In.ID, 0), Cells: cells})
	if err != nil {
		return err
	}
	t.clear(cellPrefix)
	t.clear("roster.column")
	t.note(chat.Saved, "roster.saved", "name", s.name(cells), "n", strconv.Itoa(len(after.Rows)), "noun", s.form.RowNoun)
	return r.after(t, s, after)
}

// after shows the list as it stands once the turn is kept.
func (r rosterDialog) after(t *turn, s sheet, held roster.Roster) error {
	state, err := rosterTable.Move(t.at().State, "list")
	if err != nil {
		return err
	}
	t.stand(rosterName, state)
	t.set("roster.page", strconv.Itoa((len(held.Rows)-1)/pageSize))
	t.next.Trail = nil
	s.held = held
	r.list(t, s)
	return nil
}

func (r rosterDialog) fill(s sheet, cells map[string]string) {
	for _, c := range s.form.Columns {
		if c.Fill == "unit" {
			cells[c.ID] = s.unit.Name
		}
		if c.Computed != "" {
			cells[c.ID] = roster.Compute(c.Computed, cells)
		}
	}
}

func faultText(f directive.Form, fault roster.Fault) string {
	if fault.Say != "" {
		return fault.Say
	}
	c, _ := f.Column(fault.Column)
	return c.Label + ": " + roster.Sentence(fault.Reason)
}

// formBack goes back one column of a row being entered.
func (t *turn) formBack() bool {
	if t.at().Dialog != rosterName || t.slot("roster.row") != "" || t.at().State != asking && t.at().State != "summary" {
		return false
	}
	s, ok, err := t.sheet()
	if err != nil || !ok {
		return false
	}
	columns := s.asked(t.cells())
	i := slices.IndexFunc(columns, func(c directive.Column) bool { return c.ID == t.slot("roster.column") })
	if i < 0 {
		i = len(columns)
	}
	if i == 0 {
		return false
	}
	delete(t.next.Slots, cellPrefix+columns[i-1].ID)
	t.set("roster.column", columns[i-1].ID)
	t.set("roster.suggest", "")
	t.place(rosterName, asking)
	return true
}
