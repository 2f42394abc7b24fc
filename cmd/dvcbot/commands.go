package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// invite is `dvcbot invite`.
func invite(ctx context.Context, c console, args []string) error {
	f := flags("invite", c)
	role, unit := f.String("role", "", "head, deputy, staff, support, office"), f.String("unit", "", "the unit of a head or deputy")
	id, asJSON := f.String("directive", "", "directive id"), f.Bool("json", false, "print JSON")
	if err := parse(f, args); err != nil {
		return err
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	g, err := h.grant(people.Role(*role), *unit, *id)
	if err != nil {
		return err
	}
	var random [10]byte
	if _, err := rand.Read(random[:]); err != nil {
		return err
	}
	code := people.NewCode(random)
	made := people.Invite{ID: h.store.InviteID(code), Role: g.Role, Directive: g.Directive, Unit: g.Unit, Made: g.Since, Expires: g.Since.Add(people.InviteLife)}
	if err := h.store.Apply(ctx, people.SetInvite{Invite: made}); err != nil {
		return err
	}
	say := "Mã mời " + code
	if *asJSON {
		return json.NewEncoder(c.out).Encode(map[string]any{"code": code, "role": g.Role, "unit": g.Unit, "links": map[string]string{}, "say": say, "expires": made.Expires.Format(time.RFC3339)})
	}
	_, err = fmt.Fprintf(c.out, "Mã: %s\nGõ cho bot: %s\nHết hạn: %s, dùng một lần.\n", code, say, made.Expires.Format("15:04 2/1/2006"))
	return err
}

func listPeople(ctx context.Context, c console, _ []string) error {
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	all, err := h.store.People(ctx)
	for _, p := range all {
		roles := []string{}
		for _, g := range p.Grants {
			roles = append(roles, strings.TrimSuffix(string(g.Role)+":"+g.Unit, ":"))
		}
		channels := []string{}
		for _, a := range p.Addresses {
			channels = append(channels, a.Channel)
		}
		if _, err := fmt.Fprintf(c.out, "%s\t%s\t%s\n", p.ID, strings.Join(roles, ","), strings.Join(channels, ",")); err != nil {
			return err
		}
	}
	return err
}

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

// remind is `dvcbot remind plan`.
func remind(ctx context.Context, c console, args []string) error {
	if len(args) == 0 || args[0] != "plan" {
		return exit{exitUsage, errors.New("dvcbot remind plan [--from T] [--to T] [--json]")}
	}
	f := flags("remind plan", c)
	from, to, asJSON := f.String("from", "", "date or RFC 3339"), f.String("to", "", "date or RFC 3339, exclusive"), f.Bool("json", false, "one object a line")
	if err := parse(f, args[1:]); err != nil {
		return err
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	for _, d := range h.directives {
		start, err1 := moment(*from, time.Now(), d.Zone())
		end, err2 := moment(*to, start.AddDate(0, 0, 30), d.Zone())
		if err := errors.Join(err1, err2); err != nil {
			return exit{exitUsage, err}
		}
		dues, err := h.clock().Plan(ctx, d, start, end)
		if err != nil {
			return err
		}
		for _, due := range dues {
			if err := printDue(c.out, d, due, *asJSON); err != nil {
				return err
			}
		}
	}
	return nil
}

func moment(s string, otherwise time.Time, zone *time.Location) (time.Time, error) {
	if s == "" {
		return otherwise, nil
	}
	if at, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return at, nil
	}
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return at, errors.New("thời điểm có dạng 2020-09-22 hoặc RFC 3339")
	}
	return at, nil
}

func printDue(w io.Writer, d *directive.Directive, due directive.Due, asJSON bool) error {
	unit, _ := d.Unit(due.Unit)
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{"at": due.At.Format(time.RFC3339), "directive": due.Directive, "milestone": due.Milestone,
			"person": due.Person, "unit": unit.Name, "role": due.Role, "channel": due.Channel, "status": due.State, "why": due.Why, "text": due.Text})
	}
	_, err := fmt.Fprintf(w, "%s  %-6s %-8s %s  (%s)\n    %s\n", due.At.Format("2006-01-02 15:04"), due.Milestone, due.Role, unit.Name, due.Why, due.Text)
	return err
}

// directiveCommand is `dvcbot directive lint FILE` and `directive show`.
func directiveCommand(_ context.Context, c console, args []string) error {
	if len(args) == 0 {
		return exit{exitUsage, errors.New("dvcbot directive lint FILE | show")}
	}
	raw := directive.Embedded()
	if len(args) > 1 {
		var err error
		if raw, err = os.ReadFile(args[1]); err != nil {
			return exit{exitUsage, err}
		}
	}
	if args[0] == "show" {
		_, err := c.out.Write(raw)
		return err
	}
	if args[0] != "lint" {
		return exit{exitUsage, errors.New("dvcbot directive lint FILE | show")}
	}
	d, err := directive.Read(raw)
	if err != nil {
		return exit{exitFaults, err}
	}
	code := exitFine
	for _, found := range append(directive.Lint(d), past(d)...) {
		if _, err := fmt.Fprintf(c.out, "%-8s %v\n", found.Level, found); err != nil {
			return err
		}
		switch found.Level {
		case directive.Fault:
			code = exitFaults
		case directive.Warning:
			code = max(code, exitWarnings)
		}
	}
	if code != exitFine {
		return exit{code, nil}
	}
	return nil
}

// past warns of deadlines that are over.
func past(d *directive.Directive) []directive.Finding {
	found := []directive.Finding{}
	for _, dl := range d.Deadlines {
		if o, ok := d.Next(dl, time.Now()); ok && o.Late(time.Now()) {
			found = append(found, directive.Finding{Level: directive.Warning, Code: "past", Where: "deadlines/" + dl.ID, Text: "is over"})
		}
	}
	return found
}

// check is `dvcbot check --field`.
func check(_ context.Context, c console, args []string) error {
	f := flags("check", c)
	field, level := f.String("field", "", "a column of the form, or rights"), f.String("level", "C", "section of the form")
	if err := parse(f, args); err != nil {
		return err
	}
	all, err := loadDirectives(c.env("DVCBOT_DIRECTIVE"))
	if err != nil {
		return exit{exitSettings, err}
	}
	d := all[0].d
	if len(d.Forms) == 0 {
		return exit{exitUsage, errors.New("văn bản không có biểu nào")}
	}
	form := d.Forms[0]
	column, ok := form.Column(*field)
	if !ok && *field != "rights" {
		return exit{exitUsage, errors.New("biểu không có cột này")}
	}
	var input io.Reader = c.in
	if f.NArg() > 0 && f.Arg(0) != "-" {
		input = strings.NewReader(f.Arg(0))
	}
	code := exitFine
	lines := bufio.NewScanner(input)
	for lines.Scan() {
		v := roster.JudgeRights(form, *level, lines.Text())
		if *field != "rights" {
			v = roster.Judge(d, column, *level, lines.Text(), time.Now())
		}
		if !v.OK {
			code = exitWarnings
		}
		if v.Warnings == nil {
			v.Warnings = []string{}
		}
		if err := json.NewEncoder(c.out).Encode(map[string]any{"value": lines.Text(), "ok": v.OK, "normal": v.Normal, "reason": v.Reason,
			"warnings": v.Warnings, "suggestion": v.Suggestion}); err != nil {
			return err
		}
	}
	if code != exitFine {
		return exit{code, nil}
	}
	return lines.Err()
}

// doctor is `dvcbot doctor`: settings, store, and clock, each tried for real.
func doctor(ctx context.Context, c console, args []string) error {
	f := flags("doctor", c)
	asJSON := f.Bool("json", false, "one object a line")
	if err := parse(f, args); err != nil {
		return err
	}
	type finding struct {
		Check string `json:"check"`
		OK    bool   `json:"ok"`
		Say   string `json:"say"`
	}
	found := []finding{}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		found = append(found, finding{"settings", false, err.Error()})
	} else {
		defer func() { _ = h.store.Close() }()
		found = append(found, finding{"settings", true, "đọc được"}, finding{"store", h.store.Ping(ctx) == nil, "ghi thử vào kho"})
		info, err := os.Stat(h.settings.keyset)
		found = append(found, finding{"keyset", err == nil && info.Mode().Perm()&0o077 == 0, "tệp khóa chỉ chủ đọc được (chmod 600)"})
	}
	_, err = time.LoadLocation("Asia/Ho_Chi_Minh")
	found = append(found, finding{"zone", err == nil, "có múi giờ Asia/Ho_Chi_Minh"}, finding{"clock", time.Now().Year() >= 2025, "đồng hồ máy"})
	code := exitFine
	for _, one := range found {
		if !one.OK {
			code = exitFaults
		}
		if *asJSON {
			_ = json.NewEncoder(c.out).Encode(one)
			continue
		}
		sign := map[bool]string{true: "✓", false: "✗"}[one.OK]
		_, _ = fmt.Fprintf(c.out, "%s %s: %s\n", sign, one.Check, one.Say)
	}
	if code != exitFine {
		return exit{code, nil}
	}
	return nil
}
