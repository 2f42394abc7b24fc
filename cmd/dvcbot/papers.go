package main

import (
	"context"
	"time"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	offices "github.com/dvcbot/dvcbot/office"
)

func (h *house) papers() offices.Papers {
	return offices.Papers{Store: h.store, Directives: h.all, Now: time.Now}
}

// read draws up the paper that a message carries, for the channels.
func (h *house) read(ctx context.Context, f chat.FileRef) ([]byte, error) {
	return h.papers().Read(ctx, f.Ref)
}

// workers are those who do the slow work that turns ask for.
func (h *house) workers(channels []bot.Channel) map[string]bot.Worker {
	dispatch := offices.Dispatch{Papers: h.papers(), Kept: h.store, Post: h.settings.post}
	return map[string]bot.Worker{dialogs.SheetKind: h.readSheets(channels), dialogs.DispatchJob: dispatch.Do, dialogs.ReleaseKind: release}
}

// release is a job whose result is all there is to it.
func release(context.Context, chat.Job) (string, error) { return "", nil }
