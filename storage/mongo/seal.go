package mongo

import (
	"context"
	"errors"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/dvcbot/dvcbot/storage"
)

// ring holds the data keys that one piece of work has opened, so that many are read in
// one call. It is never kept longer: a key that was deleted stays unreadable.
type ring struct {
	s     *Store
	held  map[string]storage.DataKey
	spare map[string]bool // those of held that the sweeper has found nothing for
}

func (s *Store) ring() *ring { return &ring{s, map[string]storage.DataKey{}, map[string]bool{}} }

// errNoKey means that a subject's key is gone: what it sealed can never be read again.
var errNoKey = errors.New("no data key")

// fetch reads the keys of the subjects; those that are not there are passed over.
func (r *ring) fetch(ctx context.Context, subjects ...string) error {
	missing := r.missing(subjects)
	if len(missing) == 0 {
		return nil
	}
	var found []struct {
		ID      string `bson:"_id"`
		Wrapped []byte
		Spare   *time.Time
	}
	if err := r.s.in("keys").all(ctx, bson.M{"_id": bson.M{"$in": missing}}, &found); err != nil {
		return err
	}
	for _, k := range found {
		one, err := r.s.keys.OpenDataKey(k.ID, k.Wrapped)
		if err != nil {
			return err
		}
		r.held[k.ID], r.spare[k.ID] = one, k.Spare != nil
	}
	return nil
}

// claim tells the sweeper that keys found without use are about to be used; one that
// is deleted already is made anew.
func (r *ring) claim(ctx context.Context, subjects []string) error {
	for _, subject := range subjects {
		if !r.spare[subject] {
			continue
		}
		kept, err := r.s.in("keys").update(ctx, bson.M{"_id": subject}, bson.M{"$unset": bson.M{"spare": ""}})
		if err != nil {
			return err
		}
		r.spare[subject] = false
		if !kept {
			delete(r.held, subject)
		}
	}
	return nil
}

func (r *ring) missing(subjects []string) []string {
	all := []string{}
	for _, subject := range subjects {
		if _, ok := r.held[subject]; !ok {
			all = append(all, subject)
		}
	}
	return all
}

// need reads the keys of the subjects and makes those that are not there. Whoever
// makes one first wins.
func (r *ring) need(ctx context.Context, subjects ...string) error {
	if err := r.fetch(ctx, subjects...); err != nil {
		return err
	}
	if err := r.claim(ctx, subjects); err != nil {
		return err
	}
	docs := []any{}
	for _, subject := range r.missing(subjects) {
		one, wrapped, err := r.s.keys.NewDataKey(subject)
		if err != nil {
			return err
		}
		if _, twice := r.held[subject]; !twice {
			docs = append(docs, bson.M{"_id": subject, "wrapped": wrapped, "at": r.s.now()})
			r.held[subject] = one
		}
	}
	twins, err := r.s.in("keys").insertAll(ctx, docs)
	if err != nil || len(twins) == 0 {
		return err
	}
	for i := range twins {
		made, ok := docs[i].(bson.M)
		if subject, named := made["_id"].(string); ok && named {
			delete(r.held, subject)
		}
	}
	return r.fetch(ctx, subjects...)
}

// seal seals v under a subject's key, making the key when there is none.
func (r *ring) seal(ctx context.Context, subject, place string, v any) ([]byte, error) {
	if err := r.need(ctx, subject); err != nil {
		return nil, err
	}
	return r.held[subject].Seal(v, place)
}

// open reads what seal wrote; errNoKey when the subject's key is gone.
func (r *ring) open(ctx context.Context, subject, place string, sealed []byte, into any) error {
	if err := r.fetch(ctx, subject); err != nil {
		return err
	}
	key, ok := r.held[subject]
	if !ok {
		return errNoKey
	}
	return key.Open(sealed, place, into)
}

// applied is the beginning of the names of talks that are nobody's: each stands for
// changes made by a command.
const applied = "apply/"

// talkKey is the subject under whose key a talk and what waits in it are sealed.
func talkKey(talk string) string {
	if strings.HasPrefix(talk, applied) {
		return "talk/" + applied
	}
	return "talk/" + talk
}

// field makes a word usable as the name of a field.
var field = strings.NewReplacer("%", "%25", ".", "%2E", "$", "%24")

var unfield = strings.NewReplacer("%25", "%", "%2E", ".", "%24", "$")
