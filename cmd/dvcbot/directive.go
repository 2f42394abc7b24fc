package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

const directiveUsage = "dvcbot directive lint FILE | show [FILE] | schema"

// directiveCommand is `dvcbot directive lint FILE`, `directive show` and `directive schema`.
func directiveCommand(_ context.Context, c console, args []string) error {
	if len(args) == 0 {
		return exit{exitUsage, errors.New(directiveUsage)}
	}
	raw, beside := directive.Embedded(), directive.Files()
	if len(args) > 1 {
		var err error
		if raw, err = os.ReadFile(args[1]); err != nil {
			return exit{exitUsage, err}
		}
		beside = os.DirFS(filepath.Dir(args[1]))
	}
	switch args[0] {
	case "show":
		_, err := c.out.Write(raw)
		return err
	case "schema":
		_, err := c.out.Write(directive.Schema())
		return err
	case "lint":
		return lint(c, raw, beside)
	}
	return exit{exitUsage, errors.New(directiveUsage)}
}

// lint prints every finding by line. Exit 1: warnings; 2: faults.
func lint(c console, raw []byte, beside fs.FS) error {
	d, all := directive.ReadIn(raw, beside)
	if d != nil {
		all = append(append(all, examples(d)...), past(d, time.Now())...)
	}
	code := exitFine
	for _, found := range all {
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

// examples tries the example of each column on the column's own rules; a position is
// free text and may list several.
func examples(d *directive.Directive) []directive.Finding {
	found := []directive.Finding{}
	for _, f := range d.Forms {
		for _, column := range f.Columns {
			if column.Example == "" || column.Kind == "position" {
				continue
			}
			section := ""
			if len(column.Sections) > 0 {
				section = column.Sections[0]
			}
			if v := roster.Judge(d, column, section, column.Example, time.Now()); !v.OK {
				found = append(found, directive.Finding{Level: directive.Warning, Code: "example", Where: "forms/" + f.ID + "/" + column.ID,
					Text: words.Say("lint.example", "example", column.Example, "why", roster.Sentence(v.Reason))})
			}
		}
	}
	return found
}

// past warns of deadlines that are over.
func past(d *directive.Directive, now time.Time) []directive.Finding {
	found := []directive.Finding{}
	for _, dl := range d.Deadlines {
		if o, ok := d.Next(dl, now); ok && o.Late(now) {
			found = append(found, directive.Finding{Level: directive.Warning, Code: "past", Where: "deadlines/" + dl.ID,
				Text: words.Say("lint.past", "day", directive.LongDay(o.End))})
		}
	}
	return found
}
