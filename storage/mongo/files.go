package mongo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/storage"
)

// file is what somebody sent; its content lies in parts, because a document holds at
// most 16 MiB. A part's place is in its key, so that parts are read in order.
type file struct {
	ID     string `bson:"_id"`
	Of     chat.Address
	At     time.Time
	Parts  int
	Sealed []byte
}

type part struct {
	ID     string `bson:"_id"`
	File   string
	N      int
	At     time.Time
	Sealed []byte
}

const partSize = 4 << 20

// KeepFile keeps what somebody sent for at most 24 h; one with this ID that is there
// already stays. storage.ErrLarge over 20 MiB. A file is there once its last part is.
func (s *Store) KeepFile(ctx context.Context, f storage.File, content []byte) error {
	if len(content) > storage.MaxFile {
		return storage.ErrLarge
	}
	k, key, n := s.ring(), storage.FileKey(f.ID), 0
	for ; n*partSize < len(content); n++ {
		sealed, err := k.seal(ctx, key, partPlace(f.ID, n), content[n*partSize:min((n+1)*partSize, len(content))])
		if err != nil {
			return err
		}
		if _, err := s.in("fileparts").insert(ctx, part{partPlace(f.ID, n), f.ID, n, f.At, sealed}); err != nil {
			return err
		}
	}
	sealed, err := k.seal(ctx, key, "files/"+f.ID, f)
	if err != nil {
		return err
	}
	_, err = s.in("files").insert(ctx, file{f.ID, f.Of, f.At, n, sealed})
	return err
}

func partPlace(id string, n int) string { return fmt.Sprintf("files/%s/%d", id, n) }

// File gives what KeepFile kept; storage.ErrNoFile when there is none any more.
func (s *Store) File(ctx context.Context, id string) (f storage.File, content []byte, err error) {
	var held file
	found, err := s.in("files").one(ctx, bson.M{"_id": id}, &held)
	if err != nil || !found {
		return f, nil, errors.Join(err, storage.ErrNoFile)
	}
	k, key := s.ring(), storage.FileKey(id)
	err = k.open(ctx, key, "files/"+id, held.Sealed, &f)
	var parts []part
	if err == nil {
		err = s.in("fileparts").all(ctx, bson.M{"file": id}, &parts, options.Find().SetSort(bson.M{"n": 1}))
	}
	for _, p := range parts {
		var bytes []byte
		err = errors.Join(err, k.open(ctx, key, partPlace(id, p.N), p.Sealed, &bytes))
		content = append(content, bytes...)
	}
	if errors.Is(err, errNoKey) || err == nil && len(parts) != held.Parts {
		err = storage.ErrNoFile
	}
	return f, content, err
}

// DropFile forgets a file and its key: first the key, so that nothing of it can be read
// whatever happens in between.
func (s *Store) DropFile(ctx context.Context, id string) error {
	if err := s.in("keys").remove(ctx, bson.M{"_id": storage.FileKey(id)}); err != nil {
		return err
	}
	if err := s.in("fileparts").remove(ctx, bson.M{"file": id}); err != nil {
		return err
	}
	return s.in("files").remove(ctx, bson.M{"_id": id})
}

// oldFiles forgets the files whose day is over, also those that were never whole.
func (s *Store) oldFiles(ctx context.Context, now time.Time) error {
	old := map[string]bool{}
	var files []file
	var parts []part
	if err := s.in("files").all(ctx, bson.M{"at": before(now, storage.FileLife)}, &files, options.Find().SetProjection(bson.M{"_id": 1})); err != nil {
		return err
	}
	if err := s.in("fileparts").all(ctx, bson.M{"at": before(now, storage.FileLife)}, &parts, options.Find().SetProjection(bson.M{"file": 1})); err != nil {
		return err
	}
	for _, f := range files {
		old[f.ID] = true
	}
	for _, p := range parts {
		old[p.File] = true
	}
	for id := range old {
		if err := s.DropFile(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
