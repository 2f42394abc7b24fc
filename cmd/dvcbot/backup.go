package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/sqlite"
	"github.com/dvcbot/dvcbot/words"
)

// copier is a store that can be copied while others write.
type copier interface {
	Backup(ctx context.Context, data, keys string) error
}

// stamp is how the names of copies say when they were made, in UTC; names in order are
// copies in order.
const stamp = "20060102T150405.000Z"

// keysLife is how long an older copy of the keys stays: it still opens what was erased
// since.
const keysLife = 30 * 24 * time.Hour

// backedUp is the note that keeps the folder of the last copy of the data.
const backedUp = "backup/folder"

// backup is `dvcbot backup DIR`: the data and, in a file of their own, its keys.
func backup(ctx context.Context, c console, args []string) error {
	f := flags("backup", c)
	apart := f.String("keys", "", "folder for the copy of the keys; default DIR")
	if err := parse(f, args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		return exit{exitUsage, errors.New(words.Say("backup.usage"))}
	}
	folder, keys := f.Arg(0), folderOr(*apart, f.Arg(0))
	s, err := sqliteSettings(c)
	if err != nil {
		return err
	}
	if !exists(s.store) {
		return exit{exitFaults, errors.New(words.Say("backup.nothing"))}
	}
	if holdsKeyset(folder, s.keyset) || holdsKeyset(keys, s.keyset) {
		return exit{exitFaults, errors.New(words.Say("backup.shared"))}
	}
	h, err := openHouse(ctx, c, s.demo, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	return h.backup(ctx, c, folder, keys)
}

func (h *house) backup(ctx context.Context, c console, folder, keys string) error {
	whole, ok := h.store.(copier)
	if !ok {
		return exit{exitFaults, errors.New(words.Say("backup.mongodb"))}
	}
	now := time.Now().UTC()
	data, opened := filepath.Join(folder, "data-"+now.Format(stamp)+".db"), filepath.Join(keys, "keys-"+now.Format(stamp)+".db")
	if err := errors.Join(os.MkdirAll(folder, 0o700), os.MkdirAll(keys, 0o700)); err != nil {
		return exit{exitFaults, errors.New(words.Say("backup.folder"))}
	}
	err := whole.Backup(ctx, data, opened)
	if errors.Is(err, sqlite.ErrCopying) {
		return exit{exitFaults, errors.New(words.Say("backup.twice"))}
	}
	if err != nil {
		return exit{exitFaults, errors.Join(errors.New(words.Say("backup.failed")), err)}
	}
	full, err := filepath.Abs(folder)
	if err := errors.Join(err, h.store.Note(ctx, backedUp, full), rotated(keys, now)); err != nil {
		return err
	}
	return tell(c, words.Say("backup.done", "data", data, "keys", opened))
}

// sqliteSettings reads the settings of a command that copies files; a MongoDB has tools
// of its own.
func sqliteSettings(c console) (settings, error) {
	s, err := readSettings(c.env, false)
	if err == nil && s.uri != "" {
		err = exit{exitFaults, errors.New(words.Say("backup.mongodb"))}
	}
	return s, err
}

func folderOr(named, otherwise string) string {
	if named != "" {
		return named
	}
	return otherwise
}

// copies lists the copies in a folder whose names begin with kind, oldest first.
func copies(folder, kind string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	all := []string{}
	for _, e := range entries {
		if _, ok := madeAt(e.Name(), kind); ok {
			all = append(all, filepath.Join(folder, e.Name()))
		}
	}
	slices.Sort(all)
	return all
}

// madeAt reads from a copy's name when it was made.
func madeAt(path, kind string) (time.Time, bool) {
	at, err := time.Parse(kind+stamp+".db", filepath.Base(path))
	return at, err == nil && strings.HasPrefix(filepath.Base(path), kind)
}

// rotated removes the copies of the keys whose time is over.
func rotated(folder string, now time.Time) (err error) {
	for _, file := range copies(folder, "keys-") {
		if at, _ := madeAt(file, "keys-"); now.Sub(at) > keysLife {
			err = errors.Join(err, os.Remove(file))
		}
	}
	return err
}

// largestKeyset is more bytes than any keyset file has.
const largestKeyset = 64 << 10

// holdsKeyset says whether the keyset, or a copy of one, lies in or under a folder of
// copies: who takes the folder could read everything.
func holdsKeyset(folder, keyset string) bool {
	within, err1 := filepath.Abs(folder)
	path, err2 := filepath.Abs(keyset)
	if err1 == nil && err2 == nil && (filepath.Dir(path) == within || strings.HasPrefix(path, within+string(filepath.Separator))) {
		return true
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || info.Size() > largestKeyset {
			return false
		}
		_, err = storage.OpenKeys(filepath.Join(folder, e.Name()), false)
		return err == nil
	})
}
