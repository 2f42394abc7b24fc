package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/roster/sheet"
	"github.com/dvcbot/dvcbot/words"
)

// returned is a file that came back, held beside what is stored.
type returned struct {
	h       *house
	d       *directive.Directive
	form    directive.Form
	raw     []byte
	all     []sheet.Comparison
	unplace []sheet.Person // of no unit that the file or the caller says
}

// comeBack reads a file and compares it unit by unit.
func comeBack(ctx context.Context, c console, h *house, f fileFlags) (*returned, error) {
	d, err := h.one(*f.directive)
	if err != nil {
		return nil, err
	}
	b := &returned{h: h, d: d}
	if b.form, err = chosenForm(d, *f.form); err != nil {
		return nil, err
	}
	o := sheet.Options{Directive: d, Form: b.form, Now: time.Now()}
	if *f.unit != "" {
		if o.Unit, err = oneUnit(d, *f.unit); err != nil {
			return nil, err
		}
	}
	if b.raw, err = readUpTo(c, f.path, sheet.MaxBytes+1); err != nil {
		return nil, exit{exitUsage, err}
	}
	people, err := b.people(ctx, f.path, o)
	if err != nil {
		return nil, err
	}
	return b, b.compare(ctx, people)
}

// people reads a sheet, or a document that was exported.
func (b *returned) people(ctx context.Context, path string, o sheet.Options) ([]sheet.Person, error) {
	ctx, stop := context.WithTimeout(ctx, sheet.MaxTime)
	defer stop()
	open := func() ([]sheet.Table, error) { return sheet.Open(ctx, path, b.raw) }
	if strings.HasSuffix(strings.ToLower(path), ".docx") {
		open = func() ([]sheet.Table, error) { return sheet.OpenDocument(ctx, b.raw) }
	}
	tables, err := open()
	if err == nil {
		var found sheet.Result
		if found, err = sheet.Read(ctx, tables, o); err == nil {
			return found.People, nil
		}
	}
	var refusal *sheet.Refusal
	if errors.As(err, &refusal) && refusal.Code == "no_rows" && len(sheet.Stamps(b.raw)) > 0 {
		return nil, nil
	}
	if refusal != nil {
		return nil, exit{exitFaults, errors.New(refusal.Message)}
	}
	return nil, err
}

// compare holds the people of each unit beside its stored form; a unit that the file
// was made from is compared even when nobody of it is left.
func (b *returned) compare(ctx context.Context, people []sheet.Person) error {
	stamped := map[string]bool{}
	for _, s := range sheet.Stamps(b.raw) {
		stamped[s.Unit] = true
	}
	for _, u := range b.d.Units {
		own := []sheet.Person{}
		for _, p := range people {
			if p.Unit == u.Name {
				own = append(own, p)
			}
		}
		if len(own) == 0 && !stamped[u.ID] {
			continue
		}
		held, err := b.h.store.Roster(ctx, roster.KeyAt(b.d, b.form.ID, u.ID, time.Now()))
		if err != nil {
			return err
		}
		b.all = append(b.all, sheet.Compare(b.form, u, held, own))
	}
	for _, p := range people {
		if p.Unit == "" {
			b.unplace = append(b.unplace, p)
		}
	}
	return nil
}

// differences counts what differs.
func (b *returned) differences() int {
	n := len(b.unplace)
	for _, c := range b.all {
		n += len(c.Changed) + len(c.Added) + len(c.Bad) + len(c.Missing)
	}
	return n
}

// tell prints what differs, a line each.
func (b *returned) tell(w io.Writer) error {
	var failed error
	say := func(key string, pairs ...string) {
		if _, err := fmt.Fprintln(w, words.Say(key, pairs...)); err != nil {
			failed = err
		}
	}
	for _, c := range b.all {
		name := func(cells map[string]string) string { return cells[b.form.Name] }
		for _, d := range c.Changed {
			say("file.changed", "unit", c.Unit.Name, "name", name(d.Row.Cells), "label", d.Column.Label, "was", roster.Show(d.Column, d.Was), "is", roster.Show(d.Column, d.Is))
		}
		for _, p := range c.Added {
			say("file.added", "unit", c.Unit.Name, "name", name(p.Cells))
		}
		for _, row := range c.Missing {
			say("file.missing", "unit", c.Unit.Name, "name", name(row.Cells))
		}
		b.tellBad(say, c.Unit.Name, c.Bad)
	}
	for _, p := range b.unplace {
		say("file.nounit", "row", strconv.Itoa(p.Row))
	}
	return failed
}

func (b *returned) tellBad(say func(string, ...string), unit string, bad []sheet.Person) {
	for _, p := range bad {
		for _, j := range p.Judged {
			if !j.OK {
				say("file.refused", "unit", unit, "name", p.Cells[b.form.Name], "cell", j.Column+strconv.Itoa(p.Row), "value", j.Value, "why", roster.Sentence(j.Reason))
			}
		}
	}
}
