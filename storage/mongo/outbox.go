package mongo

import (
	"context"
	"errors"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
)

// item seals a message under the key of the address that it goes to.
func (k *ring) item(ctx context.Context, o chat.Outbound) (item, error) {
	sealed, err := k.seal(ctx, talkKey(o.To.String()), "outbox/"+o.ID, o)
	return item{ID: o.ID, Lane: o.Lane, Sealed: sealed}, err
}

// pushTries bounds how often a push is tried anew because its talk moved meanwhile.
const pushTries = 20

// push puts a message into the outbox of its address, once for ever: its id becomes a
// cause of that talk.
func (s *Store) push(ctx context.Context, to chat.Address, one item) error {
	id := to.String()
	for range pushTries {
		is, err := s.heard(ctx, id, one.ID)
		if err != nil || is.try != "" {
			return err
		}
		if is.count >= maxCauses {
			if err := s.spill(ctx, id); err != nil {
				return err
			}
			continue
		}
		filter := bson.M{"_id": id, "spills": is.spills, "causes.id": bson.M{"$ne": one.ID}}
		change := bson.M{"$set": bson.M{"of": to}, "$inc": bson.M{"heard": 1}, "$min": bson.M{"due": s.now()},
			"$push":        bson.M{"outbox": one, "causes": cause{one.ID, "push", s.now()}},
			"$setOnInsert": bson.M{"v": int64(0), "at": s.now()}}
		write := s.in("conversations").update
		if !is.exists {
			write = s.in("conversations").upsert
		}
		if hit, err := write(ctx, filter, change); err != nil || hit {
			return err
		}
	}
	return chat.ErrStale
}

// Claim takes whole addresses with something due, replies first, longest due first. An
// address held by a replica that is alive, or told to wait, is left alone.
func (s *Store) Claim(ctx context.Context, ask chat.Ask) ([]chat.Parcel, error) {
	filter := bson.M{"due": bson.M{"$lte": ask.Now}, "of.channel": bson.M{"$in": ask.Channels}, "wait": bson.M{"$not": bson.M{"$gt": ask.Now}}}
	if ask.Only != nil {
		filter["_id"] = ask.Only.String()
	}
	some, err := s.in("conversations").free(ctx, filter, ask, bson.D{{Key: "outbox.lane", Value: 1}, {Key: "due", Value: 1}})
	if err != nil {
		return nil, err
	}
	parcels := []chat.Parcel{}
	for _, one := range some {
		p, ok, err := s.take(ctx, one.as(filter), ask.By)
		if err != nil {
			return parcels, err
		}
		if ok {
			parcels = append(parcels, p)
		}
	}
	return parcels, nil
}

// perParcel is the most messages of one address that are taken at once.
const perParcel = 20

func (s *Store) take(ctx context.Context, filter bson.M, by string) (p chat.Parcel, ok bool, err error) {
	p.Hold = token()
	var held talk
	o := options.FindOneAndUpdate().SetProjection(bson.M{"of": 1, "outbox": 1, "marks": 1})
	ok, err = s.in("conversations").take(ctx, filter, bson.M{"$set": bson.M{"hold": bson.M{"by": by, "id": p.Hold}}}, &held, o)
	if err != nil || !ok {
		return p, false, err
	}
	p.To = held.Of
	slices.SortStableFunc(held.Outbox, func(x, y item) int { return int(x.Lane) - int(y.Lane) })
	k := s.ring()
	for _, one := range held.Outbox[:min(perParcel, len(held.Outbox))] {
		o := chat.Outbound{ID: one.ID, To: held.Of, Lane: one.Lane}
		err := k.open(ctx, talkKey(held.ID), "outbox/"+one.ID, one.Sealed, &o)
		if errors.Is(err, errNoKey) { // its words were erased: there is nothing to say
			o.Until = s.now().Add(-time.Second)
			err = nil
		}
		if err != nil {
			return p, false, err
		}
		if o.Replace {
			o.Edits = held.Marks[field.Replace(o.Slot)]
		}
		p.Say = append(p.Say, o)
	}
	return p, true, nil
}

// Settle says what became of some messages of a parcel. With an old Hold it changes
// nothing; with last set the hold ends.
func (s *Store) Settle(ctx context.Context, p chat.Parcel, done []chat.Delivery, last bool) error {
	mine := bson.M{"_id": p.To.String(), "hold.id": p.Hold}
	var wait time.Time
	for _, d := range done {
		if d.Result == chat.Again && d.Moved == nil {
			wait = d.Retry
			continue
		}
		if held, err := s.settle(ctx, mine, p, d); err != nil || !held {
			return err
		}
	}
	if !wait.IsZero() {
		return s.pause(ctx, mine, wait, last)
	}
	if !last {
		return nil
	}
	empty := bson.M{"_id": p.To.String(), "hold.id": p.Hold, "outbox": bson.M{"$size": 0}}
	if hit, err := s.in("conversations").update(ctx, empty, bson.M{"$unset": bson.M{"hold": "", "due": "", "wait": ""}}); err != nil || hit {
		return err
	}
	_, err := s.in("conversations").update(ctx, mine, bson.M{"$unset": bson.M{"hold": ""}})
	return err
}

// pause keeps the time that the platform asked for. Rounding never shortens it.
func (s *Store) pause(ctx context.Context, mine bson.M, wait time.Time, last bool) error {
	change := bson.M{"$set": bson.M{"wait": wait.Add(time.Millisecond - time.Nanosecond).Truncate(time.Millisecond)}}
	if last {
		change["$unset"] = bson.M{"hold": ""}
	}
	_, err := s.in("conversations").update(ctx, mine, change)
	return err
}

// settle takes one message away under the hold, and sends it on where it moves.
func (s *Store) settle(ctx context.Context, mine bson.M, p chat.Parcel, d chat.Delivery) (held bool, err error) {
	change := bson.M{"$pull": bson.M{"outbox": bson.M{"id": d.ID}}}
	for _, o := range p.Say {
		if o.ID != d.ID {
			continue
		}
		if o.Slot != "" && d.Mark != "" {
			change["$set"] = bson.M{"marks." + field.Replace(o.Slot): d.Mark}
		}
		if to, moves, err := s.onward(ctx, o, d); err != nil || moves {
			if held, err2 := s.holds(ctx, mine); err != nil || err2 != nil || !held {
				return false, errors.Join(err, err2)
			}
			if err := s.redirect(ctx, o, to); err != nil {
				return false, err
			}
		}
	}
	return s.in("conversations").update(ctx, mine, change)
}

func (s *Store) holds(ctx context.Context, mine bson.M) (bool, error) {
	var t talk
	return s.in("conversations").one(ctx, mine, &t, bson.M{"_id": 1})
}

// onward says where a message goes that could not be brought: where the address has
// moved to, or with a notice the person's next address.
func (s *Store) onward(ctx context.Context, o chat.Outbound, d chat.Delivery) (to chat.Address, moves bool, err error) {
	if d.Moved != nil {
		return *d.Moved, true, nil
	}
	if d.Result != chat.Unreachable || o.Lane == chat.Reply {
		return to, false, nil
	}
	p, err := s.Person(ctx, o.To)
	if err != nil {
		return to, false, err
	}
	to, moves = p.After(o.To)
	return to, moves, nil
}

// redirect pushes a message to another address; a notice's row learns of it.
func (s *Store) redirect(ctx context.Context, o chat.Outbound, to chat.Address) error {
	o.To, o.Edits = to, ""
	one, err := s.ring().item(ctx, o)
	if err != nil {
		return err
	}
	if o.Lane != chat.Reply {
		if _, err := s.in("notices").update(ctx, bson.M{"_id": o.ID}, bson.M{"$set": bson.M{"to": to}}); err != nil {
			return err
		}
	}
	return s.push(ctx, to, one)
}
