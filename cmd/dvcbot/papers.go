package main

import (
	"context"

	"github.com/dvcbot/dvcbot/chat"
	offices "github.com/dvcbot/dvcbot/office"
)

// read draws up the paper that a message carries, for the channels.
func (h *house) read(ctx context.Context, f chat.FileRef) ([]byte, error) {
	return offices.Papers{Store: h.store, Directives: h.all}.Read(ctx, f.Ref)
}
