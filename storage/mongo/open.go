// Package mongo keeps everything in a MongoDB, 4.4 or later, with no transaction and
// no replica set needed: each document changes by one atomic update of its own, and
// none is ever replaced. docs/design.md says how a turn is kept so. Several replicas
// may use one database; what holds a person's words is sealed.
package mongo

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"github.com/dvcbot/dvcbot/storage"
)

// Options say which database, with which keys. Replica is the name under which serve
// runs; empty for the command line, which works beside it.
type Options struct {
	URI      string // mongodb://…/NAME; it may hold a password and is never shown
	Keys     *storage.Keys
	Replica  string
	Now      func() time.Time
	Patience time.Duration           // how long a lock may stand without its turn; 0: 2 s
	Step     func(call string) error // asked before each call to the server: an error stops it
	Monitor  *event.CommandMonitor   // sees what travels; nil: nobody
}

// Store is the whole store. It is safe for concurrent use.
type Store struct {
	storage.Nouns
	client   *driver.Client
	db       *driver.Database
	keys     *storage.Keys
	now      func() time.Time
	step     func(string) error
	patience patience
	replica  string
	lock     *os.File
}

// Faults of opening. None of them repeats the address, which may hold a password.
var (
	ErrURI     = errors.New("not a MongoDB address that ends in the name of a database (mongodb://…/NAME)")
	ErrRunning = errors.New("another process serves this store under the same replica name")
)

// Database gives the name of the database in an address, or ErrURI.
func Database(uri string) (string, error) {
	_, rest, ok := strings.Cut(uri, "://")
	_, name, named := strings.Cut(rest, "/")
	name, _, _ = strings.Cut(name, "?")
	if !ok || !named || name == "" || strings.ContainsAny(name, "/\\. \"$*<>:|") {
		return "", ErrURI
	}
	if options.Client().ApplyURI(uri).Validate() != nil {
		return "", ErrURI
	}
	return name, nil
}

// Open opens the database and makes its indexes. With a Replica it takes that
// replica's lock and ends what its predecessor on this machine held.
func Open(ctx context.Context, o Options) (*Store, error) {
	name, err := Database(o.URI)
	if err != nil {
		return nil, err
	}
	client, err := driver.Connect(clientOptions(o))
	if err != nil {
		return nil, ErrURI
	}
	s := &Store{client: client, db: client.Database(name), keys: o.Keys, now: o.Now, step: o.Step, replica: o.Replica}
	if s.now == nil {
		s.now = time.Now
	}
	s.Nouns = storage.Nouns{Reader: s, Keys: o.Keys}
	s.patience.limit = o.Patience
	if err := errors.Join(s.prepare(ctx), s.takeOver(ctx, o.URI)); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func clientOptions(o Options) *options.ClientOptions {
	safe, journal := writeconcern.Majority(), true
	safe.Journal = &journal
	return options.Client().SetServerSelectionTimeout(callLimit).SetConnectTimeout(callLimit).ApplyURI(o.URI).SetAppName("dvcbot").
		SetWriteConcern(safe).SetReadConcern(readconcern.Majority()).SetReadPreference(readpref.Primary()).SetMonitor(o.Monitor)
}

// indexes are what the store looks for by; records add theirs. They are made for each
// use, because the driver writes into the models that it is given.
func indexes() map[string][]driver.IndexModel {
	return map[string][]driver.IndexModel{
		"conversations": {sparse("due"), sparse("pending")},
		"causes":        {lasting(storage.CauseLife)},
		"changes":       {along("record", "v", "n")},
		"weblines":      {unique("address", "n"), lasting(storage.LineLife)},
		"notices":       {sparse("open")},
		"jobs":          {sparse("due"), lasting(jobLife)},
		"fileparts":     {along("file", "n")},
	}
}

func sparse(field string) driver.IndexModel {
	return driver.IndexModel{Keys: bson.D{{Key: field, Value: 1}}, Options: options.Index().SetSparse(true)}
}

// lasting lets the server forget by itself; the sweeper does not rely on it.
func lasting(life time.Duration) driver.IndexModel {
	return driver.IndexModel{Keys: bson.D{{Key: "at", Value: 1}}, Options: options.Index().SetExpireAfterSeconds(int32(life.Seconds()))}
}

func along(fields ...string) driver.IndexModel {
	keys := bson.D{}
	for _, f := range fields {
		keys = append(keys, bson.E{Key: f, Value: 1})
	}
	return driver.IndexModel{Keys: keys}
}

func unique(fields ...string) driver.IndexModel {
	m := along(fields...)
	m.Options = options.Index().SetUnique(true)
	return m
}

func (s *Store) prepare(ctx context.Context) error {
	for _, name := range storage.Collections() {
		if err := s.in(name).index(ctx, []driver.IndexModel{sparse("lock.try"), sparse("terms.t")}); err != nil {
			return err
		}
	}
	for name, all := range indexes() {
		if err := s.in(name).index(ctx, all); err != nil {
			return err
		}
	}
	return nil
}

// Ping reports whether the database can be read and written.
func (s *Store) Ping(ctx context.Context) error {
	_, err := s.in("notes").upsert(ctx, bson.M{"_id": "ping"}, bson.M{"$set": bson.M{"value": s.now().UTC().Format(time.RFC3339)}})
	return err
}

// Close ends the connections.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), callLimit)
	defer cancel()
	err := s.client.Disconnect(ctx)
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
	}
	return err
}
