package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

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
	for _, d := range h.all() {
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
		if err := h.untold(ctx, c.err, d); err != nil {
			return err
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

// untold says which units nobody would hear of.
func (h *house) untold(ctx context.Context, w io.Writer, d *directive.Directive) error {
	units, err := h.clock().Untold(ctx, d)
	if err != nil || len(units) == 0 {
		return err
	}
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	_, err = fmt.Fprintln(w, words.Say("directive.untold", "number", d.Number, "units", strings.Join(names, ", ")))
	return err
}

func printDue(w io.Writer, d *directive.Directive, due directive.Due, asJSON bool) error {
	units := joined(due, func(p directive.Part) string { u, _ := d.Unit(p.Unit); return u.Name })
	milestone := joined(due, func(p directive.Part) string { return p.Milestone })
	why := joined(due, func(p directive.Part) string { return p.Why })
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{"at": due.At.Format(time.RFC3339), "directive": due.Directive, "milestone": milestone,
			"person": due.Person, "unit": units, "role": due.Role, "channel": due.Channel,
			"status": joined(due, func(p directive.Part) string { return p.State }), "why": why, "text": due.Text})
	}
	_, err := fmt.Fprintf(w, "%s  %-6s %-8s %s  (%s)\n    %s\n", due.At.Format("2006-01-02 15:04"), milestone, due.Role, units, why, strings.ReplaceAll(due.Text, "\n", "\n    "))
	return err
}

// joined is one thing of every part, each value once.
func joined(due directive.Due, of func(directive.Part) string) string {
	all := []string{}
	for _, p := range due.Parts {
		if v := of(p); v != "" && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return strings.Join(all, "; ")
}
