package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster/sheet"
)

// errNoFile means that the channel of a job carries no files.
var errNoFile = errors.New("no channel opens this file")

// readSheets is the worker that reads sheets that were sent. It keeps nothing: its
// result goes back into the talk that asked.
func (h *house) readSheets(channels []bot.Channel) bot.Worker {
	return func(ctx context.Context, j chat.Job) (string, error) {
		job := dialogs.SheetJob{}
		if err := json.Unmarshal([]byte(j.Ref), &job); err != nil {
			return "", err
		}
		raw, err := h.fetched(ctx, channels, job)
		if err != nil {
			return "", err
		}
		d, err := h.one(job.Directive)
		if err != nil {
			return "", err
		}
		return sheetRead(ctx, d, job, raw)
	}
}

// sheetRead is what becomes of a sheet, as the talk hears it: its rows, or why it is
// refused.
func sheetRead(ctx context.Context, d *directive.Directive, job dialogs.SheetJob, raw []byte) (string, error) {
	found, err := readSheet(ctx, d, job, raw)
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

// fetched gets a file from where it lies: in the store when it came through the page,
// else on the channel that it was sent on.
func (h *house) fetched(ctx context.Context, channels []bot.Channel, job dialogs.SheetJob) (raw []byte, err error) {
	if id, kept := strings.CutPrefix(job.File.Ref, keptFile); kept {
		_, raw, err := h.store.File(ctx, id)
		return raw, err
	}
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

func readSheet(ctx context.Context, d *directive.Directive, job dialogs.SheetJob, raw []byte) (sheet.Result, error) {
	ctx, stop := context.WithTimeout(ctx, sheet.MaxTime)
	defer stop()
	tables, err := sheet.Open(ctx, job.File.Name, raw)
	if err != nil {
		return sheet.Result{}, err
	}
	o := sheet.Options{Directive: d, Now: time.Now()}
	o.Form, _ = d.Form(job.Form)
	o.Unit, _ = d.Unit(job.Unit)
	section, _ := o.Form.Section(o.Unit.Kind)
	o.Section = section.ID
	return sheet.Read(ctx, tables, o)
}
