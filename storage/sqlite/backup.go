package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// ErrCopying means that another process is copying this store.
var ErrCopying = errors.New("another process is copying this store")

// copied is the note in a copy that says when it was begun, in Unix seconds.
const copied = "backup/at"

// Backup copies the store as it is at one moment, while others write: the data, without
// any key, to the file data, and the keys with what is noted as erased to the file keys.
// Both are new, of mode 0600, and there whole or not at all. The keys are never written
// into the folder of the data, unless both are to be there.
func (s *Store) Backup(ctx context.Context, data, keys string) error {
	begun := s.now().Unix()
	whole := s.path + ".copying"
	lock, err := os.OpenFile(whole, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("begin the copy: %w", err)
	}
	defer func() { _ = lock.Close() }()
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return ErrCopying
	}
	defer func() { _ = os.Remove(whole) }()
	if err := lock.Truncate(0); err != nil { // what a killed one left
		return fmt.Errorf("begin the copy: %w", err)
	}
	if _, err := s.db.ExecContext(ctx, `VACUUM INTO ?`, whole); err != nil {
		return fmt.Errorf("copy the store: %w", err)
	}
	db, err := sql.Open("sqlite", source(whole, url.Values{"_pragma": {"journal_mode(OFF)"}}))
	if err != nil {
		return fmt.Errorf("open the copy: %w", err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1) // what is attached belongs to one connection
	if _, err := db.ExecContext(ctx, `INSERT OR REPLACE INTO meta(k, v) VALUES(?, ?)`, copied, begun); err != nil {
		return fmt.Errorf("date the copy: %w", err)
	}
	if err := split(ctx, db, keys, keysApart, begun); err != nil {
		return fmt.Errorf("copy the keys: %w", err)
	}
	if err := split(ctx, db, data, dataApart, begun); err != nil {
		return errors.Join(fmt.Errorf("copy the data: %w", err), os.Remove(keys))
	}
	return nil
}

// source is the name by which the driver opens a file.
func source(path string, q url.Values) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// part writes one part of a whole copy into an empty file.
type part func(ctx context.Context, db *sql.DB, file string, begun int64) error

func keysApart(ctx context.Context, db *sql.DB, file string, begun int64) error {
	for _, one := range []struct {
		query string
		args  []any
	}{
		{`ATTACH ? AS apart`, []any{file}},
		{`CREATE TABLE apart.meta(k TEXT PRIMARY KEY, v)`, nil},
		{`INSERT INTO apart.meta(k, v) VALUES(?, ?)`, []any{copied, begun}},
		{`CREATE TABLE apart.keys AS SELECT subject, wrapped FROM main.keys`, nil},
		{`CREATE TABLE apart.erased AS SELECT subject, at FROM main.erased`, nil},
		{`DETACH apart`, nil},
	} {
		if _, err := db.ExecContext(ctx, one.query, one.args...); err != nil {
			return err
		}
	}
	return nil
}

// dataApart leaves nothing of the keys: what a vacuum writes is only what is there.
func dataApart(ctx context.Context, db *sql.DB, file string, _ int64) error {
	for _, query := range []string{`DROP TABLE keys`, `DROP TABLE erased`} {
		if _, err := db.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	_, err := db.ExecContext(ctx, `VACUUM INTO ?`, file)
	return err
}

// split writes a part to a new file beside its place and gives it its name when it
// stands on disk.
func split(ctx context.Context, db *sql.DB, path string, write part, begun int64) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".backup-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary.Name()) }()
	if err := errors.Join(write(ctx, db, temporary.Name(), begun), temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	return named(temporary.Name(), path)
}

// named gives a whole file its name; one that bears it already stays, and is the error.
func named(temporary, path string) error {
	if err := os.Link(temporary, path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// since reads when a copy was begun.
func since(ctx context.Context, q querier) (at time.Time, err error) {
	var seconds int64
	if err := q.QueryRowContext(ctx, `SELECT v FROM meta WHERE k = ?`, copied).Scan(&seconds); err != nil {
		return at, ErrNoCopy
	}
	return time.Unix(seconds, 0), nil
}
