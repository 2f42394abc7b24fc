package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/storage"
)

// Finish does what a process that died has left undone: turns committed and not yet
// applied, notices posted and not yet in an outbox, locks of turns that never came.
func (s *Store) Finish(ctx context.Context) error {
	var left []talk
	if err := s.in("conversations").all(ctx, bson.M{"pending": true}, &left, options.Find().SetProjection(bson.M{"todo": 1})); err != nil {
		return err
	}
	for _, t := range left {
		if err := s.finish(ctx, t); err != nil {
			return err
		}
		done := bson.M{"_id": t.ID, "pending": true, "$or": []bson.M{{"todo": nil}, {"todo": bson.M{"$size": 0}}}}
		if _, err := s.in("conversations").update(ctx, done, bson.M{"$unset": bson.M{"pending": "", "todo": ""}}); err != nil {
			return err
		}
	}
	var open []notice
	if err := s.in("notices").all(ctx, bson.M{"open": true}, &open); err != nil {
		return err
	}
	for _, row := range open {
		if err := s.deliver(ctx, row); err != nil {
			return err
		}
	}
	for _, name := range storage.Collections() {
		if err := s.settleLocks(ctx, name, true); err != nil {
			return err
		}
	}
	return nil
}

// settleLocks judges every lock in a collection; with want those of dead processes are
// fenced off in time.
func (s *Store) settleLocks(ctx context.Context, name string, want bool) error {
	var held []record
	bare := options.Find().SetProjection(bson.M{"v": 1, "lock.turn": 1, "lock.try": 1, "lock.talk": 1, "lock.base": 1})
	if err := s.in(name).all(ctx, bson.M{"lock.try": bson.M{"$exists": true}}, &held, bare); err != nil {
		return err
	}
	for _, r := range held {
		if _, err := s.judge(ctx, r.ID, *r.Lock, want); err != nil {
			return err
		}
	}
	return nil
}

// How long what a command committed may stay when it died at the end, and a job that
// has ended or that nobody came to do.
const (
	applyLife = 24 * time.Hour
	jobLife   = 7 * 24 * time.Hour
)

// Sweep removes causes after 48 h, lines and jobs after seven days, files after a day,
// ended leases, records that nobody came to create, and what commands left behind.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	old := map[string]bson.M{
		"causes":        {"at": before(now, storage.CauseLife)},
		"weblines":      {"at": before(now, storage.LineLife)},
		"jobs":          {"at": before(now, jobLife)},
		"leases":        {"until": before(now, time.Hour)},
		"conversations": {"_id": bson.M{"$gte": applied, "$lt": applied + "\uffff"}, "at": before(now, applyLife), "pending": nil},
	}
	for _, name := range storage.Collections() {
		old[name] = bson.M{"v": 0, "lock": nil}
	}
	for name, filter := range old {
		if err := s.in(name).remove(ctx, filter); err != nil {
			return err
		}
	}
	return s.oldFiles(ctx, now)
}

func before(now time.Time, life time.Duration) bson.M { return bson.M{"$lt": now.Add(-life)} }
