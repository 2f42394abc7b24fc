package mongo

import (
	"context"
	"maps"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
)

// free is a document that nobody alive holds, with the dead one's hold if it has one.
type free struct {
	ID   string `bson:"_id"`
	Hold struct{ By, ID string }
}

// as narrows a filter to the document as it was seen: whoever took it since keeps it.
func (f free) as(filter bson.M) bson.M {
	filter = maps.Clone(filter)
	filter["_id"], filter["hold"] = f.ID, nil
	if f.Hold.ID != "" {
		delete(filter, "hold")
		filter["hold.id"] = f.Hold.ID
	}
	return filter
}

// free lists at most ask.Limit documents that fit and that nobody alive holds.
func (c collection) free(ctx context.Context, filter bson.M, ask chat.Ask, sort bson.D) ([]free, error) {
	alive, err := c.s.alive(ctx, ask.Now)
	if err != nil {
		return nil, err
	}
	filter = maps.Clone(filter)
	filter["hold.by"] = bson.M{"$nin": alive}
	var found []free
	o := options.Find().SetProjection(bson.M{"_id": 1, "hold": 1}).SetLimit(int64(max(ask.Limit, 1))).SetSort(sort)
	if err := c.all(ctx, filter, &found, o); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(found, func(f free) bool { return f.Hold.By != "" }) {
		return found, nil
	}
	// A replica that came to life after the first reading took its lease before its hold.
	if alive, err = c.s.alive(ctx, ask.Now); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(f free) bool { return slices.Contains(alive, f.Hold.By) }), nil
}

// alive names the replicas whose lease is in force.
func (s *Store) alive(ctx context.Context, now time.Time) ([]string, error) {
	live, err := s.Live(ctx, replicaLease, now)
	for i, name := range live {
		live[i] = name[len(replicaLease):]
	}
	return live, err
}
