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

func opened(t testing.TB, folder, replica string) *Store {
	t.Helper()
	keys, err := storage.OpenKeys(filepath.Join(folder, "keys.json"), true)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), Options{Path: filepath.Join(folder, "test.db"), Keys: keys, Replica: replica})
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

func TestContract(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) storagetest.Open {
		folder := t.TempDir()
		return func(t *testing.T) storagetest.Store { return opened(t, folder, "") }
	})
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
					if err := s.Commit(context.Background(), chat.Turn{Of: to, Cause: i, Outcome: chat.Outcome{Next: &next}}); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
