package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/dvcbot/dvcbot/chat"
)

// talk is a document of conversations: V is the version, which moves with each turn
// and never stands inside Sealed. A talk with V above 0 and nothing sealed is an empty
// conversation of that version.
type talk struct {
	ID     string `bson:"_id"`
	Of     chat.Address
	V      int64
	Sealed []byte
	Marks  map[string]string
	Causes []cause
	Spills int64 // how often causes have moved to a collection of their own
	Heard  int   // how many causes are here
	Outbox []item
	Todo   []task
}

// cause is a message that was answered, by the attempt that answered it.
type cause struct {
	ID, Try string
	At      time.Time
}

// item is one message that has not left.
type item struct {
	ID     string
	Lane   chat.Lane
	Sealed []byte
}

// task is one thing that a committed turn has yet to do elsewhere: apply the change
// in the lock of Record, or insert Doc, or push Item to another address.
type task struct {
	Try    string
	Record string        `bson:",omitempty"`
	Into   string        `bson:",omitempty"`
	Doc    bson.Raw      `bson:",omitempty"`
	To     *chat.Address `bson:",omitempty"`
	Item   *item         `bson:",omitempty"`
}

// maxCauses is how many causes a talk holds before the older half moves out.
const maxCauses = 256

// heard says how a talk stands towards one cause.
type heard struct {
	exists bool
	v      int64
	spills int64
	count  int
	try    string // the attempt that committed the cause; "" when nobody did
}

// heard reads how a talk stands towards a cause. A cause that is not among the last
// ones may have moved out.
func (s *Store) heard(ctx context.Context, id, what string) (heard, error) {
	var t talk
	fields := bson.M{"v": 1, "spills": 1, "heard": 1, "causes": bson.M{"$elemMatch": bson.M{"id": what}}}
	found, err := s.in("conversations").one(ctx, bson.M{"_id": id}, &t, fields)
	if err != nil || !found {
		return heard{}, err
	}
	h := heard{exists: true, v: t.V, spills: t.Spills, count: t.Heard}
	if len(t.Causes) > 0 {
		h.try = t.Causes[0].Try
		return h, nil
	}
	if h.spills == 0 {
		return h, nil
	}
	var moved cause
	_, err = s.in("causes").one(ctx, bson.M{"_id": causeID(id, what)}, &moved)
	h.try = moved.Try
	return h, err
}

func causeID(talk, cause string) string { return talk + "\x00" + cause }

// spill moves the older half of a talk's causes out, but for those with something
// left to do. They stand in the collection before they leave the talk.
func (s *Store) spill(ctx context.Context, id string) error {
	var t talk
	found, err := s.in("conversations").one(ctx, bson.M{"_id": id}, &t, bson.M{"causes": 1, "spills": 1, "todo.try": 1})
	if err != nil || !found {
		return err
	}
	busy := map[string]bool{}
	for _, one := range t.Todo {
		busy[one.Try] = true
	}
	docs, ids := []any{}, []string{}
	for _, c := range t.Causes[:len(t.Causes)/2] {
		if !busy[c.Try] {
			docs, ids = append(docs, bson.M{"_id": causeID(id, c.ID), "try": c.Try, "at": c.At}), append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	if _, err := s.in("causes").insertAll(ctx, docs); err != nil {
		return err
	}
	_, err = s.in("conversations").update(ctx, bson.M{"_id": id, "spills": t.Spills},
		bson.M{"$pull": bson.M{"causes": bson.M{"id": bson.M{"$in": ids}}}, "$inc": bson.M{"spills": 1, "heard": -len(ids)}})
	return err
}
