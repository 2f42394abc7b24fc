package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// rewrapped is how many keys are read in one call.
const rewrapped = 500

// Rewrap wraps every data key anew by the first key of the keyset, and gives how many.
// Interrupted, it is done again. A key that was erased meanwhile stays erased, and one
// made anew since it was read is left as it is.
func (s *Store) Rewrap(ctx context.Context) (n int, err error) {
	for after := ""; ; {
		var found []struct {
			ID      string `bson:"_id"`
			Wrapped []byte
		}
		page := options.Find().SetSort(bson.M{"_id": 1}).SetLimit(rewrapped)
		if err := s.in("keys").all(ctx, bson.M{"_id": bson.M{"$gt": after}}, &found, page); err != nil || len(found) == 0 {
			return n, err
		}
		for _, k := range found {
			anew, err := s.keys.Rewrap(k.ID, k.Wrapped)
			if err != nil {
				return n, err
			}
			if _, err := s.in("keys").update(ctx, bson.M{"_id": k.ID, "wrapped": k.Wrapped}, bson.M{"$set": bson.M{"wrapped": anew}}); err != nil {
				return n, err
			}
			after, n = k.ID, n+1
		}
	}
}
