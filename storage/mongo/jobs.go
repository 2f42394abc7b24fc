package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
)

// job is what a turn asked for. What it is about is sealed under the talk's key. One
// that has ended stays without it for a while, so that a turn finished late does not
// bring it back.
type job struct {
	ID     string `bson:"_id"`
	Kind   string
	Of     chat.Address
	Tried  int
	Due    *time.Time `bson:",omitempty"`
	At     time.Time
	Sealed []byte `bson:",omitempty"`
}

func (a *attempt) job(ctx context.Context, j chat.Job) (bson.Raw, error) {
	sealed, err := a.ring.seal(ctx, talkKey(a.talk), "jobs/"+j.ID, chat.Task{Job: j, Of: a.turn.Of})
	if err != nil {
		return nil, err
	}
	now := a.s.now()
	return bson.Marshal(job{ID: j.ID, Kind: j.Kind, Of: a.turn.Of, Due: &now, At: now, Sealed: sealed})
}

// Take takes the job of one of the kinds that has been due longest; with no ID there is
// none. A job held by a replica that is alive is left alone.
func (s *Store) Take(ctx context.Context, ask chat.Ask) (task chat.Task, err error) {
	if len(ask.Kinds) == 0 {
		return task, nil
	}
	filter := bson.M{"due": bson.M{"$lte": ask.Now}, "kind": bson.M{"$in": ask.Kinds}}
	if ask.Only != nil {
		filter["of"] = *ask.Only
	}
	ask.Limit = takeTries
	some, err := s.in("jobs").free(ctx, filter, ask, bson.D{{Key: "due", Value: 1}})
	for _, one := range some {
		if task, err = s.takeJob(ctx, one.as(filter), ask.By); err != nil || task.ID != "" {
			return task, err
		}
	}
	return task, err
}

// takeTries is how many jobs are tried before another replica is taken to be quicker.
const takeTries = 5

func (s *Store) takeJob(ctx context.Context, filter bson.M, by string) (task chat.Task, err error) {
	var held job
	hold := token()
	ok, err := s.in("jobs").take(ctx, filter, bson.M{"$set": bson.M{"hold": bson.M{"by": by, "id": hold}}}, &held, options.FindOneAndUpdate())
	if err != nil || !ok {
		return task, err
	}
	err = s.ring().open(ctx, talkKey(held.Of.String()), "jobs/"+held.ID, held.Sealed, &task)
	task.Hold, task.Tried = hold, held.Tried
	if errors.Is(err, errNoKey) { // whoever asked was erased
		return chat.Task{}, s.Ended(ctx, chat.Task{Job: chat.Job{ID: held.ID}})
	}
	return task, err
}

// Return gives a job back, not to be taken before a time. With an old Hold it changes
// nothing.
func (s *Store) Return(ctx context.Context, task chat.Task, before time.Time) error {
	_, err := s.in("jobs").update(ctx, bson.M{"_id": task.ID, "hold.id": task.Hold},
		bson.M{"$set": bson.M{"due": before}, "$inc": bson.M{"tried": 1}, "$unset": bson.M{"hold": ""}})
	return err
}

// Ended strikes a job off whose result is kept.
func (s *Store) Ended(ctx context.Context, task chat.Task) error {
	_, err := s.in("jobs").update(ctx, bson.M{"_id": task.ID}, bson.M{"$unset": bson.M{"due": "", "hold": "", "sealed": ""}})
	return err
}
