package dialogs

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
	from "github.com/dvcbot/dvcbot/roster/sheet"
	"github.com/dvcbot/dvcbot/words"
)

// pasting takes lines that were pasted, in whatever state the talk stands: good rows
// are kept at once, and only the bad cells are asked, one at a time.
type pasting struct{}

const (
	pasteName = "paste"
	maxPaste  = 64 << 10 // bytes
)

var pasteTable = mustTable("cell", []fsm.EventDesc{
	{Name: "cell", Src: []string{"cell", "consent"}, Dst: "cell"},
	{Name: "consent", Src: []string{"cell"}, Dst: "consent"},
})

func (pasting) name() string { return pasteName }
func (pasting) table() Table { return pasteTable }

// expects is the kind of the cell being asked: what is typed is a value.
func (pasting) expects(t *turn) string {
	if f, ok := t.form(); ok && t.state() == "cell" {
		c, _ := f.Column(t.about(0))
		return c.Kind
	}
	return ""
}

// pasted takes a message that holds rows of the form; false for any other.
func (h *House) pasted(t *turn) (bool, error) {
	if t.d == nil || !t.block() || len(t.units()) == 0 || h.dictating(t) {
		return false, nil
	}
	s, ok, err := t.pasteInto()
	if err != nil {
		return false, err
	}
	if !ok {
		return t.manySheets(), nil
	}
	found, err := s.read(t)
	var refusal *from.Refusal
	if errors.As(err, &refusal) {
		return false, nil
	}
	if err != nil || !meantAsRows(s, found) {
		return false, err
	}
	return true, pasting{}.receive(t, s, found)
}

// dictating reports whether the present state takes any words as they are.
func (h *House) dictating(t *turn) bool {
	d, ok := h.dialogs[t.at().Dialog]
	return ok && d.expects(t) == dictation
}

// block reports whether the words may be rows: a number long enough for a person, and
// several cells.
func (t *turn) block() bool {
	in := t.scene.In
	if in.Kind != chat.Said || t.pressed() || in.Start != "" || len(in.Text) > maxPaste {
		return false
	}
	digits := 0
	for _, r := range in.Text {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	parts := strings.Count(in.Text, ";") + strings.Count(in.Text, "|") + strings.Count(in.Text, "\t") + strings.Count(in.Text, ", ") + strings.Count(in.Text, " - ") + strings.Count(in.Text, ": ")
	return digits >= 8 && (parts >= 2 || strings.Count(strings.TrimSpace(in.Text), "\n") > 0)
}

// pasteInto is the open form, or the only one that the person keeps.
func (t *turn) pasteInto() (sheet, bool, error) {
	if s, ok, err := t.sheet(); ok || err != nil {
		return s, ok, err
	}
	all := t.sheets("")
	if len(all) != 1 {
		return sheet{}, false, nil
	}
	unit, form, _ := strings.Cut(strings.TrimPrefix(all[0].Value, "go:roster:"), "/")
	t.clear("")
	t.set("roster.unit", unit)
	t.set("roster.form", form)
	return t.sheet()
}

func (t *turn) manySheets() bool {
	all := t.sheets("")
	if len(all) < 2 {
		return false
	}
	t.card(chat.Body{block(chat.Para, "paste.which")}, rows(all...)...)
	return true
}

func (s sheet) read(t *turn) (from.Result, error) {
	tables, err := from.Paste(s.form, t.text())
	if err != nil {
		return from.Result{}, err
	}
	return from.Read(t.ctx, tables, from.Options{Directive: t.d, Form: s.form, Unit: s.unit, Section: s.section, Now: t.now()})
}

// meantAsRows reports whether at least one row holds a number of a person: a question that
// happens to hold commas does not.
func meantAsRows(s sheet, found from.Result) bool {
	for _, p := range found.People {
		filled := 0
		for _, j := range p.Judged {
			if c, _ := s.form.Column(j.Field); j.Value != "" && c.Fill == "" {
				filled++
			}
		}
		if filled >= 3 {
			return true
		}
	}
	return false
}

// columns names what was recognised, in the order of the block.
func (s sheet) columns(found from.Result) string {
	ids := slices.SortedFunc(maps.Keys(found.Columns), func(a, b string) int { return cmp.Compare(found.Columns[a], found.Columns[b]) })
	parts := []string{}
	for _, id := range ids {
		if c, ok := s.form.Column(id); ok {
			parts = append(parts, words.Say("paste.column", "column", found.Columns[id], "label", c.Label))
		}
	}
	return strings.Join(parts, ", ")
}

// receive keeps what is whole and begins to ask for the rest. Without consent nothing
// is kept: the notice comes first, and the block waits in the draft.
func (p pasting) receive(t *turn, s sheet, found from.Result) error {
	t.drop(mendedRow)
	own, other := s.own(found)
	c := from.Compare(s.form, s.unit, s.held, own)
	if len(s.held.Rows)+len(c.Added)+len(c.Bad) > limit(s.form) {
		t.note(chat.Warn, "paste.full", "n", strconv.Itoa(limit(s.form)))
		return rosterDialog{}.reopen(t, s)
	}
	t.erase()
	t.note(chat.Hint, "paste.columns", "columns", s.columns(found))
	waited, err := t.mending(s)
	if err != nil {
		return err
	}
	draft := s.draft(t, c)
	taken := slices.Concat(c.Added, c.Bad)
	if err := s.warn(t, taken); err != nil {
		return err
	}
	if other > 0 {
		t.note(chat.Warn, "paste.other", "n", strconv.Itoa(other))
	}
	if t.mustConsent(s.form) {
		for _, one := range c.Added {
			draft.Rows = append(draft.Rows, roster.DraftRow{Line: one.Row, Cells: one.Cells})
		}
		t.note(chat.Hint, "paste.consent", "n", strconv.Itoa(len(draft.Rows)), "noun", s.form.RowNoun)
		t.keep(s.joined(draft, waited, cellsOf(own)))
		t.open(frame(pasteName, "cell"))
		return t.follow(p, "consent")
	}
	ops := s.adding(t, c.Added)
	if same := len(own) - len(c.Added) - len(draft.Rows); same > 0 {
		t.note(chat.Hint, "paste.same", "n", strconv.Itoa(same), "noun", s.form.RowNoun)
	}
	return p.after(t, s, s.joined(draft, waited, cellsOf(own)), ops)
}

// own are the rows of the sheet's unit, each said once; other counts those of other units.
func (s sheet) own(found from.Result) (own []from.Person, other int) {
	for _, p := range found.People {
		if p.Unit != "" && p.Unit != s.unit.Name {
			other++
			continue
		}
		roster.Complete(s.form, s.unit.Name, s.period, p.Cells)
		twice := func(q from.Person) bool { return p.OK && q.OK && len(roster.Differing(s.form, q.Cells, p.Cells)) == 0 }
		if !slices.ContainsFunc(own, twice) {
			own = append(own, p)
		}
	}
	return own, other
}

func cellsOf(people []from.Person) []map[string]string {
	all := []map[string]string{}
	for _, p := range people {
		all = append(all, p.Cells)
	}
	return all
}

func (s sheet) adding(t *turn, people []from.Person) []roster.Op {
	ops := []roster.Op{}
	for i, p := range people {
		ops = append(ops, roster.Op{Verb: roster.Add, Row: roster.RowID(t.scene.In.ID, i), Cells: p.Cells})
	}
	return ops
}
