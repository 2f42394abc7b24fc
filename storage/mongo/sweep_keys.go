package mongo

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

// orphanLife is how old a data key is before it may count as needed by nothing, and how
// long it then lies marked as spare. A turn on its way has made its key a moment ago, or takes the mark off when it takes the key.
const orphanLife = 24 * time.Hour

// Quiet lists the talks that hold something and have heard nothing since before.
func (s *Store) Quiet(ctx context.Context, before time.Time) ([]chat.Address, error) {
	var found []talk
	some := bson.M{"sealed": bson.M{"$exists": true}, "$nor": []bson.M{{"_id": bson.M{"$gte": applied, "$lt": applied + "\uffff"}}}}
	o := options.Find().SetProjection(bson.M{"of": 1, "sealed": 1}).SetSort(bson.M{"_id": 1})
	if err := s.in("conversations").all(ctx, some, &found, o); err != nil {
		return nil, err
	}
	subjects := make([]string, len(found))
	for i, t := range found {
		subjects[i] = talkKey(t.ID)
	}
	k, quiet := s.ring(), []chat.Address{}
	if err := k.fetch(ctx, subjects...); err != nil {
		return nil, err
	}
	for _, t := range found {
		var held chat.Conversation
		err := k.open(ctx, talkKey(t.ID), "talks/"+t.ID, t.Sealed, &held)
		if err != nil && !errors.Is(err, errNoKey) { // without its key it was being forgotten
			return nil, err
		}
		if held.Heard.Before(before) {
			quiet = append(quiet, t.Of)
		}
	}
	return quiet, nil
}

// SweepKeys marks the data keys that nothing needs as spare, deletes those that have
// been spare for a day, and gives how many it deleted.
func (s *Store) SweepKeys(ctx context.Context, now time.Time) (n int, err error) {
	var old []struct {
		ID    string `bson:"_id"`
		Spare *time.Time
	}
	fields := options.Find().SetProjection(bson.M{"spare": 1})
	if err := s.in("keys").all(ctx, bson.M{"at": before(now, orphanLife)}, &old, fields); err != nil {
		return 0, err
	}
	needed, err := s.needed(ctx) // read after the keys: what was stored since counts
	if err != nil {
		return 0, err
	}
	for _, k := range old {
		gone := false
		switch {
		case needed[k.ID] && k.Spare != nil:
			_, err = s.in("keys").update(ctx, bson.M{"_id": k.ID}, bson.M{"$unset": bson.M{"spare": ""}})
		case !needed[k.ID] && k.Spare == nil:
			_, err = s.in("keys").update(ctx, bson.M{"_id": k.ID, "spare": nil}, bson.M{"$set": bson.M{"spare": now}})
		case !needed[k.ID] && !now.Before(k.Spare.Add(orphanLife)):
			gone, err = s.in("keys").removeOne(ctx, bson.M{"_id": k.ID, "spare": *k.Spare})
		}
		if err != nil {
			return n, err
		}
		if gone {
			n++
		}
	}
	return n, nil
}

// holder says where subjects of keys live: in which documents, and the subjects that one
// of them needs.
type holder struct {
	collection string
	filter     bson.M
	fields     bson.M
	subjects   func(held) ([]string, error)
}

type held struct {
	ID            string `bson:"_id"`
	To            chat.Address
	File, Address string
	Clear         []byte
	Rows          map[string]bson.RawValue
}

func named(prefix string) func(held) ([]string, error) {
	return func(h held) ([]string, error) { return []string{prefix + h.ID}, nil }
}

func holders() []holder {
	some, id := bson.M{"sealed": bson.M{"$exists": true}}, bson.M{"_id": 1}
	all := []holder{
		{"conversations", bson.M{}, id, func(h held) ([]string, error) { return []string{talkKey(h.ID)}, nil }},
		{"notices", bson.M{"open": true}, bson.M{"to": 1}, func(h held) ([]string, error) { return []string{talkKey(h.To.String())}, nil }},
		{"weblines", bson.M{}, bson.M{"address": 1}, func(h held) ([]string, error) { return []string{talkKey(h.Address)}, nil }},
		{"files", bson.M{}, id, named(storage.FileKey(""))},
		{"fileparts", bson.M{}, bson.M{"file": 1}, func(h held) ([]string, error) { return []string{storage.FileKey(h.File)}, nil }},
		{"deadletters", some, id, named("failure/")},
		{"changes", bson.M{}, bson.M{"clear": 1}, func(h held) ([]string, error) {
			var e roster.Entry
			err := json.Unmarshal(h.Clear, &e)
			return []string{storage.RowKey(e.Row)}, err
		}},
	}
	for _, name := range storage.Collections() {
		all = append(all, holder{name, bson.M{}, bson.M{"rows": 1}, func(h held) ([]string, error) {
			subjects := []string{"record/" + h.ID}
			for row := range h.Rows {
				subjects = append(subjects, storage.RowKey(unfield.Replace(row)))
			}
			return subjects, nil
		}})
	}
	return all
}

// needed are the subjects whose keys something in the database is sealed with.
func (s *Store) needed(ctx context.Context) (map[string]bool, error) {
	needed := map[string]bool{talkKey(applied): true}
	for _, one := range holders() {
		var found []held
		if err := s.in(one.collection).all(ctx, one.filter, &found, options.Find().SetProjection(one.fields)); err != nil {
			return nil, err
		}
		for _, h := range found {
			subjects, err := one.subjects(h)
			if err != nil {
				return nil, err
			}
			for _, subject := range subjects {
				needed[subject] = true
			}
		}
	}
	return needed, nil
}
