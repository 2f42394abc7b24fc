package main

import (
	"context"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/reminders"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/mongo"
	"github.com/dvcbot/dvcbot/storage/sqlite"
)

// store is what the commands need of a store, whichever it is.
type store interface {
	bot.Store
	bot.Sweeper
	reminders.Store
	pages
	editions
	registry
	uploads
	storage.Keeper
	Ping(context.Context) error
	Rewrap(context.Context) (n int, err error)
	Close() error
}

// pages keep the talks of the web page.
type pages interface {
	AppendLine(context.Context, chat.Address, storage.Line) (int64, error)
	Lines(ctx context.Context, a chat.Address, after int64, limit int) ([]storage.Line, error)
}

// editions keep the texts that were in force and what was noted of this store.
type editions interface {
	Edition(ctx context.Context, id, edition string) (sha string, err error)
	KeepEdition(ctx context.Context, id, edition, sha string, text []byte) error
	Note(ctx context.Context, name, value string) error
	Noted(ctx context.Context, name string) (value string, err error)
}

// uploads keep what people sent until it has been worked on, for at most a day.
type uploads interface {
	KeepFile(ctx context.Context, f storage.File, content []byte) error
	File(ctx context.Context, id string) (storage.File, []byte, error)
	DropFile(ctx context.Context, id string) error
}

// registry is who is who and what the units have handed in.
type registry interface {
	Apply(context.Context, ...chat.Change) error
	InviteID(code string) string
	Invites(context.Context) ([]people.Invite, error)
	SentCopy(ctx context.Context, id string) (people.Sent, error)
	Request(ctx context.Context, id string) (people.Request, error)
	Rosters(ctx context.Context, directive string) ([]roster.Roster, error)
}

// openStore opens the store that the settings name.
func openStore(ctx context.Context, s settings, keys *storage.Keys, speaker string) (store, error) {
	if s.uri != "" {
		return mongo.Open(ctx, mongo.Options{URI: s.uri, Keys: keys, Replica: speaker})
	}
	return sqlite.Open(ctx, sqlite.Options{Path: s.store, Keys: keys, Replica: speaker})
}
