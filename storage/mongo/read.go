package mongo

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

// Conversation reads a talk, after finishing what a crash left of it; version 0 when
// there is none.
func (s *Store) Conversation(ctx context.Context, of chat.Address) (chat.Conversation, error) {
	held, err := s.talk(ctx, of.String())
	if err == nil && len(held.Todo) > 0 {
		err = s.finish(ctx, held)
	}
	empty := chat.Conversation{Of: of, Slots: map[string]string{}, Marks: map[string]string{}}
	if err != nil {
		return empty, err
	}
	kept := empty
	if held.Sealed != nil {
		err = s.ring().open(ctx, talkKey(held.ID), "talks/"+held.ID, held.Sealed, &kept)
	}
	if errors.Is(err, errNoKey) {
		kept, err = empty, nil
	}
	kept.Of, kept.Version, kept.Marks = of, held.V, map[string]string{}
	for slot, mark := range held.Marks {
		kept.Marks[unfield.Replace(slot)] = mark
	}
	if kept.Slots == nil {
		kept.Slots = map[string]string{}
	}
	return kept, err
}

func (s *Store) talk(ctx context.Context, id string) (talk, error) {
	held := talk{ID: id}
	_, err := s.in("conversations").one(ctx, bson.M{"_id": id}, &held, bson.M{"causes": 0, "outbox": 0})
	return held, err
}

// record reads a guarded record and judges its lock, as every reader does.
func (s *Store) record(ctx context.Context, id string) (record, error) {
	var held record
	_, err := s.in(collectionOf(id)).one(ctx, bson.M{"_id": id}, &held)
	if err != nil {
		return held, err
	}
	return s.judged(ctx, held)
}

func (s *Store) judged(ctx context.Context, held record) (record, error) {
	if held.Lock == nil {
		return held, nil
	}
	changed, err := s.judge(ctx, held.ID, *held.Lock, false)
	if err != nil || !changed {
		return held, err
	}
	var after record
	_, err = s.in(collectionOf(held.ID)).one(ctx, bson.M{"_id": held.ID}, &after)
	return after, err
}

// body opens what a record holds; one whose key is gone holds nothing.
func (k *ring) body(ctx context.Context, r record, into any) error {
	if r.V == 0 || r.Sealed == nil {
		return nil
	}
	err := k.open(ctx, "record/"+r.ID, "records/"+r.ID, r.Sealed, into)
	if errors.Is(err, errNoKey) {
		return storage.Struck(r.V, into)
	}
	return err
}

// Get reads any record by its name into a body; found is false when there is none.
func (s *Store) Get(ctx context.Context, id string, into any) (found bool, err error) {
	held, err := s.record(ctx, id)
	if err != nil {
		return false, err
	}
	return held.V > 0, s.ring().body(ctx, held, into)
}

// List visits the records whose name begins with prefix, in the order of their names.
func (s *Store) List(ctx context.Context, prefix string, visit storage.Visit) error {
	all, err := s.records(ctx, prefix)
	if err != nil {
		return err
	}
	k := s.ring()
	if err := k.fetch(ctx, keysOf(all)...); err != nil {
		return err
	}
	for _, r := range all {
		if err := visit(r.ID, func(into any) error { return k.body(ctx, r, into) }); err != nil {
			return err
		}
	}
	return nil
}

// records reads what exists under a prefix, each one judged.
func (s *Store) records(ctx context.Context, prefix string) ([]record, error) {
	var found []record
	from := bson.M{"_id": bson.M{"$gte": prefix, "$lt": prefix + "\uffff"}}
	if err := s.in(collectionOf(prefix)).all(ctx, from, &found, options.Find().SetSort(bson.M{"_id": 1})); err != nil {
		return nil, err
	}
	for i, r := range found {
		var err error
		if found[i], err = s.judged(ctx, r); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(found, func(r record) bool { return r.V == 0 }), nil
}

// keysOf lists the subjects whose keys open these records and their rows.
func keysOf(all []record) []string {
	subjects := []string{}
	for _, r := range all {
		subjects = append(subjects, "record/"+r.ID)
		for row := range r.Rows {
			subjects = append(subjects, storage.RowKey(unfield.Replace(row)))
		}
	}
	return subjects
}

// Found gives the names of the records that bear a term, in order.
func (s *Store) Found(ctx context.Context, collection, kind, word string) ([]string, error) {
	if err := s.settleLocks(ctx, collection, false); err != nil {
		return nil, err
	}
	var found []record
	sort := options.Find().SetProjection(bson.M{"_id": 1}).SetSort(bson.M{"_id": 1})
	if err := s.in(collection).all(ctx, bson.M{"terms.t": kind + "/" + word}, &found, sort); err != nil {
		return nil, err
	}
	all := make([]string, len(found))
	for i, r := range found {
		all[i] = r.ID
	}
	return all, nil
}

// Roster gives a unit's form; version 0 when there is none.
func (s *Store) Roster(ctx context.Context, k roster.Key) (roster.Roster, error) {
	held, err := s.record(ctx, k.Record())
	if err != nil || held.V == 0 {
		return roster.Roster{Key: k}, err
	}
	return s.rosterIn(ctx, s.ring(), held)
}

// rosterIn opens a roster with the cells of its rows; a row whose key is gone has none.
func (s *Store) rosterIn(ctx context.Context, k *ring, held record) (roster.Roster, error) {
	r := roster.Roster{Key: roster.KeyOf(held.ID)}
	if err := k.fetch(ctx, keysOf([]record{held})...); err != nil {
		return r, err
	}
	if err := k.body(ctx, held, &r); err != nil {
		return r, err
	}
	cells := map[string]map[string]string{}
	for _, row := range r.Every() {
		kept := map[string]string{}
		err := k.open(ctx, storage.RowKey(row.ID), rowPlace(held.ID, row.ID), held.Rows[field.Replace(row.ID)], &kept)
		if err != nil && !errors.Is(err, errNoKey) {
			return r, err
		}
		cells[row.ID] = kept
	}
	return r.Filled(cells), nil
}

// History gives what was done to a roster since then, in the order of commits.
func (s *Store) History(ctx context.Context, k roster.Key, since time.Time) ([]roster.Entry, error) {
	if _, err := s.record(ctx, k.Record()); err != nil {
		return nil, err
	}
	var found []entry
	sort := options.Find().SetSort(bson.D{{Key: "v", Value: 1}, {Key: "n", Value: 1}})
	if err := s.in("changes").all(ctx, bson.M{"record": k.Record()}, &found, sort); err != nil {
		return nil, err
	}
	all, sealed := []roster.Entry{}, [][]byte{}
	for _, one := range found {
		var e roster.Entry
		if err := json.Unmarshal(one.Clear, &e); err != nil {
			return nil, err
		}
		if !e.At.Before(since) {
			all, sealed = append(all, e), append(sealed, one.Sealed)
		}
	}
	return all, s.values(ctx, k.Record(), all, sealed)
}

// values opens what stood before and after; nothing where the row's key is gone.
func (s *Store) values(ctx context.Context, record string, all []roster.Entry, sealed [][]byte) error {
	ring, subjects := s.ring(), make([]string, len(all))
	for i, e := range all {
		subjects[i] = entryKey(record, e)
	}
	if err := ring.fetch(ctx, subjects...); err != nil {
		return err
	}
	for i := range all {
		var v values
		err := ring.open(ctx, subjects[i], "history/"+all[i].ID, sealed[i], &v)
		if err != nil && !errors.Is(err, errNoKey) {
			return err
		}
		all[i].Before, all[i].After = v.Before, v.After
	}
	return nil
}

// Twins finds the rows that hold one of the values.
func (s *Store) Twins(ctx context.Context, wanted []string) ([]roster.Twin, error) {
	if err := s.settleLocks(ctx, "rosters", false); err != nil {
		return nil, err
	}
	value, terms := map[string]string{}, []string{}
	for _, one := range wanted {
		t := "twin/" + s.keys.Term("twin", one)
		value[t], terms = one, append(terms, t)
	}
	var found []record
	if err := s.in("rosters").all(ctx, bson.M{"terms.t": bson.M{"$in": terms}}, &found, options.Find().SetProjection(bson.M{"terms": 1})); err != nil {
		return nil, err
	}
	all := []roster.Twin{}
	for _, r := range found {
		for _, t := range r.Terms {
			if v, ok := value[t.T]; ok {
				all = append(all, roster.Twin{Key: roster.KeyOf(r.ID), Row: t.Row, Column: t.Col, Value: v})
			}
		}
	}
	return all, nil
}

// Rosters lists every roster of a directive, in the order of form, unit, period.
func (s *Store) Rosters(ctx context.Context, directive string) ([]roster.Roster, error) {
	found, err := s.records(ctx, "rosters/"+directive+"/")
	if err != nil {
		return nil, err
	}
	k, all := s.ring(), []roster.Roster{}
	if err := k.fetch(ctx, keysOf(found)...); err != nil {
		return nil, err
	}
	for _, held := range found {
		r, err := s.rosterIn(ctx, k, held)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}
