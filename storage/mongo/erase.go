package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
)

// Erase notes the subjects as erased, deletes their keys, and drops the dead letters,
// which may hold anybody's words.
func (s *Store) Erase(ctx context.Context, subjects ...string) error {
	docs := make([]any, len(subjects))
	for i, subject := range subjects {
		docs[i] = bson.M{"_id": subject, "at": s.now()}
	}
	if _, err := s.in("erased").insertAll(ctx, docs); err != nil {
		return err
	}
	if err := s.in("keys").remove(ctx, bson.M{"_id": bson.M{"$in": append([]string{}, subjects...)}}); err != nil {
		return err
	}
	return s.in("deadletters").updateAll(ctx, bson.M{}, bson.M{"$unset": bson.M{"sealed": ""}})
}

// Drop removes those of the records that still have the version beside their name and
// that nobody is changing, with their keys. Killed in between, it leaves a key without a
// record, which SweepKeys deletes.
func (s *Store) Drop(ctx context.Context, records map[string]int64) error {
	subjects := []string{}
	for record, version := range records {
		gone, err := s.in(collectionOf(record)).removeOne(ctx, bson.M{"_id": record, "v": version, "lock": nil})
		if err != nil {
			return err
		}
		if gone {
			subjects = append(subjects, "record/"+record)
		}
	}
	if len(subjects) == 0 {
		return nil
	}
	return s.Erase(ctx, subjects...)
}

// Tidy drops the page's lines and the files of an address.
func (s *Store) Tidy(ctx context.Context, a chat.Address) error {
	if err := s.in("weblines").remove(ctx, bson.M{"address": a.String()}); err != nil {
		return err
	}
	var held []file
	if err := s.in("files").all(ctx, bson.M{"of": a}, &held, options.Find().SetProjection(bson.M{"_id": 1})); err != nil {
		return err
	}
	for _, f := range held {
		if err := s.DropFile(ctx, f.ID); err != nil {
			return err
		}
	}
	return nil
}

// Forget drops all that a talk holds; its version stands, so that no turn decided on
// what was there can be kept. What it said goes last: interrupted, it is quiet still.
func (s *Store) Forget(ctx context.Context, a chat.Address) error {
	if err := s.Tidy(ctx, a); err != nil {
		return err
	}
	held, err := s.talk(ctx, a.String())
	if err != nil {
		return err
	}
	if err := s.finish(ctx, held); err != nil {
		return err
	}
	change := bson.M{"$inc": bson.M{"v": 1}, "$unset": bson.M{"marks": "", "due": "", "wait": ""}, "$set": bson.M{"outbox": []item{}}}
	if _, err := s.in("conversations").update(ctx, bson.M{"_id": a.String()}, change); err != nil {
		return err
	}
	if err := s.in("jobs").updateAll(ctx, bson.M{"of": a}, bson.M{"$unset": bson.M{"due": "", "hold": "", "sealed": ""}}); err != nil {
		return err
	}
	if err := s.Erase(ctx, talkKey(a.String())); err != nil {
		return err
	}
	_, err = s.in("conversations").update(ctx, bson.M{"_id": a.String(), "sealed": held.Sealed}, bson.M{"$unset": bson.M{"sealed": ""}})
	return err
}
