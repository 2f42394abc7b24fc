package mongo

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"

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

// killPoints are recorded: a call more is a kill point more.
var killPoints = map[string]int{
	"a first message":                          5,
	"a roster's first row":                     21,
	"a row changed":                            12,
	"an invite as the very first message":      17,
	"a creation that somebody else takes up":   29,
	"a message that another person hears":      8,
	"a sentence that leaves the talk as it is": 3,
	"a message after 256 others":               9,
	"a notice":                                 6,
	"two changes of a command":                 19,
	"sending three replies":                    11,
	"a job from asking to its result":          16,
	"what is over its time is erased":          75,
}

// turns is how long a long talk is: 10,000 where DVCBOT_TEST_LONG is set.
func turns() int {
	if os.Getenv("DVCBOT_TEST_LONG") != "" {
		return 10_000
	}
	return 1_500
}

func TestContractOnMongoDB(t *testing.T) {
	server(t)
	storagetest.Run(t, storagetest.Options{Least: killPoints, Turns: turns(), Fresh: func(t *testing.T) (storagetest.Open, storagetest.Weigh) {
		d, w := fresh(t), &travelled{}
		open := func(t *testing.T, step ...func(string) error) storagetest.Store {
			o := Options{Monitor: w.monitor()}
			s := d.open(t, o)
			if len(step) > 0 {
				s.step = step[0]
			}
			return s
		}
		return open, func(_ *testing.T, do func()) int64 {
			w.bytes.Store(0)
			do()
			return w.bytes.Load()
		}
	}})
}

// travelled counts the bytes of commands and of their answers.
type travelled struct{ bytes atomic.Int64 }

func (w *travelled) monitor() *event.CommandMonitor {
	return &event.CommandMonitor{
		Started:   func(_ context.Context, e *event.CommandStartedEvent) { w.bytes.Add(int64(len(e.Command))) },
		Succeeded: func(_ context.Context, e *event.CommandSucceededEvent) { w.bytes.Add(int64(len(e.Reply))) },
	}
}
