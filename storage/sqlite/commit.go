package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

// ErrNoNext means a turn with guarded changes that would leave its talk untouched.
var ErrNoNext = errors.New("a guarded change needs the next state of its talk")

// Commit keeps a turn whole or not at all. It gives chat.ErrSeen for a cause kept
// in the last 48 h, chat.ErrStale when a version has moved.
func (s *Store) Commit(ctx context.Context, turn chat.Turn) error {
	if turn.Next == nil && slices.ContainsFunc(turn.Changes, func(c chat.Change) bool { return c.Guard() != chat.NoGuard }) {
		return ErrNoNext
	}
	return s.do(ctx, func(t *tx) error { return s.keep(t, turn) })
}

func (s *Store) keep(t *tx, turn chat.Turn) error {
	if err := s.cause(t, turn.Cause); err != nil {
		return err
	}
	if turn.Next != nil {
		if err := s.talk(t, turn.Of, *turn.Next); err != nil {
			return err
		}
	}
	for _, c := range turn.Changes {
		if err := s.change(t, c); err != nil {
			return err
		}
	}
	for _, o := range turn.Say {
		if err := s.push(t, o); err != nil {
			return err
		}
	}
	for _, j := range turn.Jobs {
		if err := s.job(t, turn.Of, j); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) cause(t *tx, cause string) error {
	got, err := t.ExecContext(t.ctx, `INSERT OR IGNORE INTO causes(cause, at) VALUES(?, ?)`, cause, s.now().Unix())
	return moved(got, err, chat.ErrSeen)
}

// moved gives otherwise when a statement touched no row.
func moved(got sql.Result, err, otherwise error) error {
	if err != nil {
		return err
	}
	if n, err := got.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, otherwise)
	}
	return nil
}

func (s *Store) talk(t *tx, of chat.Address, next chat.Conversation) error {
	base := next.Version
	next.Marks, next.Version = nil, 0
	address := of.String()
	sealed, err := t.seal("talk/"+address, "talks/"+address, next)
	if err != nil {
		return err
	}
	if base == 0 {
		got, err := t.ExecContext(t.ctx, `INSERT INTO talks(address, version, sealed) VALUES(?, 1, ?) ON CONFLICT(address) DO UPDATE
SET version = 1, sealed = excluded.sealed WHERE version = 0`, address, sealed)
		return moved(got, err, chat.ErrStale)
	}
	got, err := t.ExecContext(t.ctx, `UPDATE talks SET version = version + 1, sealed = ? WHERE address = ? AND version = ?`, sealed, address, base)
	return moved(got, err, chat.ErrStale)
}

func (s *Store) change(t *tx, c chat.Change) error {
	if err := s.guard(t, c); err != nil {
		return err
	}
	w, err := storage.Apply(c, func() (roster.Roster, error) {
		e, ok := c.(roster.Edit)
		if !ok {
			return roster.Roster{}, storage.ErrKind
		}
		return s.roster(t.ctx, t, e.Key)
	})
	if err != nil || w.Body == nil {
		return err
	}
	return errors.Join(s.record(t, c, w.Body), s.entries(t, c.Record(), w.Entries))
}

// guard compares a record's version with the one the change was decided on.
func (s *Store) guard(t *tx, c chat.Change) error {
	if c.Guard() == chat.NoGuard {
		return nil
	}
	var version int64
	err := t.QueryRowContext(t.ctx, `SELECT version FROM records WHERE id = ?`, c.Record()).Scan(&version)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if version != c.Guard() {
		return chat.ErrStale
	}
	return nil
}

// record writes a body. The rows of a roster are sealed each under a key of its own.
func (s *Store) record(t *tx, c chat.Change, body any) error {
	id := c.Record()
	if r, ok := body.(roster.Roster); ok {
		var err error
		if body, err = s.rows(t, id, r); err != nil {
			return err
		}
		if err := s.terms(t, id, r); err != nil {
			return err
		}
	} else if err := s.terms(t, id, body); err != nil {
		return err
	}
	sealed, err := t.seal("record/"+id, "records/"+id, body)
	if err != nil {
		return err
	}
	if c.Guard() == chat.NoGuard {
		return t.exec(`INSERT OR IGNORE INTO records(id, version, sealed) VALUES(?, 1, ?)`, id, sealed)
	}
	return t.exec(`INSERT INTO records(id, version, sealed) VALUES(?, 1, ?) ON CONFLICT(id) DO UPDATE SET version = version + 1, sealed = excluded.sealed`, id, sealed)
}

func (s *Store) terms(t *tx, id string, body any) error {
	err := t.exec(`DELETE FROM terms WHERE record = ?`, id)
	for _, term := range s.keys.Terms(body) {
		err = errors.Join(err, t.exec(`INSERT OR IGNORE INTO terms(kind, term, record, row, col) VALUES(?, ?, ?, ?, ?)`, term.Kind, term.Term, id, term.Row, term.Column))
	}
	return err
}

// rows seals the cells of every row apart and gives the roster without them.
func (s *Store) rows(t *tx, id string, r roster.Roster) (roster.Roster, error) {
	if err := t.exec(`DELETE FROM cells WHERE record = ?`, id); err != nil {
		return r, err
	}
	for _, row := range r.Every() {
		sealed, err := t.seal(storage.RowKey(row.ID), "cells/"+id+"/"+row.ID, row.Cells)
		if err != nil {
			return r, err
		}
		if err := t.exec(`INSERT OR REPLACE INTO cells(record, row, sealed) VALUES(?, ?, ?)`, id, row.ID, sealed); err != nil {
			return r, err
		}
	}
	return r.Bare(), nil
}

type values struct{ Before, After map[string]string }

// entries appends to the history: who, when and which field in clear, values sealed.
func (s *Store) entries(t *tx, record string, all []roster.Entry) error {
	for _, e := range all {
		subject := record
		if e.Row != "" {
			subject = storage.RowKey(e.Row)
		}
		sealed, err := t.seal(subject, "history/"+e.ID, values{e.Before, e.After})
		if err != nil {
			return err
		}
		at := e.At.UnixNano()
		e.Before, e.After = nil, nil
		plain, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if err := t.exec(`INSERT INTO history(id, record, at, entry, sealed) VALUES(?, ?, ?, ?, ?)`, e.ID, record, at, plain, sealed); err != nil {
			return err
		}
	}
	return nil
}

// Apply commits changes that belong to no talk, under a cause of its own.
func (s *Store) Apply(ctx context.Context, changes ...chat.Change) error {
	return s.do(ctx, func(t *tx) error {
		for _, c := range changes {
			if err := s.change(t, c); err != nil {
				return err
			}
		}
		return nil
	})
}
