package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/roster/sheet"
)

// pageFormats are the ways to write a form as it is printed.
var pageFormats = map[string]func(sheet.Page, io.Writer) error{
	"xlsx": sheet.Page.WriteXLSX, "docx": sheet.Page.WriteDOCX, "csv": sheet.Page.WriteCSV,
}

// rosterExport is `dvcbot roster export`: one unit's form or all of them in one.
func rosterExport(ctx context.Context, c console, args []string) error {
	f := flags("roster export", c)
	format, unit, to := f.String("format", "json", "xlsx, docx, csv or json"), f.String("unit", "", "one unit only"), f.String("o", "-", "file, or - for standard output")
	id, formID := f.String("directive", "", "directive id"), f.String("form", "", "form id; json: all forms when not given")
	if err := parse(f, args); err != nil {
		return err
	}
	write, page := pageFormats[*format]
	if !page && *format != "json" {
		return exit{exitUsage, errors.New(rosterUsage)}
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	d, held, err := h.held(ctx, *id, *unit)
	if err != nil {
		return err
	}
	if !page {
		return writeTo(c, *to, func(w io.Writer) error {
			pretty := json.NewEncoder(w)
			pretty.SetIndent("", "  ")
			return pretty.Encode(exported(d, held, *formID))
		})
	}
	form, err := chosenForm(d, *formID)
	if err != nil {
		return err
	}
	return writeTo(c, *to, func(w io.Writer) error { return write(sheet.Lay(form, filled(d, form, held)), w) })
}

// rosterTemplate is `dvcbot roster template`: the form to fill in. It needs no store.
func rosterTemplate(_ context.Context, c console, args []string) error {
	f := flags("roster template", c)
	format, to := f.String("format", "xlsx", "xlsx, docx or csv"), f.String("o", "-", "file, or - for standard output")
	id, formID := f.String("directive", "", "directive id"), f.String("form", "", "form id")
	if err := parse(f, args); err != nil {
		return err
	}
	k := checking{}
	if err := k.choose(c, *id, *formID, ""); err != nil {
		return err
	}
	write, ok := pageFormats[*format]
	if !ok {
		return exit{exitUsage, errors.New(rosterUsage)}
	}
	return writeTo(c, *to, func(w io.Writer) error { return write(sheet.Lay(k.form, nil), w) })
}

// held reads the stored forms of a directive, of one unit when it is named.
func (h *house) held(ctx context.Context, id, unit string) (*directive.Directive, []roster.Roster, error) {
	d, err := h.one(id)
	if err != nil {
		return nil, nil, err
	}
	only := ""
	if unit != "" {
		u, err := oneUnit(d, unit)
		if err != nil {
			return nil, nil, err
		}
		only = u.ID
	}
	all, err := h.store.Rosters(ctx, d.ID)
	return d, slices.DeleteFunc(all, func(r roster.Roster) bool {
		return only != "" && r.Key.Unit != only || r.State == roster.None
	}), err
}

// filled puts the units' forms in the order of the directive.
func filled(d *directive.Directive, form directive.Form, held []roster.Roster) []sheet.Filled {
	all := []sheet.Filled{}
	for _, u := range d.Units {
		for _, r := range held {
			if r.Key.Unit == u.ID && r.Key.Form == form.ID {
				all = append(all, sheet.Filled{Unit: u, Roster: r})
			}
		}
	}
	return all
}

func exported(d *directive.Directive, held []roster.Roster, only string) []map[string]any {
	all := []map[string]any{}
	for _, r := range held {
		if only != "" && r.Key.Form != only {
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
