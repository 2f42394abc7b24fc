package mongo

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/storagetest"
)

type keptKey struct {
	ID      string `bson:"_id"`
	Wrapped []byte
}

func (s *Store) keptKeys(t *testing.T) map[string][]byte {
	t.Helper()
	var found []keptKey
	if err := s.in("keys").all(t.Context(), bson.M{}, &found); err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, k := range found {
		all[k.ID] = k.Wrapped
	}
	return all
}

// TestRotatingBesideARunningStore: another process, which knows the keyset of before,
// reads and writes on; every wrapping of before is gone from the database.
func TestRotatingBesideARunningStore(t *testing.T) {
	d := data{uri: server(t)}
	path := filepath.Join(t.TempDir(), "keys.json")
	keyset := func() *storage.Keys {
		keys, err := storage.OpenKeys(path, true)
		if err != nil {
			t.Fatal(err)
		}
		return keys
	}
	d.keys = keyset()
	running := d.open(t, Options{})
	t.Cleanup(func() {
		if err := running.db.Drop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	key := roster.Key{Directive: "949", Form: "pl2", Unit: "an-binh", Period: "-"}
	add := func(row string, rests int64) {
		t.Helper()
		edit := roster.Edit{Key: key, Rests: rests, By: "p", At: storagetest.Now(), Cause: row,
			Ops: []roster.Op{{Verb: roster.Add, Row: row, Cells: map[string]string{"full_name": "canary " + row}}}}
		if err := running.Apply(t.Context(), edit); err != nil {
			t.Fatal(err)
		}
	}
	add("one", 0)
	old := running.keptKeys(t)
	d.keys = keyset()
	command := d.open(t, Options{})
	if err := d.keys.Rotate(false); err != nil {
		t.Fatal(err)
	}
	n, err := command.Rewrap(t.Context())
	if err != nil || n != len(old) || n == 0 {
		t.Fatalf("%d of %d: %v", n, len(old), err)
	}
	for subject, wrapped := range command.keptKeys(t) {
		if bytes.Equal(wrapped, old[subject]) {
			t.Errorf("%s is wrapped as before", subject)
		}
	}
	add("two", 1)
	r, err := command.Roster(t.Context(), key)
	for _, id := range []string{"one", "two"} {
		if row, ok := r.Row(id); err != nil || !ok || row.Cells["full_name"] != "canary "+id {
			t.Errorf("row %s: %+v %v", id, r, err)
		}
	}
}
