package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/bot/web"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/storage"
)

// keptFile begins the reference of a file that lies in the store; its id there follows.
const keptFile = "kept:"

// keepUpload names a file that a visitor of the page sent. Only what somebody who
// keeps a list sent is kept, sealed and for at most a day; a picture never is.
func (h *house) keepUpload(ctx context.Context, a chat.Address, id string, u web.Upload) (chat.FileRef, error) {
	p, err := h.store.Person(ctx, a)
	if err != nil {
		return chat.FileRef{}, err
	}
	if picture(u) || !h.keepsLists(p.At(time.Now())) {
		return chat.FileRef{Name: u.Name, MIME: u.MIME, Size: int64(len(u.Bytes))}, nil
	}
	return h.keepFile(ctx, a, id, u)
}

// keepsLists reports whether somebody keeps the list of a unit.
func (h *house) keepsLists(p people.Person) bool {
	return slices.ContainsFunc(h.all(), func(d *directive.Directive) bool { return len(p.Units(d.ID)) > 0 })
}

func picture(u web.Upload) bool { return strings.HasPrefix(u.MIME, "image/") }

// keepFile keeps a file under an id and names it for a dialog.
func (h *house) keepFile(ctx context.Context, a chat.Address, id string, u web.Upload) (chat.FileRef, error) {
	f := storage.File{ID: id, Of: a, Name: u.Name, MIME: u.MIME, At: time.Now()}
	err := h.store.KeepFile(ctx, f, u.Bytes)
	return chat.FileRef{Ref: keptFile + id, Name: u.Name, MIME: u.MIME, Size: int64(len(u.Bytes))}, err
}
