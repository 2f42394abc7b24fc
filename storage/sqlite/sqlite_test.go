package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/storagetest"
)

func opened(t testing.TB, folder, replica string, step ...func(string) error) *Store {
	t.Helper()
	keys, err := storage.OpenKeys(filepath.Join(folder, "keys.json"), true)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Path: filepath.Join(folder, "test.db"), Keys: keys, Replica: replica, Now: storagetest.Now}
	if len(step) > 0 {
		o.Step = step[0]
	}
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

// memory is a folder whose files cost no disk where the machine has one: the suite
// kills processes and not machines.
func memory(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/dev/shm", "dvcbot-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

// killPoints are recorded: a call more is a kill point more.
var killPoints = map[string]int{
	"a first message":                          11,
	"a roster's first row":                     29,
	"a row changed":                            28,
	"an invite as the very first message":      25,
	"a creation that somebody else takes up":   55,
	"a message that another person hears":      14,
	"a sentence that leaves the talk as it is": 7,
	"a message after 256 others":               11,
	"a notice":                                 8,
	"two changes of a command":                 22,
	"sending three replies":                    36,
	"a job from asking to its result":          37,
	"what is over its time is erased":          120,
}

// turns is how long a long talk is: 10,000 where DVCBOT_TEST_LONG is set.
func turns() int {
	if os.Getenv("DVCBOT_TEST_LONG") != "" {
		return 10_000
	}
	return 1_500
}

func TestContract(t *testing.T) {
	storagetest.Run(t, storagetest.Options{Least: killPoints, Turns: turns(), Fresh: func(t *testing.T) (storagetest.Open, storagetest.Weigh) {
		folder := memory(t)
		open := func(t *testing.T, step ...func(string) error) storagetest.Store {
			return opened(t, folder, "", step...)
		}
		return open, func(t *testing.T, do func()) int64 { return written(t, opened(t, folder, ""), folder, do) }
	}})
}

// written gives the bytes that something writes to the log which goes before the file.
func written(t *testing.T, s *Store, folder string, do func()) int64 {
	t.Helper()
	if _, err := s.db.ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	do()
	log, err := os.Stat(filepath.Join(folder, "test.db-wal"))
	if err != nil {
		t.Fatal(err)
	}
	return log.Size()
}

func TestNoWordOfAPersonIsInTheFile(t *testing.T) {
	folder := t.TempDir()
	s := opened(t, folder, "")
	to := chat.Address{Channel: "test", Room: "1", User: "1"}
	next := chat.Conversation{Of: to, Slots: map[string]string{"cell.phone": "=canary-0950000123"}}
	err := s.Commit(t.Context(), chat.Turn{Of: to, Cause: "c", Outcome: chat.Outcome{Next: &next,
		Say: []chat.Outbound{{ID: "c/0", To: to, Body: chat.Body{{Text: chat.Words("canary-reply")}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AppendLine(t.Context(), to, storage.Line{ID: "l", Body: []byte("canary-line")}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(raw, []byte("canary")) {
			t.Errorf("%s holds a person's word", filepath.Base(file))
		}
	}
}

func TestOneReplicaServesAtATime(t *testing.T) {
	folder := t.TempDir()
	s := opened(t, folder, "one")
	if _, err := Open(t.Context(), Options{Path: filepath.Join(folder, "test.db"), Keys: s.keys, Replica: "one"}); !errors.Is(err, ErrRunning) {
		t.Errorf("twice: %v", err)
	}
}

func BenchmarkCommit(b *testing.B) {
	for _, writers := range []int{1, 16} {
		b.Run(fmt.Sprint(writers), func(b *testing.B) {
			s := opened(b, b.TempDir(), "")
			b.SetParallelism(writers)
			var n atomic.Int64
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					i := fmt.Sprint(n.Add(1))
					to := chat.Address{Channel: "test", Room: i, User: i}
					next := chat.Conversation{Of: to}
					say := []chat.Outbound{{ID: i + "/0", To: to, Body: chat.Body{{Text: chat.Words("chào")}}}}
					if err := s.Commit(context.Background(), chat.Turn{Of: to, Cause: i, Outcome: chat.Outcome{Next: &next, Say: say}}); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
