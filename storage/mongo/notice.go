package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/dvcbot/dvcbot/chat"
)

// notice is a row of its own: inserting it is the claim. It is open, and holds the
// sealed message, until that stands in the outbox of its address.
type notice struct {
	ID   string `bson:"_id"`
	To   chat.Address
	Open bool  `bson:",omitempty"`
	Item *item `bson:",omitempty"`
}

// Post puts notices into the outbox where their id was never posted before.
func (s *Store) Post(ctx context.Context, all []chat.Outbound) (fresh int, err error) {
	if len(all) == 0 {
		return 0, nil
	}
	k, rows, subjects := s.ring(), make([]notice, len(all)), make([]string, len(all))
	for i, o := range all {
		subjects[i] = talkKey(o.To.String())
	}
	if err := k.need(ctx, subjects...); err != nil {
		return 0, err
	}
	docs := make([]any, len(all))
	for i, o := range all {
		one, err := k.item(ctx, o)
		if err != nil {
			return 0, err
		}
		rows[i] = notice{o.ID, o.To, true, &one}
		docs[i] = rows[i]
	}
	twins, err := s.in("notices").insertAll(ctx, docs)
	if err != nil {
		return 0, err
	}
	for i, row := range rows {
		if twins[i] {
			continue
		}
		fresh++
		if err := s.deliver(ctx, row); err != nil {
			return fresh, err
		}
	}
	return fresh, nil
}

// deliver puts an open notice into the outbox of its address and closes the row.
func (s *Store) deliver(ctx context.Context, row notice) error {
	if err := s.push(ctx, row.To, *row.Item); err != nil {
		return err
	}
	_, err := s.in("notices").update(ctx, bson.M{"_id": row.ID}, bson.M{"$unset": bson.M{"open": "", "item": ""}})
	return err
}

// Posted reports which of the ids were posted before.
func (s *Store) Posted(ctx context.Context, ids []string) (map[string]bool, error) {
	sent := map[string]bool{}
	if len(ids) == 0 {
		return sent, nil
	}
	var rows []notice
	err := s.in("notices").all(ctx, bson.M{"_id": bson.M{"$in": ids}}, &rows, options.Find().SetProjection(bson.M{"_id": 1}))
	for _, row := range rows {
		sent[row.ID] = true
	}
	return sent, err
}

// Withdraw takes back notices whose id begins with prefix and that have not left.
func (s *Store) Withdraw(ctx context.Context, prefix string) (n int, err error) {
	var rows []notice
	these := bson.M{"_id": bson.M{"$gte": prefix, "$lt": prefix + "\uffff"}}
	if err := s.in("notices").all(ctx, these, &rows, options.Find().SetProjection(bson.M{"to": 1, "open": 1, "item": 1})); err != nil {
		return 0, err
	}
	for _, row := range rows {
		if row.Open && row.Item != nil {
			if err := s.deliver(ctx, row); err != nil {
				return n, err
			}
		}
		here := bson.M{"_id": row.To.String(), "hold": nil, "outbox": bson.M{"$elemMatch": bson.M{"id": row.ID, "lane": bson.M{"$gt": chat.Reply}}}}
		hit, err := s.in("conversations").update(ctx, here, bson.M{"$pull": bson.M{"outbox": bson.M{"id": row.ID}}})
		if err != nil {
			return n, err
		}
		if hit {
			n++
		}
	}
	return n, nil
}
