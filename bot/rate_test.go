package bot

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

func TestABurstIsFreeAndThenTurnsAreSpaced(t *testing.T) {
	now := time.Unix(1000, 0)
	r := rates{perMinute: 20, now: func() time.Time { return now }}
	a, b := chat.Address{User: "a"}, chat.Address{User: "b"}
	for i := range burst {
		if wait := r.take(a); wait > 0 {
			t.Fatalf("turn %d waits %s", i, wait)
		}
	}
	if first, second := r.take(a), r.take(a); first != 3*time.Second || second != 6*time.Second {
		t.Errorf("then %s and %s", first, second)
	}
	if wait := r.take(b); wait > 0 {
		t.Error("somebody else waits too")
	}
	now = now.Add(time.Hour)
	if r.forget(); len(r.full) != 0 {
		t.Errorf("%d are remembered for ever", len(r.full))
	}
}

func TestWhoComesTooFastWaitsAndIsNotDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := rates{perMinute: 20, now: time.Now}
		began := time.Now()
		for range burst + 2 {
			if err := r.wait(t.Context(), chat.Address{User: "a"}); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took != 6*time.Second {
			t.Errorf("took %s", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := r.wait(ctx, chat.Address{User: "a"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("gives up with %v", err)
		}
	})
}

func TestTurnsOfOneAddressAreTakenOneAtATimeInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l lines
		a := chat.Address{User: "a"}
		if err := l.enter(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		var got []int
		var work sync.WaitGroup
		impatient, leave := context.WithCancel(t.Context())
		for i := range 5 {
			ctx := t.Context()
			if i == 2 {
				ctx = impatient
			}
			work.Go(func() {
				if l.enter(ctx, a) == nil {
					got = append(got, i)
					l.leave(a)
				}
			})
			synctest.Wait()
		}
		leave()
		synctest.Wait()
		if err := l.enter(t.Context(), chat.Address{User: "b"}); err != nil {
			t.Fatal("another address waits")
		}
		l.leave(a)
		work.Wait()
		if len(got) != 4 || got[0] != 0 || got[1] != 1 || got[2] != 3 || got[3] != 4 {
			t.Errorf("taken %v", got)
		}
		if l.leave(chat.Address{User: "b"}); len(l.wait) != 0 {
			t.Error("lines are kept for ever")
		}
	})
}
