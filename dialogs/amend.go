package dialogs

import (
	"strconv"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// amend offers the new words of an edited message as a correction of the cell that the
// message gave. It stands before the work, which goes on afterwards.
type amend struct{ h *House }

const (
	amendName   = "amend"
	amendPrefix = "amend."
)

var amendTable = mustTable("offer", []fsm.EventDesc{{Name: "offer", Src: []string{"offer"}, Dst: "offer"}})

func (amend) name() string         { return amendName }
func (amend) table() Table         { return amendTable }
func (amend) expects(*turn) string { return "" }

// amended is a cell as it stands now, with all that judges it.
type amended struct {
	sheet
	cell
	d     *directive.Directive
	row   roster.Row // zero while the row is being typed
	col   directive.Column
	cells map[string]string
}

// amended finds a cell, if it is still there and the person may still keep its roster.
func (t *turn) amended(c cell) (m amended, ok bool, err error) {
	d := t.found(c.key.Directive)
	if d == nil || !people.May(t.who, people.KeepRoster, d.ID, c.key.Unit) {
		return m, false, nil
	}
	f, ok1 := d.Form(c.key.Form)
	u, ok2 := d.Unit(c.key.Unit)
	col, ok3 := f.Column(c.column)
	if !ok1 || !ok2 || !ok3 || f.Consent != nil && !t.who.Consented(d.ID+"/"+f.ID, f.Consent.Edition()) {
		return m, false, nil
	}
	held, err := t.scene.Desk.Roster(t.ctx, c.key)
	if err != nil {
		return m, false, err
	}
	section, _ := f.Section(u.Kind)
	m = amended{sheet: sheet{form: f, unit: u, section: section.ID, held: held}, cell: c, d: d, col: col}
	if c.row == "" {
		m.cells = t.cells()
		_, typed := t.next.Slots[cellPrefix+c.column]
		return m, typed && t.slot("roster.row") == "" && t.slot("roster.unit") == u.ID && t.slot("roster.form") == f.ID, nil
	}
	m.row, ok = held.Row(c.row)
	m.cells = m.row.Cells
	return m, ok, nil
}

// judged is what the rules of the cell say of words.
func (m amended) judged(t *turn, text string) (v roster.Verdict, twin bool, err error) {
	v = roster.Judge(m.d, bound(m.col, m.section, m.cells), m.section, text, t.now())
	twin, err = t.twin(m.sheet, m.col, v, m.row.ID)
	if twin && m.col.Unique == "refuse" {
		v = roster.Verdict{Reason: roster.TwinCode(m.col)}
	}
	return v, twin, err
}

// edited takes the new words of an earlier message: as a correction where that message
// gave a cell, never as an answer to the present question.
func (h *House) edited(t *turn) error {
	c, known := t.givenBy(t.scene.In.Of)
	m, ok, err := t.amended(c)
	if err != nil {
		return err
	}
	if !known || !ok {
		return h.refused(t, "dialogs.edited")
	}
	v, _, err := m.judged(t, t.text())
	switch {
	case err != nil:
		return err
	case !v.OK:
		t.lead = append(t.lead, said(chat.Wrong, refusal(m.col, v)))
		t.misgiven(m.col)
		return h.refused(t, "amend.stands")
	case v.Normal == m.cells[c.column]:
		t.sealed(m.col)
		t.note(chat.Hint, "amend.same")
		return h.again(t)
	}
	t.set("amend.cell", c.String())
	t.set("amend.mark", t.scene.In.Of)
	t.next.Slots["amend.value"] = "=" + v.Normal
	t.before(frame(amendName, "offer"))
	return amend{h}.show(t)
}

// before puts an offer in front of everything else; a newer one takes its place.
func (t *turn) before(to chat.Frame) {
	if t.at().Dialog == to.Dialog || len(t.next.Frames) >= chat.MaxFrames {
		t.place(to)
		return
	}
	t.next.Frames = append(t.next.Frames, to)
}

// offered is the cell that the offer is about, and the value offered for it.
func (t *turn) offered() (m amended, value string, ok bool, err error) {
	c, ok := readCell(t.slot("amend.cell"))
	if !ok || t.slot("amend.value") == "" {
		return m, "", false, nil
	}
	m, ok, err = t.amended(c)
	return m, t.slot("amend.value")[1:], ok, err
}

func (a amend) show(t *turn) error {
	m, value, ok, err := t.offered()
	if err != nil {
		return err
	}
	if !ok {
		return a.gone(t)
	}
	t.set("amend.rowv", strconv.FormatInt(m.row.Version, 10))
	was, is := masked(m.col, m.cells[m.column]), masked(m.col, value)
	body := chat.Body{block(chat.Title, "amend.offer", "label", m.col.Label, "name", m.called(), "was", was, "is", is)}
	if was == is {
		body = append(body, block(chat.Hint, "roster.conflict.masked"))
	}
	if m.row.By != "" && m.row.By != t.who.ID {
		at := m.row.At.In(m.d.Zone())
		body = append(body, block(chat.Hint, "amend.other", "time", at.Format("15:04"), "day", directive.Date(at)))
	}
	if m.row.ID != "" && m.handedIn() {
		body = append(body, block(chat.Hint, "amend.handed"))
	}
	t.card(body, rows(pick("yes", "amend.yes"), pick("no", "amend.no"))...)
	return nil
}

func masked(c directive.Column, value string) string {
	if value == "" {
		return words.Say("amend.empty")
	}
	return roster.Mask(c, value)
}

// called is the name of whom the cell is about.
func (m amended) called() string {
	if name := m.name(m.cells); name != "" {
		return name
	}
	return words.Say("amend.unnamed", "noun", m.form.RowNoun)
}
