package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/storage"
)

func token() string { return rand.Text() }

// Hold takes or renews a lease; 0 when another has it. The fence grows with every
// change of hands.
func (s *Store) Hold(ctx context.Context, name, by string, now time.Time, ttl time.Duration) (fence int64, err error) {
	err = s.do(ctx, func(t *tx) error {
		fence = 0
		err := t.QueryRowContext(t.ctx, `INSERT INTO leases(name, by, until, fence) VALUES(?, ?, ?, 1) ON CONFLICT(name) DO UPDATE SET
fence = fence + (by != excluded.by), by = excluded.by, until = excluded.until WHERE by = excluded.by OR until <= ? RETURNING fence`,
			name, by, now.Add(ttl).UnixNano(), now.UnixNano()).Scan(&fence)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return fence, err
}

// Live lists the leases in force whose name begins with prefix.
func (s *Store) Live(ctx context.Context, prefix string, now time.Time) ([]string, error) {
	found, err := s.reads.QueryContext(ctx, `SELECT name FROM leases WHERE substr(name, 1, ?) = ? AND until > ? ORDER BY name`, len(prefix), prefix, now.UnixNano())
	if err != nil {
		return nil, err
	}
	all := []string{}
	err = each(found, func() error {
		var name string
		err := found.Scan(&name)
		all = append(all, name)
		return err
	})
	return all, err
}

// Failed counts a step that panicked or erred and keeps what was heard, sealed.
func (s *Store) Failed(ctx context.Context, cause string, raw []byte) (times int, err error) {
	err = s.do(ctx, func(t *tx) error {
		sealed, err := t.seal("failure/"+cause, "failures/"+cause, raw)
		if err != nil {
			return err
		}
		return t.QueryRowContext(t.ctx, `INSERT INTO failures(cause, times, sealed) VALUES(?, 1, ?) ON CONFLICT(cause) DO UPDATE
SET times = times + 1 RETURNING times`, cause, sealed).Scan(&times)
	})
	return times, err
}

// AppendLine adds a line to a talk on the page; the same ID keeps its number.
func (s *Store) AppendLine(ctx context.Context, a chat.Address, l storage.Line) (n int64, err error) {
	address := a.String()
	err = s.do(ctx, func(t *tx) error {
		sealed, err := t.seal("talk/"+address, "lines/"+address+"/"+l.ID, l.Body)
		if err != nil {
			return err
		}
		err = t.QueryRowContext(t.ctx, `INSERT INTO lines(address, n, id, slot, at, sealed)
VALUES(?, (SELECT COALESCE(MAX(n), 0) + 1 FROM lines WHERE address = ?), ?, ?, ?, ?)
ON CONFLICT(address, id) DO UPDATE SET sealed = excluded.sealed RETURNING n`, address, address, l.ID, l.Slot, l.At.UnixNano(), sealed).Scan(&n)
		return errors.Join(err, t.exec(`DELETE FROM lines WHERE address = ? AND n <= ?`, address, n-storage.MaxLines))
	})
	return n, err
}

// Lines gives the lines after a number, oldest first.
func (s *Store) Lines(ctx context.Context, a chat.Address, after int64, limit int) ([]storage.Line, error) {
	return s.lines(ctx, a, `SELECT n, id, slot, at, sealed FROM lines WHERE address = ? AND n > ? ORDER BY n LIMIT ?`, after, limit)
}

// LinesBefore gives the last lines before a number, oldest first.
func (s *Store) LinesBefore(ctx context.Context, a chat.Address, before int64, limit int) ([]storage.Line, error) {
	return s.lines(ctx, a, `SELECT * FROM (SELECT n, id, slot, at, sealed FROM lines WHERE address = ? AND n < ? ORDER BY n DESC LIMIT ?) ORDER BY n`, before, limit)
}

func (s *Store) lines(ctx context.Context, a chat.Address, query string, from int64, limit int) ([]storage.Line, error) {
	address := a.String()
	found, err := s.reads.QueryContext(ctx, query, address, from, limit)
	if err != nil {
		return nil, err
	}
	all, sealed := []storage.Line{}, [][]byte{}
	err = each(found, func() error {
		var l storage.Line
		var at int64
		var raw []byte
		err := found.Scan(&l.N, &l.ID, &l.Slot, &at, &raw)
		l.At = time.Unix(0, at)
		all, sealed = append(all, l), append(sealed, raw)
		return err
	})
	for i := range all {
		err = errors.Join(err, vault{s.reads, s.keys}.open(ctx, "talk/"+address, "lines/"+address+"/"+all[i].ID, sealed[i], &all[i].Body))
	}
	return all, err
}

// Edition gives the sha256 of an edition kept before, "" when there is none.
func (s *Store) Edition(ctx context.Context, id, edition string) (sha string, err error) {
	err = s.reads.QueryRowContext(ctx, `SELECT sha FROM editions WHERE id = ? AND edition = ?`, id, edition).Scan(&sha)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return sha, err
}

// KeepEdition keeps the text of an edition; one that is there already stays.
func (s *Store) KeepEdition(ctx context.Context, id, edition, sha string, text []byte) error {
	return s.do(ctx, func(t *tx) error {
		return t.exec(`INSERT OR IGNORE INTO editions(id, edition, sha, text) VALUES(?, ?, ?, ?)`, id, edition, sha, text)
	})
}

// Note keeps a fact about this store, such as by how many days a demonstration is
// moved; Noted reads it, "" when there is none.
func (s *Store) Note(ctx context.Context, name, value string) error {
	return s.do(ctx, func(t *tx) error { return t.exec(`INSERT OR REPLACE INTO meta(k, v) VALUES(?, ?)`, name, value) })
}

// Noted reads what Note kept.
func (s *Store) Noted(ctx context.Context, name string) (value string, err error) {
	err = s.reads.QueryRowContext(ctx, `SELECT v FROM meta WHERE k = ?`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// Sweep removes causes after 48 h, lines after seven days, files after a day, ended leases.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	return s.do(ctx, func(t *tx) error {
		return errors.Join(
			t.exec(`DELETE FROM causes WHERE at < ?`, now.Add(-storage.CauseLife).Unix()),
			t.exec(`DELETE FROM lines WHERE at < ?`, now.Add(-storage.LineLife).UnixNano()),
			s.oldFiles(t, now),
			t.exec(`DELETE FROM leases WHERE until < ?`, now.Add(-time.Hour).UnixNano()))
	})
}
