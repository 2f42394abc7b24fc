package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/storage"
)

// most is how many writes share one commit.
const most = 64

// write is one writer's part of a commit. Its answer comes when the whole commit
// stands on disk, or has failed.
type write struct {
	ctx    context.Context
	part   func(*tx) error
	answer chan error
}

// tx is a running transaction.
type tx struct {
	querier
	ctx  context.Context
	keys *storage.Keys
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.ExecContext(t.ctx, query, args...)
	return err
}

// do runs part inside a commit that others may share; its own fault undoes only it.
func (s *Store) do(ctx context.Context, part func(*tx) error) error {
	w := write{ctx: ctx, part: part, answer: make(chan error, 1)}
	select {
	case s.writes <- w:
	case <-s.closed:
		return chat.ErrAway
	case <-ctx.Done():
		return ctx.Err()
	}
	return <-w.answer
}

func (s *Store) write() {
	defer close(s.ended)
	for {
		select {
		case w := <-s.writes:
			s.commit(s.gather(w))
		case <-s.closed:
			return
		}
	}
}

// gather takes what else waits already.
func (s *Store) gather(first write) []write {
	all := []write{first}
	for len(all) < most {
		select {
		case w := <-s.writes:
			all = append(all, w)
		default:
			return all
		}
	}
	return all
}

func (s *Store) commit(all []write) {
	faults := make([]error, len(all))
	err := s.together(all, faults)
	for i, w := range all {
		if faults[i] == nil && err != nil {
			faults[i] = fmt.Errorf("%w: commit failed", chat.ErrAway)
		}
		w.answer <- faults[i]
	}
}

func (s *Store) together(all []write, faults []error) error {
	if err := may(s.step, "begin"); err != nil {
		return err
	}
	began, err := s.db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	defer func() { _ = began.Rollback() }()
	t := &tx{querier: asked{began, "inside", s.step}, ctx: context.Background(), keys: s.keys}
	for i, w := range all {
		if faults[i] = w.ctx.Err(); faults[i] != nil {
			continue
		}
		if err := t.exec(`SAVEPOINT part`); err != nil {
			return err
		}
		if faults[i] = w.part(t); faults[i] != nil {
			err = t.exec(`ROLLBACK TO part`)
		}
		if err := errors.Join(err, t.exec(`RELEASE part`)); err != nil {
			return err
		}
	}
	if err := may(s.step, "inside: commit"); err != nil {
		return err
	}
	return began.Commit()
}

// key opens the data key of a subject, making it when make is set.
func key(ctx context.Context, q querier, keys *storage.Keys, subject string, create bool) (storage.DataKey, error) {
	var wrapped []byte
	err := q.QueryRowContext(ctx, `SELECT wrapped FROM keys WHERE subject = ?`, subject).Scan(&wrapped)
	switch {
	case err == nil:
		return keys.OpenDataKey(subject, wrapped)
	case !errors.Is(err, sql.ErrNoRows) || !create:
		return storage.DataKey{}, err
	}
	data, wrapped, err := keys.NewDataKey(subject)
	if err != nil {
		return data, err
	}
	_, err = q.ExecContext(ctx, `INSERT INTO keys(subject, wrapped) VALUES(?, ?)`, subject, wrapped)
	return data, err
}

// forgiven forgives that the key of what was to be opened is gone.
func forgiven(err error) error {
	if errors.Is(err, errNoKey) {
		return nil
	}
	return err
}

func (t *tx) seal(subject, place string, v any) ([]byte, error) {
	data, err := key(t.ctx, t, t.keys, subject, true)
	if err != nil {
		return nil, err
	}
	return data.Seal(v, place)
}

// vault opens what was sealed with the keys that a database or a transaction holds.
type vault struct {
	querier
	keys *storage.Keys
}

// errNoKey means that a subject's key is gone: what it sealed can never be read again.
var errNoKey = errors.New("no data key")

func (v vault) open(ctx context.Context, subject, place string, sealed []byte, into any) error {
	data, err := key(ctx, v, v.keys, subject, false)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoKey
	}
	if err != nil {
		return fmt.Errorf("open a data key: %w", err)
	}
	return data.Open(sealed, place, into)
}
