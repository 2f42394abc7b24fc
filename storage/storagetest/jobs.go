package storagetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/storage"
)

// Work is what the suite asks about slow work and the files it is done on.
type Work interface {
	Take(context.Context, chat.Ask) (chat.Task, error)
	Return(ctx context.Context, t chat.Task, before time.Time) error
	Ended(context.Context, chat.Task) error
	KeepFile(ctx context.Context, f storage.File, content []byte) error
	File(ctx context.Context, id string) (storage.File, []byte, error)
	DropFile(ctx context.Context, id string) error
}

func asksFor(n int) chat.Turn {
	one := turn(who(n), fmt.Sprint("m", n), 0)
	one.Jobs = []chat.Job{{ID: fmt.Sprint("m", n, "/job/0"), Kind: "read", Ref: fmt.Sprint("file", n)}}
	return one
}

func takes(by string, at time.Time) chat.Ask {
	return chat.Ask{By: by, Now: at, Kinds: []string{"read", "draw"}}
}

// jobs: twenty jobs, three replicas that are alive; each is in one pair of hands.
func jobs(t *testing.T, open Open) {
	s := open(t)
	for n := range 20 {
		must(t, s.Commit(t.Context(), asksFor(n)))
	}
	if task, err := s.Take(t.Context(), chat.Ask{By: "a", Now: now, Kinds: []string{"draw"}}); err != nil || task.ID != "" {
		t.Errorf("of another kind: %+v %v", task, err)
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	taken := map[string]int{}
	for _, by := range []string{"a", "b", "c"} {
		mine := open(t)
		_, err := mine.Hold(t.Context(), "replica/"+by, by, now, time.Minute)
		must(t, err)
		all.Go(func() {
			for {
				task, err := mine.Take(t.Context(), takes(by, now))
				if err != nil {
					t.Error(err)
				}
				if task.ID == "" {
					return
				}
				mu.Lock()
				taken[task.Ref+task.Of.User]++
				mu.Unlock()
				if err := mine.Ended(t.Context(), task); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for n := range 20 {
		if taken[fmt.Sprintf("file%d%d", n, n)] != 1 {
			t.Errorf("taken %v", taken)
		}
	}
}

func jobAgain(t *testing.T, open Open) {
	s := open(t)
	_, err := s.Hold(t.Context(), "replica/a", "a", now, time.Minute)
	must(t, err)
	must(t, s.Commit(t.Context(), asksFor(1)))
	first, err := s.Take(t.Context(), takes("a", now))
	must(t, err)
	if task, err := s.Take(t.Context(), takes("b", now)); err != nil || task.ID != "" || first.Of != who(1) {
		t.Errorf("held by two: %+v %v", task, err)
	}
	second, err := s.Take(t.Context(), takes("b", now.Add(2*time.Minute)))
	must(t, err)
	must(t, s.Return(t.Context(), first, now)) // the dead one wakes up
	must(t, s.Return(t.Context(), second, now.Add(time.Hour)))
	if task, err := s.Take(t.Context(), takes("b", now.Add(59*time.Minute))); err != nil || task.ID != "" || second.ID == "" {
		t.Errorf("too early: %+v %v", task, err)
	}
	only := takes("b", now.Add(time.Hour))
	other := who(2)
	only.Only = &other
	if task, err := s.Take(t.Context(), only); err != nil || task.ID != "" {
		t.Errorf("of another talk: %+v %v", task, err)
	}
	third, err := s.Take(t.Context(), takes("b", now.Add(time.Hour)))
	if err != nil || third.ID != first.ID || third.Tried != 1 {
		t.Errorf("then %+v %v", third, err)
	}
}

func files(t *testing.T, open Open) {
	s := open(t)
	content := bytes.Repeat([]byte("nội dung "), 1<<20)
	sent := storage.File{ID: "f", Of: who(1), Name: "danh sách.xlsx", MIME: "x", At: now}
	must(t, s.KeepFile(t.Context(), sent, content))
	must(t, s.KeepFile(t.Context(), sent, content))
	got, held, err := open(t).File(t.Context(), "f")
	if err != nil || !bytes.Equal(held, content) || got.Name != sent.Name || got.Of != who(1) {
		t.Errorf("%+v, %d bytes, %v", got, len(held), err)
	}
	if err := s.KeepFile(t.Context(), storage.File{ID: "g", At: now}, make([]byte, storage.MaxFile+1)); !errors.Is(err, storage.ErrLarge) {
		t.Errorf("too large: %v", err)
	}
	must(t, s.Sweep(t.Context(), now.Add(storage.FileLife-time.Minute)))
	if _, _, err := s.File(t.Context(), "f"); err != nil {
		t.Errorf("swept too early: %v", err)
	}
	must(t, s.Sweep(t.Context(), now.Add(storage.FileLife+time.Minute)))
	if _, _, err := s.File(t.Context(), "f"); !errors.Is(err, storage.ErrNoFile) {
		t.Errorf("after a day: %v", err)
	}
	must(t, s.KeepFile(t.Context(), storage.File{ID: "h", At: now}, []byte("x")))
	must(t, s.DropFile(t.Context(), "h"))
	if _, _, err := s.File(t.Context(), "h"); !errors.Is(err, storage.ErrNoFile) {
		t.Errorf("dropped: %v", err)
	}
}
