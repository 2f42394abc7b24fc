package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

// Conversation reads a talk; version 0 when there is none.
func (s *Store) Conversation(ctx context.Context, of chat.Address) (chat.Conversation, error) {
	talk := chat.Conversation{Of: of, Slots: map[string]string{}, Marks: map[string]string{}}
	address := of.String()
	var sealed []byte
	var marks string
	var version int64
	err := s.reads.QueryRowContext(ctx, `SELECT version, sealed, marks FROM talks WHERE address = ?`, address).Scan(&version, &sealed, &marks)
	if errors.Is(err, sql.ErrNoRows) {
		return talk, nil
	}
	if err != nil {
		return talk, err
	}
	if sealed != nil {
		err := vault{s.reads, s.keys}.open(ctx, "talk/"+address, "talks/"+address, sealed, &talk)
		if forgiven(err) != nil {
			return talk, err
		}
	}
	talk.Of, talk.Version, talk.Marks = of, version, map[string]string{}
	if talk.Slots == nil {
		talk.Slots = map[string]string{}
	}
	return talk, json.Unmarshal([]byte(marks), &talk.Marks)
}

// get reads a record into v; found is false when there is none.
func (s *Store) get(ctx context.Context, q querier, id string, v any) (found bool, err error) {
	var sealed []byte
	var version int64
	err = q.QueryRowContext(ctx, `SELECT version, sealed FROM records WHERE id = ?`, id).Scan(&version, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	err = vault{q, s.keys}.open(ctx, "record/"+id, "records/"+id, sealed, v)
	if errors.Is(err, errNoKey) {
		err = storage.Struck(version, v)
	}
	return true, err
}

// Found gives the names of the records that bear a term, in order.
func (s *Store) Found(ctx context.Context, collection, kind, word string) ([]string, error) {
	return s.names(ctx, `SELECT DISTINCT record FROM terms WHERE kind = ? AND term = ? AND substr(record, 1, ?) = ? ORDER BY record`,
		kind, word, len(collection)+1, collection+"/")
}

// Roster gives a unit's form; version 0 when there is none.
func (s *Store) Roster(ctx context.Context, k roster.Key) (roster.Roster, error) {
	reading, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return roster.Roster{}, err
	}
	defer func() { _ = reading.Rollback() }()
	return s.roster(ctx, asked{reading, "read", s.step}, k)
}

func (s *Store) roster(ctx context.Context, q querier, k roster.Key) (roster.Roster, error) {
	r := roster.Roster{Key: k}
	found, err := s.get(ctx, q, k.Record(), &r)
	if err != nil || !found {
		return r, err
	}
	cells, err := s.cells(ctx, q, k.Record())
	return r.Filled(cells), err
}

func (s *Store) cells(ctx context.Context, q querier, record string) (map[string]map[string]string, error) {
	sealed := map[string][]byte{}
	found, err := q.QueryContext(ctx, `SELECT row, sealed FROM cells WHERE record = ?`, record)
	if err != nil {
		return nil, err
	}
	err = each(found, func() error {
		var row string
		var raw []byte
		err := found.Scan(&row, &raw)
		sealed[row] = raw
		return err
	})
	all := map[string]map[string]string{}
	for row, raw := range sealed {
		cells := map[string]string{}
		err = errors.Join(err, forgiven(vault{q, s.keys}.open(ctx, storage.RowKey(row), "cells/"+record+"/"+row, raw, &cells)))
		all[row] = cells
	}
	return all, err
}

// each visits every row and closes the cursor.
func each(rows *sql.Rows, visit func() error) error {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := visit(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// History gives what was done to a roster since then, in the order of commits.
func (s *Store) History(ctx context.Context, k roster.Key, since time.Time) ([]roster.Entry, error) {
	found, err := s.reads.QueryContext(ctx, `SELECT entry, sealed FROM history WHERE record = ? AND at >= ? ORDER BY rowid`, k.Record(), since.UnixNano())
	if err != nil {
		return nil, err
	}
	all, sealed := []roster.Entry{}, [][]byte{}
	err = each(found, func() error {
		var plain, raw []byte
		if err := found.Scan(&plain, &raw); err != nil {
			return err
		}
		var e roster.Entry
		all, sealed = append(all, e), append(sealed, raw)
		return json.Unmarshal(plain, &all[len(all)-1])
	})
	for i := range all {
		subject := k.Record()
		if all[i].Row != "" {
			subject = storage.RowKey(all[i].Row)
		}
		var v values
		err = errors.Join(err, forgiven(vault{s.reads, s.keys}.open(ctx, subject, "history/"+all[i].ID, sealed[i], &v)))
		all[i].Before, all[i].After = v.Before, v.After
	}
	return all, err
}

// Twins finds the rows that hold one of the values.
func (s *Store) Twins(ctx context.Context, wanted []string) ([]roster.Twin, error) {
	all := []roster.Twin{}
	for _, value := range wanted {
		found, err := s.reads.QueryContext(ctx, `SELECT record, row, col FROM terms WHERE kind = 'twin' AND term = ?`, s.keys.Term("twin", value))
		if err != nil {
			return nil, err
		}
		err = each(found, func() error {
			var record string
			twin := roster.Twin{Value: value}
			err := found.Scan(&record, &twin.Row, &twin.Column)
			twin.Key = roster.KeyOf(record)
			all = append(all, twin)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (s *Store) names(ctx context.Context, query string, args ...any) ([]string, error) {
	found, err := s.reads.QueryContext(ctx, query, args...)
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

func (s *Store) ids(ctx context.Context, prefix string) ([]string, error) {
	return s.names(ctx, `SELECT id FROM records WHERE id >= ? AND id < ? ORDER BY id`, prefix, prefix+"\uffff")
}

// Get reads any record by its name into a body; found is false when there is none.
func (s *Store) Get(ctx context.Context, record string, into any) (found bool, err error) {
	return s.get(ctx, s.reads, record, into)
}

// List visits the records whose name begins with prefix, in the order of their names.
func (s *Store) List(ctx context.Context, prefix string, visit storage.Visit) error {
	ids, err := s.ids(ctx, prefix)
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := visit(id, func(into any) error {
			_, err := s.get(ctx, s.reads, id, into)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Rosters lists every roster of a directive, in the order of form, unit, period.
func (s *Store) Rosters(ctx context.Context, directive string) ([]roster.Roster, error) {
	ids, err := s.ids(ctx, "rosters/"+directive+"/")
	all := []roster.Roster{}
	for _, id := range ids {
		r, err := s.Roster(ctx, roster.KeyOf(id))
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, err
}
