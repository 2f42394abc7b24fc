package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"strconv"
	"time"

	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/roster/sheet"
	"github.com/dvcbot/dvcbot/words"
)

// fileFlags are what import and verify take.
type fileFlags struct {
	directive, form, unit *string
	path                  string
}

func (f *fileFlags) on(set *flag.FlagSet) {
	f.directive, f.form = set.String("directive", "", "directive id"), set.String("form", "", "form id")
	f.unit = set.String("unit", "", "unit of a file that does not say")
}

// parseFile reads flags that may stand before and behind the file's name.
func parseFile(set *flag.FlagSet, args []string, f *fileFlags) error {
	if err := parse(set, args); err != nil {
		return err
	}
	if f.path = set.Arg(0); f.path == "" {
		return exit{exitUsage, errors.New(rosterUsage)}
	}
	return parse(set, set.Args()[1:])
}

// rosterVerify is `dvcbot roster verify`: 0 when the file says what is stored, 1 when
// it differs, and how.
func rosterVerify(ctx context.Context, c console, args []string) error {
	set, f := flags("roster verify", c), fileFlags{}
	f.on(set)
	if err := parseFile(set, args, &f); err != nil {
		return err
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	b, err := comeBack(ctx, c, h, f)
	if err != nil {
		return err
	}
	if b.differences() == 0 {
		_, err := fmt.Fprintln(c.out, words.Say("file.same", "n", strconv.Itoa(b.rows())))
		return err
	}
	for _, line := range b.origins() {
		if _, err := fmt.Fprintln(c.out, line); err != nil {
			return err
		}
	}
	return errors.Join(b.tell(c.out), exit{exitWarnings, nil})
}

func (b *returned) rows() int {
	n := 0
	for _, c := range b.all {
		n += len(c.Held.Rows)
	}
	return n
}

// origins says of each unit whose form has moved on since the file was made.
func (b *returned) origins() []string {
	lines := []string{}
	for _, s := range sheet.Stamps(b.raw) {
		for _, c := range b.all {
			switch {
			case c.Unit.ID != s.Unit || c.Same():
			case c.Held.Version != s.Version:
				lines = append(lines, words.Say("file.older", "unit", c.Unit.Name, "was", strconv.FormatInt(s.Version, 10), "is", strconv.FormatInt(c.Held.Version, 10)))
			default:
				lines = append(lines, words.Say("file.edited", "unit", c.Unit.Name))
			}
		}
	}
	return lines
}

// rosterImport is `dvcbot roster import`: it prints what differs and ends with 1; with
// --yes what is whole is written. Nobody is ever deleted by a file.
func rosterImport(ctx context.Context, c console, args []string) error {
	set, f := flags("roster import", c), fileFlags{}
	f.on(set)
	yes := set.Bool("yes", false, "write the differences")
	if err := parseFile(set, args, &f); err != nil {
		return err
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	b, err := comeBack(ctx, c, h, f)
	if err != nil {
		return err
	}
	if err := b.tell(c.out); err != nil {
		return err
	}
	n := b.differences()
	switch {
	case n == 0:
		_, err = fmt.Fprintln(c.out, words.Say("file.none"))
		return err
	case !*yes:
		_, err = fmt.Fprintln(c.out, words.Say("file.ask", "n", strconv.Itoa(n)))
		return errors.Join(err, exit{exitWarnings, nil})
	}
	return b.write(ctx, c)
}

// write applies what is whole, one edit a unit, and ends with 1 when something was
// left out.
func (b *returned) write(ctx context.Context, c console) error {
	sum := sha256.Sum256(b.raw)
	written, left := 0, len(b.unplace)
	for _, one := range b.all {
		cause := "import/" + hex.EncodeToString(sum[:8]) + "/" + one.Unit.ID + "/" + strconv.FormatInt(one.Held.Version, 10)
		ops := b.ops(one, cause)
		left += len(one.Bad) + len(one.Missing)
		if len(one.Held.Rows)+len(one.Added) > roster.MaxRows {
			return exit{exitFaults, errors.New(words.Say("file.full", "unit", one.Unit.Name, "n", strconv.Itoa(roster.MaxRows)))}
		}
		if len(ops) == 0 {
			continue
		}
		key := roster.KeyAt(b.d, b.form.ID, one.Unit.ID, time.Now())
		if err := b.h.store.Apply(ctx, roster.Edit{Key: key, Rests: one.Held.Version, At: time.Now(), Cause: cause, Ops: ops}); err != nil {
			return err
		}
		written += len(one.Changed) + len(one.Added)
	}
	if _, err := fmt.Fprintln(c.out, words.Say("file.done", "n", strconv.Itoa(written))); err != nil {
		return err
	}
	if left > 0 {
		return exit{exitWarnings, nil}
	}
	return nil
}

func (b *returned) ops(one sheet.Comparison, cause string) []roster.Op {
	ops, at := []roster.Op{}, map[string]int{}
	for _, d := range one.Changed {
		i, known := at[d.Row.ID]
		if !known {
			i = len(ops)
			at[d.Row.ID] = i
			ops = append(ops, roster.Op{Verb: roster.Change, Row: d.Row.ID, Cells: map[string]string{}})
		}
		ops[i].Cells[d.Column.ID] = d.Is
	}
	due, _ := b.d.In("form:"+b.form.ID, one.Held.Key.Period)
	for i, p := range one.Added {
		roster.Complete(b.form, one.Unit.Name, due.PeriodWords(), p.Cells)
		ops = append(ops, roster.Op{Verb: roster.Add, Row: roster.RowID(cause, i), Cells: p.Cells})
	}
	return ops
}
