package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// rosterCommand is `dvcbot roster export`.
func rosterCommand(ctx context.Context, c console, args []string) error {
	if len(args) == 0 || args[0] != "export" {
		return exit{exitUsage, errors.New("dvcbot roster export --format json [--unit U] -o FILE|-")}
	}
	f := flags("roster export", c)
	format, unit, to := f.String("format", "json", "json"), f.String("unit", "", "one unit only"), f.String("o", "-", "file, or - for standard output")
	id := f.String("directive", "", "directive id")
	if err := parse(f, args[1:]); err != nil {
		return err
	}
	if *format != "json" {
		return exit{exitUsage, errors.New("bản này mới xuất được --format json")}
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	d, err := h.one(*id)
	if err != nil {
		return err
	}
	only := ""
	if *unit != "" {
		u, err := oneUnit(d, *unit)
		if err != nil {
			return err
		}
		only = u.ID
	}
	held, err := h.store.Rosters(ctx, d.ID)
	if err != nil {
		return err
	}
	return writeTo(c, *to, func(w io.Writer) error {
		pretty := json.NewEncoder(w)
		pretty.SetIndent("", "  ")
		return pretty.Encode(exported(d, held, only))
	})
}

func exported(d *directive.Directive, held []roster.Roster, only string) []map[string]any {
	all := []map[string]any{}
	for _, r := range held {
		if only != "" && r.Key.Unit != only || r.State == roster.None {
			continue
		}
		form, _ := d.Form(r.Key.Form)
		unit, _ := d.Unit(r.Key.Unit)
		section, _ := form.Section(unit.Kind)
		rows := []map[string]any{}
		for _, row := range r.Rows {
			rows = append(rows, exportedRow(form, row))
		}
		all = append(all, map[string]any{"directive": d.ID, "form": form.ID, "period": r.Key.Period, "unit": unit.Name, "level": section.ID,
			"state": r.State, "version": r.Version, "rows": rows})
	}
	return all
}

func exportedRow(form directive.Form, row roster.Row) map[string]any {
	one, rights := map[string]any{"id": row.ID}, []string{}
	for _, column := range form.Columns {
		if column.Right == "" {
			one[column.ID] = row.Cells[column.ID]
		} else if row.Cells[column.ID] != "" {
			rights = append(rights, column.Right)
		}
	}
	slices.Sort(rights)
	one["rights"] = rights
	return one
}

func writeTo(c console, path string, write func(io.Writer) error) error {
	if path == "-" {
		return write(c.out)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}
