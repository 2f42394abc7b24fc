package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

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
