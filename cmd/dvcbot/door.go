package main

import (
	"context"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/bot/web"
	"github.com/dvcbot/dvcbot/chat"
)

// door lets files in through one-time links, into the talk that asked for the link.
type door struct{ h *house }

// Open reports whether a link can still be used.
func (d door) Open(ctx context.Context, token string) (bool, error) {
	link, err := d.h.store.Upload(ctx, token)
	return link.Open(time.Now()), err
}

// Receive keeps the file of an open link. The link itself is used up by the turn that
// hears of the file.
func (d door) Receive(ctx context.Context, token string, u web.Upload) (chat.Inbound, error) {
	link, err := d.h.store.Upload(ctx, token)
	switch {
	case err != nil:
		return chat.Inbound{}, err
	case picture(u):
		return chat.Inbound{}, web.ErrPicture
	case !link.Open(time.Now()) && link.Used != cause(link.ID, u):
		return chat.Inbound{}, web.ErrShut
	}
	in := chat.Inbound{ID: cause(link.ID, u), Kind: chat.Sent, From: link.Of, Start: token}
	file, err := d.h.keepFile(ctx, link.Of, in.ID, u)
	in.File = &file
	return in, err
}

// cause names one sending of a file through a link, so that it is heard once.
func cause(link string, u web.Upload) string { return "upload/" + link + "/" + u.ID }

// Took reports whether a link was used by the file with this cause.
func (d door) Took(ctx context.Context, token, cause string) (bool, error) {
	link, err := d.h.store.Upload(ctx, token)
	return link.Used == cause, err
}

// doorAt is what a one-time link begins with; "" where the world does not reach us.
func (h *house) doorAt() string {
	if h.settings.publicURL == "" {
		return ""
	}
	return strings.TrimSuffix(h.settings.publicURL, "/") + web.DoorPath
}
