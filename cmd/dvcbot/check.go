package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/roster/sheet"
)

// checking is what the flags of check ask.
type checking struct {
	d              *directive.Directive
	form           directive.Form
	field, section string
	unit           directive.Unit
	paste          bool
}

// check is `dvcbot check`: single values of a field, a sheet, or pasted lines.
func check(ctx context.Context, c console, args []string) error {
	f := flags("check", c)
	field, level := f.String("field", "", "a column of the form, or rights"), f.String("level", "", "section of the form")
	unit, paste := f.String("unit", "", "unit of a sheet that does not say"), f.Bool("paste", false, "the input is pasted lines")
	id, formID := f.String("directive", "", "directive id"), f.String("form", "", "form id")
	if err := parse(f, args); err != nil {
		return err
	}
	k := checking{field: *field, section: *level, paste: *paste}
	if err := k.choose(c, *id, *formID, *unit); err != nil {
		return err
	}
	if *field == "" {
		return k.file(ctx, c, f.Arg(0))
	}
	return k.values(c, f.Args())
}

// choose finds the directive, its form and the unit.
func (k *checking) choose(c console, id, form, unit string) error {
	all, err := loadDirectives(c.env("DVCBOT_DIRECTIVE"))
	if err != nil {
		return exit{exitSettings, err}
	}
	for _, l := range all {
		if k.d == nil && (id == "" || l.d.ID == id) {
			k.d = l.d
		}
	}
	if k.d == nil || len(k.d.Forms) == 0 {
		return exit{exitUsage, errors.New("văn bản không có biểu nào")}
	}
	k.form = k.d.Forms[0]
	if found, ok := k.d.Form(form); ok {
		k.form = found
	} else if form != "" {
		return exit{exitUsage, errors.New("văn bản không có biểu này")}
	}
	if unit != "" {
		k.unit, err = oneUnit(k.d, unit)
	}
	return err
}

// values judges one value a line, or the one that stands on the command line.
func (k *checking) values(c console, args []string) error {
	column, ok := k.form.Column(k.field)
	if !ok && k.field != sheet.Rights {
		return exit{exitUsage, errors.New("biểu không có cột này")}
	}
	if k.section == "" && len(k.form.Sections) > 0 {
		k.section = k.form.Sections[len(k.form.Sections)-1].ID
	}
	input := c.in
	if len(args) > 0 && args[0] != "-" {
		input = strings.NewReader(args[0] + "\n")
	}
	code, out := exitFine, json.NewEncoder(c.out)
	lines := bufio.NewScanner(input)
	lines.Buffer(nil, sheet.MaxBytes)
	for lines.Scan() {
		v := roster.JudgeRights(k.form, k.section, lines.Text())
		if k.field != sheet.Rights {
			v = roster.Judge(k.d, column, k.section, lines.Text(), time.Now())
		}
		if !v.OK {
			code = exitWarnings
		}
		if err := out.Encode(judged{Value: lines.Text(), verdict: told(v)}); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return ended(code)
}

func ended(code int) error {
	if code == exitFine {
		return nil
	}
	return exit{code, nil}
}

// file checks a sheet or pasted lines.
func (k *checking) file(ctx context.Context, c console, path string) error {
	if path == "" {
		return exit{exitUsage, errors.New("dvcbot check [--unit U] [--level A|B|C] [--paste] FILE|-")}
	}
	raw, err := readUpTo(c, path, sheet.MaxBytes+1)
	if err != nil {
		return exit{exitUsage, err}
	}
	ctx, stop := context.WithTimeout(ctx, sheet.MaxTime)
	defer stop()
	found, err := k.read(ctx, path, raw)
	out := json.NewEncoder(c.out)
	out.SetEscapeHTML(false)
	var refusal *sheet.Refusal
	if errors.As(err, &refusal) {
		return errors.Join(out.Encode(map[string]any{"error": map[string]string{"code": refusal.Code, "message": refusal.Message}}), exit{exitFaults, nil})
	}
	if err != nil {
		return err
	}
	return k.print(out, found)
}

func (k *checking) read(ctx context.Context, path string, raw []byte) (sheet.Result, error) {
	var tables []sheet.Table
	var err error
	if k.paste {
		tables, err = sheet.Paste(k.form, string(raw))
	} else {
		tables, err = sheet.Open(ctx, path, raw)
	}
	if err != nil {
		return sheet.Result{}, err
	}
	return sheet.Read(ctx, tables, sheet.Options{Directive: k.d, Form: k.form, Unit: k.unit, Section: k.section, Now: time.Now()})
}

func readUpTo(c console, path string, limit int64) ([]byte, error) {
	in := c.in
	if path != "-" {
		file, err := openFile(path)
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	return io.ReadAll(io.LimitReader(in, limit))
}
