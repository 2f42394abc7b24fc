package main

import (
	"context"

	"github.com/dvcbot/dvcbot/chat"
	desk "github.com/dvcbot/dvcbot/office"
)

// read draws up the paper that a message carries, for the channels.
func (h *house) read(ctx context.Context, f chat.FileRef) ([]byte, error) {
	return desk.Papers{Store: h.store, Directives: h.all}.Read(ctx, f.Ref)
}
