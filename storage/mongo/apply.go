package mongo

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

// record is a document that changes are made to. With V 0 it does not exist for any
// reader: it only carries the lock of whoever creates it. Rows are the cells of a
// roster, each sealed under its row's own key.
type record struct {
	ID     string `bson:"_id"`
	V      int64
	Lock   *lock             `bson:",omitempty"`
	Sealed []byte            `bson:",omitempty"`
	Rows   map[string][]byte `bson:",omitempty"`
	Terms  []term            `bson:",omitempty"`
}

// term is a keyed hash by which a record, or a row of it, is found.
type term struct{ T, Row, Col string }

// collectionOf is the first word of a record's name.
func collectionOf(id string) string {
	name, _, _ := strings.Cut(id, "/")
	return name
}

// work says what a change makes of a record that is locked for it.
func (s *Store) work(ctx context.Context, k *ring, r record, c chat.Change) (storage.Written, error) {
	return storage.Apply(c, func() (roster.Roster, error) { return s.rosterIn(ctx, k, r) })
}

// apply does what a committed turn decided on a record that still bears its lock.
func (s *Store) apply(ctx context.Context, r record) error {
	k := s.ring()
	var kept storage.Kept
	if err := k.open(ctx, talkKey(r.Lock.Talk), "locks/"+r.ID+"/"+r.Lock.Try, r.Lock.Change, &kept); err != nil {
		return err
	}
	c, err := kept.Read()
	if err != nil {
		return err
	}
	w, err := s.work(ctx, k, r, c)
	if err != nil {
		return err
	}
	return s.write(ctx, k, r, w)
}

// write puts the new body into a record and takes its lock away, if that still is the
// one it was read with. The history goes first: once the lock is gone, nobody can work
// it out again.
func (s *Store) write(ctx context.Context, k *ring, r record, w storage.Written) error {
	if w.Body == nil {
		return s.unlock(ctx, r.ID, r.Lock.Try)
	}
	if err := s.entries(ctx, k, r.ID, w.Entries); err != nil {
		return err
	}
	set, unset := bson.M{}, bson.M{"lock": ""}
	body := w.Body
	if after, ok := body.(roster.Roster); ok {
		bare, err := k.rows(ctx, r, after, set, unset)
		if err != nil {
			return err
		}
		body = bare
	}
	sealed, err := k.seal(ctx, "record/"+r.ID, "records/"+r.ID, body)
	if err != nil {
		return err
	}
	set["sealed"], set["terms"] = sealed, s.terms(w.Body)
	_, err = s.in(collectionOf(r.ID)).update(ctx, bson.M{"_id": r.ID, "lock.try": r.Lock.Try},
		bson.M{"$set": set, "$unset": unset, "$inc": bson.M{"v": 1}})
	return err
}

func (s *Store) terms(body any) []term {
	all := []term{}
	for _, one := range s.keys.Terms(body) {
		all = append(all, term{one.Kind + "/" + one.Term, one.Row, one.Column})
	}
	return all
}

func rowPlace(record, row string) string { return "cells/" + record + "/" + row }

// rows seals the cells that differ from those kept, says which fields change, and
// gives the roster without cells.
func (k *ring) rows(ctx context.Context, was record, after roster.Roster, set, unset bson.M) (roster.Roster, error) {
	gone := map[string]bool{}
	for row := range was.Rows {
		gone[row] = true
	}
	all := after.Every()
	subjects := make([]string, len(all))
	for i, row := range all {
		subjects[i] = storage.RowKey(row.ID)
		delete(gone, field.Replace(row.ID))
	}
	if err := k.need(ctx, subjects...); err != nil {
		return after, err
	}
	for _, row := range all {
		if k.same(ctx, was, row) {
			continue
		}
		sealed, err := k.seal(ctx, storage.RowKey(row.ID), rowPlace(was.ID, row.ID), row.Cells)
		if err != nil {
			return after, err
		}
		set["rows."+field.Replace(row.ID)] = sealed
	}
	for row := range gone {
		unset["rows."+row] = ""
	}
	return after.Bare(), nil
}

// same reports whether a row's cells are kept as they are already.
func (k *ring) same(ctx context.Context, was record, row roster.Row) bool {
	kept, ok := was.Rows[field.Replace(row.ID)]
	if !ok {
		return false
	}
	cells := map[string]string{}
	if k.open(ctx, storage.RowKey(row.ID), rowPlace(was.ID, row.ID), kept, &cells) != nil {
		return false
	}
	x, err1 := json.Marshal(cells)
	y, err2 := json.Marshal(row.Cells)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}

type values struct{ Before, After map[string]string }

// entry is a line of the history: who, when and which field in clear, values sealed.
// V and N give its place: the record's version after it, and its place in the turn.
type entry struct {
	ID     string `bson:"_id"`
	Record string
	V      int64
	N      int
	Clear  []byte
	Sealed []byte
}

// entries appends to the history; an entry that is there already is done.
func (s *Store) entries(ctx context.Context, k *ring, record string, all []roster.Entry) error {
	subjects := make([]string, len(all))
	for i, e := range all {
		subjects[i] = entryKey(record, e)
	}
	if err := k.need(ctx, subjects...); err != nil {
		return err
	}
	docs := make([]any, len(all))
	for i, e := range all {
		sealed, err := k.seal(ctx, subjects[i], "history/"+e.ID, values{e.Before, e.After})
		if err != nil {
			return err
		}
		e.Before, e.After = nil, nil
		plain, err := json.Marshal(e)
		if err != nil {
			return err
		}
		docs[i] = entry{ID: e.ID, Record: record, V: e.Version, N: i, Clear: plain, Sealed: sealed}
	}
	_, err := s.in("changes").insertAll(ctx, docs)
	return err
}

func entryKey(record string, e roster.Entry) string {
	if e.Row != "" {
		return storage.RowKey(e.Row)
	}
	return "record/" + record
}

// inserted is the document that an unguarded change makes under a key of its own.
func (s *Store) inserted(ctx context.Context, k *ring, c chat.Change) (bson.Raw, error) {
	id := c.Record()
	w, err := s.work(ctx, k, record{ID: id}, c)
	if err != nil {
		return nil, err
	}
	sealed, err := k.seal(ctx, "record/"+id, "records/"+id, w.Body)
	if err != nil {
		return nil, err
	}
	return bson.Marshal(record{ID: id, V: 1, Sealed: sealed, Terms: s.terms(w.Body)})
}
