package mongo

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/storage"
)

// lock stands in a guarded record while a turn that changes it is on its way. It says
// which talk decides and at which version, and holds the change, sealed.
type lock struct {
	Turn, Try, Talk string
	Base            int64
	Change          []byte
}

// lockTries is how often a record locked by somebody else is asked for.
const lockTries = 3

// lock locks one record at the version that the change rests on.
func (a *attempt) lock(ctx context.Context, c chat.Change) error {
	kept, err := storage.Keep(c)
	if err != nil {
		return err
	}
	sealed, err := a.ring.seal(ctx, talkKey(a.talk), "locks/"+c.Record()+"/"+a.try, kept)
	if err != nil {
		return err
	}
	mine := lock{Turn: a.turn.Cause, Try: a.try, Talk: a.talk, Base: a.base, Change: sealed}
	for n := range lockTries {
		if n > 0 {
			rest(ctx, n)
		}
		held, got, err := a.s.seize(ctx, c, mine)
		if err != nil {
			return err
		}
		if got {
			a.locks = append(a.locks, locked{record: held, change: c})
			return nil
		}
		if err := a.s.contest(ctx, c); err != nil {
			return err
		}
	}
	return chat.ErrStale
}

func (s *Store) seize(ctx context.Context, c chat.Change, mine lock) (held record, got bool, err error) {
	o := options.FindOneAndUpdate().SetUpsert(c.Guard() == 0)
	filter := bson.M{"_id": c.Record(), "v": c.Guard(), "lock": nil}
	got, err = s.in(collectionOf(c.Record())).take(ctx, filter, bson.M{"$set": bson.M{"lock": mine}}, &held, o)
	return held, got, err
}

// contest judges the lock that stands in the way; chat.ErrStale when the record has
// moved.
func (s *Store) contest(ctx context.Context, c chat.Change) error {
	var held record
	if _, err := s.in(collectionOf(c.Record())).one(ctx, bson.M{"_id": c.Record()}, &held); err != nil {
		return err
	}
	if held.V != c.Guard() {
		return chat.ErrStale
	}
	if held.Lock == nil {
		return nil
	}
	_, err := s.judge(ctx, held.ID, *held.Lock, true)
	return err
}

// rest waits a little, longer each time, so that ten tries of a turn outlast the
// patience with a lock whose process is gone.
func rest(ctx context.Context, n int) {
	select {
	case <-time.After(time.Duration(n) * 100 * time.Millisecond):
	case <-ctx.Done():
	}
}

// unlock gives back every record that this attempt has locked.
func (a *attempt) unlock(ctx context.Context) error {
	var faults error
	for _, l := range a.locks {
		faults = errors.Join(faults, a.s.unlock(ctx, l.record.ID, a.try))
	}
	return faults
}

func (s *Store) unlock(ctx context.Context, id, try string) error {
	_, err := s.in(collectionOf(id)).update(ctx, bson.M{"_id": id, "lock.try": try}, bson.M{"$unset": bson.M{"lock": ""}})
	return err
}

// judge says what a lock means, and is anybody's right and duty. Its turn committed by
// this attempt: the change is applied. By another, or never to be: the record is
// unlocked. On its way: the record as it stands is the truth; who wants to lock it and
// has waited long enough fences the turn off. changed reports that the record has
// another body now.
func (s *Store) judge(ctx context.Context, id string, l lock, want bool) (changed bool, err error) {
	for range 2 {
		is, err := s.heard(ctx, l.Talk, l.Turn)
		switch {
		case err != nil:
			return false, err
		case is.try == l.Try:
			s.patience.forget(l.Try)
			return true, s.do(ctx, task{Record: id, Try: l.Try})
		case is.try != "" || is.v != l.Base:
			s.patience.forget(l.Try)
			return false, s.unlock(ctx, id, l.Try)
		case !want || !s.patience.over(l.Try):
			return false, nil
		}
		if err := s.fence(ctx, l); err != nil {
			return false, err
		}
	}
	return false, nil
}

// fence moves the talk past the version that a waiting turn was decided on: a process
// that wakes up finds itself stale.
func (s *Store) fence(ctx context.Context, l lock) error {
	filter := bson.M{"_id": l.Talk, "v": l.Base, "causes.id": bson.M{"$ne": l.Turn}}
	change := bson.M{"$inc": bson.M{"v": 1}}
	write := s.in("conversations").update
	if l.Base == 0 {
		write = s.in("conversations").upsert
		change["$setOnInsert"] = bson.M{"spills": int64(0), "at": s.now()}
	}
	_, err := write(ctx, filter, change)
	return err
}

// patience remembers, by this process's own monotonic clock, since when a lock was
// seen to stand without its turn.
type patience struct {
	limit time.Duration
	mu    sync.Mutex
	since map[string]time.Time
}

// fenceAfter is how long a turn may take from its first lock to its commit.
const fenceAfter = 2 * time.Second

// forgetAfter bounds what is remembered of locks that somebody else has resolved.
const forgetAfter = time.Minute

func (p *patience) over(try string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.since == nil {
		p.since = map[string]time.Time{}
	}
	first, seen := p.since[try]
	if !seen {
		for old, at := range p.since {
			if time.Since(at) > forgetAfter {
				delete(p.since, old)
			}
		}
		p.since[try] = time.Now()
		return false
	}
	limit := p.limit
	if limit == 0 {
		limit = fenceAfter
	}
	return time.Since(first) >= limit
}

func (p *patience) forget(try string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.since, try)
}
