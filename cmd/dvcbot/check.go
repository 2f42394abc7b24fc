package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/roster"
)

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
