package sheet

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

var update = flag.Bool("update", false, "rewrite what the files are said to hold")

var now = time.Date(2020, 9, 23, 9, 0, 0, 0, time.UTC)

func options(t testing.TB) Options {
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return Options{Directive: d, Form: d.Forms[0], Now: now}
}

// TestFilesAreTakenOrRefused reads every file of testdata and holds what is found to
// the .want beside it, which a person can read.
func TestFilesAreTakenOrRefused(t *testing.T) {
	o := options(t)
	n := 0
	for _, folder := range []string{"files", "pasted"} {
		files, err := filepath.Glob("testdata/" + folder + "/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if filepath.Ext(file) == ".want" {
				continue
			}
			n++
			t.Run(filepath.Base(file), func(t *testing.T) { holds(t, file, take(t, o, file, folder == "pasted")) })
		}
	}
	if n < 85 {
		t.Errorf("only %d files", n)
	}
}

func holds(t *testing.T, file, got string) {
	want := file + ".want"
	if *update {
		if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	said, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(said) {
		t.Errorf("%s\nis\n%s\nand should be\n%s", file, got, said)
	}
}

func take(t *testing.T, o Options, file string, pasted bool) string {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var tables []Table
	if pasted {
		tables, err = Paste(o.Form, string(raw))
	} else {
		tables, err = Open(context.Background(), file, raw)
	}
	if err != nil {
		return told(t, err)
	}
	r, err := Read(context.Background(), tables, o)
	if err != nil {
		return told(t, err)
	}
	return show(o, r)
}

func told(t *testing.T, err error) string {
	var r *Refusal
	if !errors.As(err, &r) {
		t.Fatal(err)
	}
	return "refused: " + r.Code + "\n"
}

// show prints a row a line: number, section, unit, values, and what is wrong.
func show(o Options, r Result) string {
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(r.Columns)) {
		fmt.Fprintf(&b, "%s=%s ", id, r.Columns[id])
	}
	b.WriteString("\n")
	for _, p := range r.People {
		mark := map[bool]string{true: "+", false: "!"}[p.OK]
		fmt.Fprintf(&b, "%s %s:%d %s [%s]", mark, p.Sheet, p.Row, p.Section, p.Unit)
		for _, c := range o.Form.Columns {
			if c.Fill == "" {
				fmt.Fprintf(&b, " | %s", p.Cells[c.ID])
			}
		}
		for _, j := range p.Judged {
			if !j.OK || len(j.Warnings) > 0 {
				fmt.Fprintf(&b, "\n    %s %s %q %s%s %s", j.Column, j.Field, j.Value, j.Reason, j.Warnings, j.Suggestion)
			}
		}
		b.WriteString("\n")
	}
	for _, i := range r.Ignored {
		fmt.Fprintf(&b, "- %s:%d %s\n", i.Sheet, i.Row, i.Why)
	}
	return b.String()
}
