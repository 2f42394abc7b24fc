package mongo

import (
	"context"
	"errors"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/storage"
)

// replicaLease begins the names of the leases by which replicas are alive.
const replicaLease = "replica/"

type lease struct {
	ID    string `bson:"_id"`
	By    string
	Until time.Time
	Fence int64
}

// Hold takes or renews a lease; 0 when another has it. The fence grows with every
// change of hands.
func (s *Store) Hold(ctx context.Context, name, by string, now time.Time, ttl time.Duration) (fence int64, err error) {
	var held lease
	leases, o := s.in("leases"), options.FindOneAndUpdate()
	until := now.Add(ttl)
	if ok, err := leases.take(ctx, bson.M{"_id": name, "by": by}, bson.M{"$set": bson.M{"until": until}}, &held, o); err != nil || ok {
		return held.Fence, err
	}
	change := bson.M{"$set": bson.M{"until": until, "by": by}, "$inc": bson.M{"fence": 1}}
	if ok, err := leases.take(ctx, bson.M{"_id": name, "until": bson.M{"$lte": now}}, change, &held, o); err != nil || ok {
		return held.Fence, err
	}
	if fresh, err := leases.insert(ctx, lease{name, by, until, 1}); err != nil || !fresh {
		return 0, err
	}
	return 1, nil
}

// Live lists the leases in force whose name begins with prefix.
func (s *Store) Live(ctx context.Context, prefix string, now time.Time) ([]string, error) {
	var found []lease
	filter := bson.M{"_id": bson.M{"$gte": prefix, "$lt": prefix + "\uffff"}, "until": bson.M{"$gt": now}}
	err := s.in("leases").all(ctx, filter, &found, options.Find().SetSort(bson.M{"_id": 1}))
	all := []string{}
	for _, one := range found {
		all = append(all, one.ID)
	}
	return all, err
}

// Failed counts a step that panicked or erred and keeps what was heard, sealed.
func (s *Store) Failed(ctx context.Context, cause string, raw []byte) (times int, err error) {
	sealed, err := s.ring().seal(ctx, "failure/"+cause, "failures/"+cause, raw)
	if err != nil {
		return 0, err
	}
	var is struct{ Times int }
	change := bson.M{"$inc": bson.M{"times": 1}, "$setOnInsert": bson.M{"sealed": sealed, "at": s.now()}}
	_, err = s.in("deadletters").take(ctx, bson.M{"_id": cause}, change, &is, options.FindOneAndUpdate().SetUpsert(true))
	return is.Times, err
}

// line is one line of a talk on the page. N counts up within an address.
type line struct {
	ID      string `bson:"_id"`
	Address string
	N       int64
	Line    string
	Slot    string
	At      time.Time
	Sealed  []byte
}

// AppendLine adds a line to a talk on the page; the same ID keeps its number.
func (s *Store) AppendLine(ctx context.Context, a chat.Address, l storage.Line) (int64, error) {
	address := a.String()
	sealed, err := s.ring().seal(ctx, talkKey(address), "lines/"+address+"/"+l.ID, l.Body)
	if err != nil {
		return 0, err
	}
	one := line{ID: address + "\x00" + l.ID, Address: address, Line: l.ID, Slot: l.Slot, At: l.At, Sealed: sealed}
	for {
		var was line
		known := options.FindOneAndUpdate().SetProjection(bson.M{"n": 1})
		if ok, err := s.in("weblines").take(ctx, bson.M{"_id": one.ID}, bson.M{"$set": bson.M{"sealed": sealed}}, &was, known); err != nil || ok {
			return was.N, err
		}
		last, err := s.someLines(ctx, bson.M{"address": address}, -1, 1)
		if err != nil {
			return 0, err
		}
		one.N = 1
		if len(last) > 0 {
			one.N = last[0].N + 1
		}
		fresh, err := s.in("weblines").insert(ctx, one)
		if err != nil {
			return 0, err
		}
		if fresh {
			return one.N, s.trim(ctx, address, one.N)
		}
	}
}

func (s *Store) trim(ctx context.Context, address string, n int64) error {
	if n <= storage.MaxLines {
		return nil
	}
	return s.in("weblines").remove(ctx, bson.M{"address": address, "n": bson.M{"$lte": n - storage.MaxLines}})
}

func (s *Store) someLines(ctx context.Context, filter bson.M, order, limit int) ([]line, error) {
	var found []line
	err := s.in("weblines").all(ctx, filter, &found, options.Find().SetSort(bson.M{"n": order}).SetLimit(int64(limit)))
	return found, err
}

// Lines gives the lines after a number, oldest first.
func (s *Store) Lines(ctx context.Context, a chat.Address, after int64, limit int) ([]storage.Line, error) {
	found, err := s.someLines(ctx, bson.M{"address": a.String(), "n": bson.M{"$gt": after}}, 1, limit)
	if err != nil {
		return nil, err
	}
	return s.opened(ctx, found)
}

// LinesBefore gives the last lines before a number, oldest first.
func (s *Store) LinesBefore(ctx context.Context, a chat.Address, before int64, limit int) ([]storage.Line, error) {
	found, err := s.someLines(ctx, bson.M{"address": a.String(), "n": bson.M{"$lt": before}}, -1, limit)
	if err != nil {
		return nil, err
	}
	slices.Reverse(found)
	return s.opened(ctx, found)
}

func (s *Store) opened(ctx context.Context, found []line) ([]storage.Line, error) {
	k, all := s.ring(), []storage.Line{}
	for _, one := range found {
		l := storage.Line{N: one.N, ID: one.Line, Slot: one.Slot, At: one.At}
		err := k.open(ctx, talkKey(one.Address), "lines/"+one.Address+"/"+one.Line, one.Sealed, &l.Body)
		if errors.Is(err, errNoKey) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}

// Edition gives the sha256 of an edition kept before, "" when there is none.
func (s *Store) Edition(ctx context.Context, id, edition string) (sha string, err error) {
	var is struct{ SHA string }
	_, err = s.in("directives").one(ctx, bson.M{"_id": id + "@" + edition}, &is, bson.M{"sha": 1})
	return is.SHA, err
}

// KeepEdition keeps the text of an edition; one that is there already stays.
func (s *Store) KeepEdition(ctx context.Context, id, edition, sha string, text []byte) error {
	_, err := s.in("directives").insert(ctx, bson.M{"_id": id + "@" + edition, "sha": sha, "text": text})
	return err
}

// Note keeps a fact about this store, such as by how many days a demonstration is
// moved; Noted reads it, "" when there is none.
func (s *Store) Note(ctx context.Context, name, value string) error {
	_, err := s.in("notes").upsert(ctx, bson.M{"_id": name}, bson.M{"$set": bson.M{"value": value}})
	return err
}

// Noted reads what Note kept.
func (s *Store) Noted(ctx context.Context, name string) (string, error) {
	var is struct{ Value string }
	_, err := s.in("notes").one(ctx, bson.M{"_id": name}, &is)
	return is.Value, err
}
