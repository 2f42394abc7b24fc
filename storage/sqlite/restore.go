package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/dvcbot/dvcbot/storage"
)

// Faults of restoring. None of them has changed anything.
var (
	ErrThere  = errors.New("a store is there, or served")
	ErrNoCopy = errors.New("the file is no copy of a store, or damaged")
	ErrOlder  = errors.New("the copy of the keys is older than the copy of the data")
)

// Restored says which copies become which store. Path must not be there yet.
type Restored struct {
	Data, Keys string // files that Backup wrote
	Path       string
	Keyset     *storage.Keys
	Now        func() time.Time
}

// Restore makes a store of two copies. What was erased since the data was copied is
// struck from it, as far as the copy of the keys knows: take the newest. Then whatever
// was under way in talks is dropped whole, because nobody can know whose words it holds.
// The store is there whole or not at all. storage.ErrUnknownKey when the keyset is another.
func Restore(ctx context.Context, o Restored) error {
	if err := vacant(o.Path); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(o.Path), 0o700); err != nil {
		return fmt.Errorf("make the store's folder: %w", err)
	}
	folder, err := os.MkdirTemp(filepath.Dir(o.Path), ".restore-*")
	if err != nil {
		return fmt.Errorf("begin the store: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	o.Data, err = duplicate(o.Data, filepath.Join(folder, "data"))
	if err != nil {
		return fmt.Errorf("read the copy: %w", err)
	}
	if err := whole(ctx, o.Data); err != nil {
		return err
	}
	if err := filled(ctx, o); err != nil {
		return err
	}
	if err := named(o.Data, o.Path); errors.Is(err, os.ErrExist) {
		return ErrThere
	} else if err != nil {
		return fmt.Errorf("name the store: %w", err)
	}
	return nil
}

// vacant says ErrThere when the file or its log is there, or somebody holds a lock of it.
func vacant(path string) error {
	for _, file := range []string{path, path + "-wal"} {
		if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
			return ErrThere
		}
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("read the store's folder: %w", err)
	}
	for _, e := range entries {
		name, held := strings.CutPrefix(e.Name(), filepath.Base(path)+".")
		if held && strings.HasSuffix(name, ".lock") && locked(filepath.Join(filepath.Dir(path), e.Name())) {
			return ErrThere
		}
	}
	return nil
}

func locked(file string) bool {
	lock, err := os.Open(file)
	if err != nil {
		return true
	}
	defer func() { _ = lock.Close() }()
	return unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil
}

func duplicate(from, to string) (string, error) {
	in, err := os.Open(from)
	if err != nil {
		return to, err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return to, err
	}
	_, err = io.Copy(out, in)
	return to, errors.Join(err, out.Sync(), out.Close())
}

// whole says ErrNoCopy unless the file is a sound copy of the data.
func whole(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", source(path, url.Values{"mode": {"ro"}}))
	if err != nil {
		return ErrNoCopy
	}
	defer func() { _ = db.Close() }()
	var said string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&said); err != nil || said != "ok" {
		return ErrNoCopy
	}
	_, err = since(ctx, db)
	return err
}

// filled gives the data its keys, and strikes what was erased since.
func filled(ctx context.Context, o Restored) error {
	s, err := Open(ctx, Options{Path: o.Data, Keys: o.Keyset, Now: o.Now})
	if err != nil {
		return err
	}
	erased, err := s.takeKeys(ctx, o)
	if err == nil {
		err = s.strike(ctx, erased)
	}
	if err == nil {
		err = s.truncate(ctx)
	}
	return errors.Join(err, s.Close())
}

// takeKeys takes the keys and what is noted as erased out of their copy, and gives the
// subjects erased.
func (s *Store) takeKeys(ctx context.Context, o Restored) ([]string, error) {
	db, err := sql.Open("sqlite", source(o.Keys, url.Values{"mode": {"ro"}}))
	if err != nil {
		return nil, ErrNoCopy
	}
	defer func() { _ = db.Close() }()
	data, err1 := since(ctx, s.reads)
	keys, err2 := since(ctx, db)
	if err1 != nil || err2 != nil {
		return nil, ErrNoCopy
	}
	if keys.Before(data) {
		return nil, ErrOlder
	}
	erased := []string{}
	err = s.do(ctx, func(t *tx) error {
		err := rows(ctx, db, `SELECT subject, wrapped FROM keys`, func(subject string, wrapped []byte) error {
			if _, err := s.keys.OpenDataKey(subject, wrapped); err != nil {
				return err
			}
			return t.exec(`INSERT INTO keys(subject, wrapped) VALUES(?, ?)`, subject, wrapped)
		})
		if err != nil {
			return err
		}
		return rows(ctx, db, `SELECT subject, at FROM erased`, func(subject string, at int64) error {
			erased = append(erased, subject)
			return t.exec(`INSERT INTO erased(subject, at) VALUES(?, ?)`, subject, at)
		})
	})
	return erased, err
}

// rows visits what a query of two columns finds.
func rows[T any](ctx context.Context, db *sql.DB, query string, visit func(string, T) error) error {
	found, err := db.QueryContext(ctx, query)
	if err != nil {
		return ErrNoCopy
	}
	return each(found, func() error {
		var first string
		var second T
		if err := found.Scan(&first, &second); err != nil {
			return ErrNoCopy
		}
		return visit(first, second)
	})
}
