package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// do does one thing that a committed turn asks for; done twice it is done once.
func (s *Store) do(ctx context.Context, t task) error {
	switch {
	case t.Into != "":
		_, err := s.in(t.Into).insert(ctx, t.Doc)
		return err
	case t.Item != nil:
		return s.push(ctx, *t.To, *t.Item)
	}
	var held record
	if _, err := s.in(collectionOf(t.Record)).one(ctx, bson.M{"_id": t.Record, "lock.try": t.Try}, &held); err != nil || held.Lock == nil {
		return err
	}
	return s.apply(ctx, held)
}

// finish does everything that a talk's committed turns have left.
func (s *Store) finish(ctx context.Context, t talk) error {
	left, order := map[string]int{}, []string{}
	for _, one := range t.Todo {
		if err := s.do(ctx, one); err != nil {
			return err
		}
		if left[one.Try] == 0 {
			order = append(order, one.Try)
		}
		left[one.Try]++
	}
	for _, try := range order {
		if err := s.strike(ctx, t.ID, try, left[try]); err != nil {
			return err
		}
	}
	return nil
}

// strike takes an attempt's n tasks off a talk's list: all of them at once, so that
// they are there together or not at all.
func (s *Store) strike(ctx context.Context, id, try string, n int) error {
	alone := bson.M{"_id": id, "todo.try": try, "todo": bson.M{"$size": n}}
	hit, err := s.in("conversations").update(ctx, alone, bson.M{"$unset": bson.M{"todo": "", "pending": ""}})
	if err != nil || hit {
		return err
	}
	_, err = s.in("conversations").update(ctx, bson.M{"_id": id}, bson.M{"$pull": bson.M{"todo": bson.M{"try": try}}})
	return err
}
