package mongo

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/storagetest"
)

// server gives an address in which each test has a database of its own.
func server(t testing.TB) string {
	t.Helper()
	uri := os.Getenv("DVCBOT_TEST_MONGODB")
	if uri == "" {
		t.Skip("left out: DVCBOT_TEST_MONGODB names no server (storage/mongo/testserver/start.sh starts one)")
	}
	base, query, _ := strings.Cut(uri, "?")
	scheme, rest, _ := strings.Cut(base, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host + "/test_" + strings.ToLower(rand.Text()[:16]) + "?" + query
}

// data is one database with its keyset; it is dropped when the test ends.
type data struct {
	uri  string
	keys *storage.Keys
}

func fresh(t testing.TB) data {
	t.Helper()
	d := data{uri: server(t)}
	var err error
	if d.keys, err = storage.OpenKeys(filepath.Join(t.TempDir(), "keys.json"), true); err != nil {
		t.Fatal(err)
	}
	s := d.open(t, Options{})
	t.Cleanup(func() {
		if err := s.db.Drop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d data) open(t testing.TB, o Options) *Store {
	t.Helper()
	o.URI, o.Keys, o.Now, o.Patience = d.uri, d.keys, storagetest.Now, 10*time.Millisecond
	s, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestContractOnMongoDB(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) storagetest.Open {
		d := fresh(t)
		return func(t *testing.T) storagetest.Store { return d.open(t, Options{}) }
	})
}
