package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster/sheet"
)

// errNoFile means that the channel of a job carries no files.
var errNoFile = errors.New("no channel opens this file")

// readSheets is the worker that reads sheets sent on the channels that carry files. It
// keeps nothing: its result goes back into the talk that asked.
func (h *house) readSheets(channels []bot.Channel) bot.Worker {
	return func(ctx context.Context, j chat.Job) (string, error) {
		job := dialogs.SheetJob{}
		if err := json.Unmarshal([]byte(j.Ref), &job); err != nil {
			return "", err
		}
		raw, err := fetched(ctx, channels, job)
		if err != nil {
			return "", err
		}
		found, err := h.readSheet(ctx, job, raw)
		var refusal *sheet.Refusal
		if errors.As(err, &refusal) {
			return dialogs.RefusedSheet + refusal.Code, nil
		}
		if err != nil {
			return "", err
		}
		result, err := json.Marshal(found)
		return string(result), err
	}
}

func fetched(ctx context.Context, channels []bot.Channel, job dialogs.SheetJob) (raw []byte, err error) {
	for _, c := range channels {
		opener, ok := c.(bot.Fetcher)
		if !ok || c.Name() != job.Channel {
			continue
		}
		file, err := opener.Open(ctx, job.File)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		return io.ReadAll(io.LimitReader(file, sheet.MaxBytes+1))
	}
	return nil, errNoFile
}

func (h *house) readSheet(ctx context.Context, job dialogs.SheetJob, raw []byte) (sheet.Result, error) {
	ctx, stop := context.WithTimeout(ctx, sheet.MaxTime)
	defer stop()
	tables, err := sheet.Open(ctx, job.File.Name, raw)
	if err != nil {
		return sheet.Result{}, err
	}
	o := sheet.Options{Now: time.Now()}
	var d *directive.Directive
	if d, err = h.one(job.Directive); err != nil {
		return sheet.Result{}, err
	}
	o.Directive = d
	o.Form, _ = d.Form(job.Form)
	o.Unit, _ = d.Unit(job.Unit)
	section, _ := o.Form.Section(o.Unit.Kind)
	o.Section = section.ID
	return sheet.Read(ctx, tables, o)
}
