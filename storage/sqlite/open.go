// Package sqlite keeps everything in one SQLite file: a turn is one transaction,
// turns that arrive together share one commit, and what holds a person's words is
// sealed. Several processes may use one file; one replica's serve holds its lock.
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
	_ "modernc.org/sqlite" // the driver

	"github.com/dvcbot/dvcbot/storage"
)

//go:embed schema.sql
var schema string

// Options say which file, with which keys. Replica is the name under which serve
// runs; empty for the command line, which works beside it.
type Options struct {
	Path    string
	Keys    *storage.Keys
	Replica string
	Now     func() time.Time
	Step    func(call string) error // asked before each statement and commit: an error stops it
}

// Store is the whole store. It is safe for concurrent use.
type Store struct {
	storage.Nouns
	db      *sql.DB
	reads   querier
	step    func(string) error
	keys    *storage.Keys
	now     func() time.Time
	path    string
	replica string
	lock    *os.File
	writes  chan write
	closed  chan struct{}
	ended   chan struct{}
}

// ErrRunning means that another process serves this file under the same name.
var ErrRunning = errors.New("another process serves this store under the same replica name")

// Open opens the file, making it when it is not there. With a Replica it takes that
// replica's lock and ends what its predecessor held.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := os.MkdirAll(filepath.Dir(o.Path), 0o700); err != nil {
		return nil, fmt.Errorf("make the store's folder: %w", err)
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)", "foreign_keys(ON)"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: o.Path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	db.SetMaxOpenConns(8)
	s := &Store{db: db, reads: asked{db, "read", o.Step}, step: o.Step, keys: o.Keys, now: o.Now, path: o.Path, replica: o.Replica, writes: make(chan write), closed: make(chan struct{}), ended: make(chan struct{})}
	s.Nouns = storage.Nouns{Reader: s, Keys: o.Keys}
	if err := s.prepare(ctx, o); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	go s.write()
	if o.Replica != "" {
		return s, s.takeOver(ctx)
	}
	return s, nil
}

func (s *Store) prepare(ctx context.Context, o Options) error {
	if _, err := s.db.ExecContext(ctx, "BEGIN IMMEDIATE;\n"+schema+"COMMIT;"); err != nil {
		return fmt.Errorf("prepare the store: %w", err)
	}
	if err := os.Chmod(o.Path, 0o600); err != nil {
		return fmt.Errorf("protect the store: %w", err)
	}
	if o.Replica == "" {
		return nil
	}
	lock, err := os.OpenFile(o.Path+"."+url.PathEscape(o.Replica)+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open the lock: %w", err)
	}
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = lock.Close()
		return ErrRunning
	}
	s.lock = lock
	return nil
}

// takeOver ends the leases and holds of the process that had this name before.
func (s *Store) takeOver(ctx context.Context) error {
	return s.do(ctx, func(t *tx) error {
		return errors.Join(t.exec(`DELETE FROM leases WHERE by = ?`, s.replica),
			t.exec(`UPDATE jobs SET hold = '', by = '' WHERE by = ?`, s.replica),
			t.exec(`UPDATE waits SET hold = '', by = '' WHERE by = ?`, s.replica))
	})
}

// Ping reports whether the file can be read and written.
func (s *Store) Ping(ctx context.Context) error {
	return s.do(ctx, func(t *tx) error {
		return t.exec(`INSERT OR REPLACE INTO meta(k, v) VALUES('ping', ?)`, s.now().Unix())
	})
}

// Close finishes what waits to be written and closes the file.
func (s *Store) Close() error {
	close(s.closed)
	<-s.ended
	err := s.db.Close()
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
	}
	return err
}
