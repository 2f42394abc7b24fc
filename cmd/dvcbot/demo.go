package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// demoStage is how far a made-up unit of the demonstration is.
type demoStage struct {
	headed bool // somebody keeps its roster
	rows   int  // -1: one for each post that the directive wants named
	end    roster.Verb
}

// demoStages are dealt to the units in turn; the first is the visitor's own.
var demoStages = []demoStage{{headed: true, rows: 1}, {headed: true}, {headed: true, rows: -1, end: roster.Hand}, {headed: true, rows: 2},
	{headed: true, rows: -1, end: roster.Hand}, {headed: true, end: roster.NoOne}, {}}

// seed fills a demonstration once for each set of dates: made-up people, phones of no
// carrier, numbers that are strings of zeros.
func (h *house) seed(ctx context.Context, d *directive.Directive) error {
	days, err := h.store.Noted(ctx, "demo/"+d.ID)
	if err != nil {
		return err
	}
	if seeded, err := h.store.Noted(ctx, "demo/seed/"+d.ID); err != nil || seeded == "for "+days {
		return err
	}
	for i, u := range d.Units {
		for _, f := range d.Hands(u.Kind) {
			if err := h.seedUnit(ctx, madeUp{d: d, form: f, unit: u, nth: i}, demoStages[i%len(demoStages)]); err != nil {
				return fmt.Errorf("seed the demonstration: %w", err)
			}
		}
	}
	return h.store.Note(ctx, "demo/seed/"+d.ID, "for "+days)
}

func (h *house) seedUnit(ctx context.Context, m madeUp, at demoStage) error {
	if !at.headed {
		return nil
	}
	who := chat.Address{Channel: "demo", Room: m.unit.ID, User: m.unit.ID}
	p, err := h.store.Person(ctx, who)
	if err != nil {
		return err
	}
	p.Addresses = []chat.Address{who}
	p.Grants = []people.Grant{{Role: people.Head, Directive: m.d.ID, Unit: m.unit.ID, Since: time.Now()}}
	held, err := h.store.Roster(ctx, roster.KeyAt(m.d, m.form.ID, m.unit.ID, time.Now()))
	if err != nil {
		return err
	}
	changes := []chat.Change{people.Set{Person: p}}
	if e, ok := m.edit(held, at); ok && held.Version == 0 {
		e.By = p.ID
		changes = append(changes, e)
	}
	return h.store.Apply(ctx, changes...)
}

// madeUp makes the rows of one unit.
type madeUp struct {
	d    *directive.Directive
	form directive.Form
	unit directive.Unit
	nth  int
}

// edit enters the rows and hands in; false when there is nothing to do, or when the
// form has a column for which nothing can be made up.
func (m madeUp) edit(held roster.Roster, at demoStage) (roster.Edit, bool) {
	e := roster.Edit{Key: held.Key, At: time.Now(), Cause: "demo/" + held.Key.Record()}
	posts := roster.Needed(m.d, m.form, m.unit.Kind, held)
	if n := max(at.rows, 0); at.rows >= 0 || len(posts) == 0 {
		posts = append(posts, words.Say("demo.post"), words.Say("demo.post"))[:max(n, min(1, len(posts)))]
	}
	if at.rows == 0 {
		posts = nil
	}
	rows := []roster.Row{}
	for i, post := range posts {
		cells, ok := m.cells(i, post)
		if !ok {
			return e, false
		}
		id := roster.RowID(e.Cause, i)
		rows = append(rows, roster.Row{ID: id, Cells: cells})
		e.Ops = append(e.Ops, roster.Op{Verb: roster.Add, Row: id, Cells: cells})
	}
	if at.end == roster.NoOne && m.form.Nil != "" || at.end == roster.Hand && len(rows) > 0 {
		e.Ops = append(e.Ops, roster.Op{Verb: at.end, Print: roster.Print(m.form, held.Key, rows)})
	}
	return e, len(e.Ops) > 0
}

// cells are a row's values, each by the rules of its column.
func (m madeUp) cells(i int, post string) (map[string]string, bool) {
	cells, section := map[string]string{}, sectionOf(m.form, m.unit)
	for _, c := range m.form.Columns {
		switch {
		case c.Fill == "unit":
			cells[c.ID] = m.unit.Name
		case roster.Asked(c, section, cells):
			v := roster.Judge(m.d, c, section, m.value(c, i, post), time.Now())
			if !v.OK && c.Required {
				return nil, false
			}
			cells[c.ID] = v.Normal
		}
	}
	for _, c := range m.form.Columns {
		if c.Computed != "" {
			cells[c.ID] = roster.Compute(c.Computed, cells)
		}
	}
	return cells, len(roster.Whole(m.form, section, cells)) == 0
}

func sectionOf(f directive.Form, u directive.Unit) string {
	s, _ := f.Section(u.Kind)
	return s.ID
}

// value is something made up for a column's kind; "" where nothing can be.
func (m madeUp) value(c directive.Column, i int, post string) string {
	names := strings.Split(words.Say("demo.names"), "|")
	n := m.nth*4 + i
	switch c.Kind {
	case "name":
		return names[n%len(names)]
	case "position":
		return post
	case "national_id":
		return fmt.Sprintf("%09d", n+1)
	case "phone":
		return fmt.Sprintf("0950000%03d", n)
	case "email":
		return fmt.Sprintf("mau%d@example.vn", n)
	case "mark":
		return "x"
	case "number", "percent":
		return strconv.Itoa(10 + i)
	case "date":
		return directive.Date(time.Now().In(m.d.Zone()))
	case "choice":
		if len(c.Values) > 0 {
			return c.Values[i%len(c.Values)].Label
		}
	case "text":
		return words.Say("demo.text")
	}
	return ""
}
