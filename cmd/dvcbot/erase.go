package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/words"
)

// erasable is one subject that erase has found: what it is called, and what erases it.
type erasable struct {
	say   string
	erase func(context.Context) error
}

// erase is `dvcbot erase`: it says what it finds, and with --yes erases it for good.
func erase(ctx context.Context, c console, args []string) error {
	f := flags("erase", c)
	row, person := f.String("row", "", "id of a row"), f.String("person", "", "id of a person, from dvcbot people")
	phone, id := f.String("phone", "", "-: a phone number, from standard input"), f.String("id", "", "-: an identity number, from standard input")
	due := f.Bool("due", false, "what is kept no longer")
	yes := f.Bool("yes", false, "erase")
	if err := parse(f, args); err != nil {
		return err
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	var found []erasable
	switch {
	case *row != "":
		found, err = h.erasableRow(ctx, *row)
	case *person != "":
		found, err = h.erasablePerson(ctx, *person)
	case *phone != "":
		found, err = h.erasableValue(ctx, c, *phone, "phone")
	case *id != "":
		found, err = h.erasableValue(ctx, c, *id, "national_id")
	case *due:
		found, err = h.erasableOver(ctx, time.Now())
	default:
		err = exit{exitUsage, errors.New(words.Say("erase.usage"))}
	}
	if err != nil {
		return err
	}
	return eraseAll(ctx, c, found, *yes)
}

func eraseAll(ctx context.Context, c console, found []erasable, yes bool) error {
	if len(found) == 0 {
		return exit{exitWarnings, errors.New(words.Say("erase.none"))}
	}
	for _, one := range found {
		if _, err := fmt.Fprintln(c.out, one.say); err != nil {
			return err
		}
	}
	if !yes {
		return exit{exitWarnings, errors.New(words.Say("erase.sure"))}
	}
	for _, one := range found {
		if err := one.erase(ctx); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(c.out, words.Say("erase.done", "n", strconv.Itoa(len(found))))
	return err
}

// row says how one row is erased.
func (h *house) row(d *directive.Directive, k roster.Key, row string) erasable {
	unit, _ := d.Unit(k.Unit)
	return erasable{words.Say("erase.row", "row", row, "unit", unit.Name), func(ctx context.Context) error {
		return storage.EraseRows(ctx, h.store, storage.Strike{Key: k, Rows: []string{row}, Verb: roster.Erase, At: time.Now()})
	}}
}

// erasableRow finds a row wherever it stands; one deleted long ago is still in the
// history of its roster.
func (h *house) erasableRow(ctx context.Context, row string) ([]erasable, error) {
	for _, d := range h.directives {
		all, err := h.store.Rosters(ctx, d.ID)
		if err != nil {
			return nil, err
		}
		for _, r := range all {
			entries, err := h.store.History(ctx, r.Key, time.Time{})
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(entries, func(e roster.Entry) bool { return e.Row == row }) {
				return []erasable{h.row(d, r.Key, row)}, nil
			}
		}
	}
	return nil, nil
}

func (h *house) erasablePerson(ctx context.Context, id string) ([]erasable, error) {
	p, err := h.store.PersonByID(ctx, id)
	if err != nil || p.Version == 0 {
		return nil, err
	}
	return []erasable{{words.Say("erase.person", "person", p.ID), func(ctx context.Context) error { return storage.ErasePerson(ctx, h.store, p.ID) }}}, nil
}

// erasableValue finds the rows that hold a number, typed as people type it.
func (h *house) erasableValue(ctx context.Context, c console, from, kind string) ([]erasable, error) {
	if from != "-" {
		return nil, exit{exitUsage, errors.New(words.Say("erase.value"))}
	}
	typed, err := bufio.NewReader(c.in).ReadString('\n')
	if err != nil && typed == "" {
		return nil, exit{exitUsage, errors.New(words.Say("erase.value"))}
	}
	all := []erasable{}
	for _, d := range h.directives {
		found, err := h.store.Twins(ctx, normals(d, kind, strings.TrimSpace(typed)))
		if err != nil {
			return nil, err
		}
		for _, twin := range found {
			if twin.Key.Directive == d.ID {
				all = append(all, h.row(d, twin.Key, twin.Row))
			}
		}
	}
	return all, nil
}

// normals are the stored forms of a number in the columns of its kind.
func normals(d *directive.Directive, kind, typed string) []string {
	all := []string{typed}
	for _, f := range d.Forms {
		for _, column := range f.Columns {
			if v := roster.Judge(d, column, "", typed, time.Now()); column.Kind == kind && v.Normal != "" && !slices.Contains(all, v.Normal) {
				all = append(all, v.Normal)
			}
		}
	}
	return all
}
