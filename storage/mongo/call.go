package mongo

import (
	"context"
	"errors"
	"fmt"
	"time"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
)

// callLimit is the longest that one call to the server may take.
const callLimit = 5 * time.Second

// collection is one of the database's. Its methods are the only way to the server:
// each call has a time limit, and its error says nothing of what is kept.
type collection struct {
	*driver.Collection
	s *Store
}

func (s *Store) in(name string) collection { return collection{s.db.Collection(name), s} }

// call makes one call to the server.
func (c collection) call(ctx context.Context, verb string, do func(context.Context) error) error {
	if c.s.step != nil {
		if err := c.s.step(verb + " " + c.Name()); err != nil {
			return err
		}
	}
	limited, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	return blame(ctx, verb+" "+c.Name(), do(limited))
}

// away are the server's codes for "not now, not me": shutting down, stepping down, no
// primary, no majority, out of time.
var away = []int{6, 7, 50, 64, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436}

// errTwin means that a document with this key is there already.
var errTwin = errors.New("twin key")

// blame turns a driver's error into one that may be shown.
func blame(ctx context.Context, verb string, err error) error {
	var server driver.ServerError
	switch {
	case err == nil, errors.Is(err, driver.ErrNoDocuments):
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	case driver.IsDuplicateKeyError(err):
		return errTwin
	case !errors.As(err, &server) || driver.IsNetworkError(err) || driver.IsTimeout(err):
		return fmt.Errorf("%w: %s", chat.ErrAway, verb)
	}
	for _, code := range away {
		if server.HasErrorCode(code) {
			return fmt.Errorf("%w: %s", chat.ErrAway, verb)
		}
	}
	return fmt.Errorf("%s: the server refuses with code %v", verb, server.ErrorCodes())
}

// one reads one document; found is false when there is none.
func (c collection) one(ctx context.Context, filter, into any, fields ...any) (found bool, err error) {
	o := options.FindOne()
	if len(fields) > 0 {
		o.SetProjection(fields[0])
	}
	err = c.call(ctx, "find", func(ctx context.Context) error { return c.FindOne(ctx, filter, o).Decode(into) })
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	return err == nil, err
}

// all reads every document into a slice.
func (c collection) all(ctx context.Context, filter, into any, o ...options.Lister[options.FindOptions]) error {
	return c.call(ctx, "find", func(ctx context.Context) error {
		found, err := c.Find(ctx, filter, o...)
		if err != nil {
			return err
		}
		return found.All(ctx, into)
	})
}

// insert adds a document; fresh is false when its key is there already.
func (c collection) insert(ctx context.Context, doc any) (fresh bool, err error) {
	err = c.call(ctx, "insert", func(ctx context.Context) error {
		_, err := c.InsertOne(ctx, doc)
		return err
	})
	if errors.Is(err, errTwin) {
		return false, nil
	}
	return err == nil, err
}

// insertAll adds documents and gives the places of those whose key was there already.
func (c collection) insertAll(ctx context.Context, docs []any) (twins map[int]bool, err error) {
	twins = map[int]bool{}
	if len(docs) == 0 {
		return twins, nil
	}
	err = c.call(ctx, "insert", func(ctx context.Context) error {
		_, err := c.InsertMany(ctx, docs, options.InsertMany().SetOrdered(false))
		var some driver.BulkWriteException
		if !errors.As(err, &some) || some.WriteConcernError != nil {
			return err
		}
		for _, one := range some.WriteErrors {
			if one.Code != 11000 {
				return err
			}
			twins[one.Index] = true
		}
		return nil
	})
	return twins, err
}

// update changes the one document that fits; hit is false when none does.
func (c collection) update(ctx context.Context, filter, change any) (hit bool, err error) {
	err = c.call(ctx, "update", func(ctx context.Context) error {
		done, err := c.UpdateOne(ctx, filter, change)
		hit = err == nil && done.MatchedCount > 0
		return err
	})
	return hit, err
}

// upsert is update that makes the document when its key is not there.
func (c collection) upsert(ctx context.Context, filter, change any) (hit bool, err error) {
	err = c.call(ctx, "upsert", func(ctx context.Context) error {
		_, err := c.UpdateOne(ctx, filter, change, options.UpdateOne().SetUpsert(true))
		return err
	})
	if errors.Is(err, errTwin) {
		return false, nil
	}
	return err == nil, err
}

// updateAll changes every document that fits, each by itself.
func (c collection) updateAll(ctx context.Context, filter, change any) error {
	return c.call(ctx, "update", func(ctx context.Context) error {
		_, err := c.UpdateMany(ctx, filter, change)
		return err
	})
}

// take changes one document and reads it as it is afterwards.
func (c collection) take(ctx context.Context, filter, change, into any, o *options.FindOneAndUpdateOptionsBuilder) (hit bool, err error) {
	err = c.call(ctx, "take", func(ctx context.Context) error {
		return c.FindOneAndUpdate(ctx, filter, change, o.SetReturnDocument(options.After)).Decode(into)
	})
	if errors.Is(err, driver.ErrNoDocuments) || errors.Is(err, errTwin) {
		return false, nil
	}
	return err == nil, err
}

// remove deletes every document that fits.
func (c collection) remove(ctx context.Context, filter any) error {
	return c.call(ctx, "delete", func(ctx context.Context) error {
		_, err := c.DeleteMany(ctx, filter)
		return err
	})
}

// removeOne deletes the one document that fits; hit is false when none does.
func (c collection) removeOne(ctx context.Context, filter any) (hit bool, err error) {
	err = c.call(ctx, "delete", func(ctx context.Context) error {
		done, err := c.DeleteOne(ctx, filter)
		hit = err == nil && done.DeletedCount > 0
		return err
	})
	return hit, err
}

func (c collection) index(ctx context.Context, models []driver.IndexModel) error {
	return c.call(ctx, "index", func(ctx context.Context) error {
		_, err := c.Indexes().CreateMany(ctx, models)
		return err
	})
}
