package storagetest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// scene is a kind of turn that is killed after each of its calls. act does it as the
// bot does, and is done again by the next process, because nobody was told OK.
type scene struct {
	title  string
	before func(*testing.T, Store)
	act    func(context.Context, Store, post) error
	whole  func(*testing.T, Store, post) // holds when the dead process had no successor for this message
	after  func(*testing.T, Store, post) // holds once it was brought again
}

// post is what has left: the words of each message, as often as it left.
type post map[string][]string

// errKilled ends every call of a process that is dead.
var errKilled = errors.New("killed")

// killer lets a process make so many calls and no more.
type killer struct {
	mu   sync.Mutex
	left int
	dead bool
}

func (k *killer) step(string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dead = k.dead || k.left == 0; k.dead {
		return errKilled
	}
	k.left--
	return nil
}

// killed finds the kill points by counting calls: a process that may make n calls dies
// after the n-th, for every n until one lives to its end.
func killed(t *testing.T, s scene, least int, fresh func(*testing.T) Open) {
	points := 0
	for killedAfter(t, s, points, fresh(t)) && !t.Failed() {
		points++
	}
	t.Logf("%s: %d kill points", s.title, points)
	if points < least {
		t.Errorf("%d kill points, %d recorded", points, least)
	}
}

func killedAfter(t *testing.T, s scene, calls int, open Open) (died bool) {
	if s.before != nil {
		s.before(t, open(t))
	}
	victim, left := &killer{left: calls}, post{}
	err := s.act(t.Context(), open(t, victim.step), left)
	if err != nil && !victim.dead {
		t.Fatal(err)
	}
	next := open(t)
	finish(t, next)
	left.collect(t, next)
	if s.whole != nil {
		s.whole(t, next, left)
	}
	if err := s.act(t.Context(), next, left); err != nil {
		t.Fatalf("brought again after %d calls: %v", calls, err)
	}
	finish(t, next)
	left.collect(t, next)
	s.after(t, next, left)
	if t.Failed() {
		t.Logf("killed after %d calls", calls)
	}
	return victim.dead
}

// finish does what the sweeper of a living replica does.
func finish(t *testing.T, s Store) {
	t.Helper()
	if f, ok := s.(Finisher); ok {
		must(t, f.Finish(t.Context()))
	}
	must(t, s.Sweep(t.Context(), now))
}

// afterwards is when the lease of whoever died is over.
var afterwards = now.Add(time.Hour)

// collect takes, notes and settles everything that waits.
func (p post) collect(t *testing.T, s Store) {
	t.Helper()
	for {
		a := ask("next")
		a.Now = afterwards
		parcels, err := s.Claim(t.Context(), a)
		must(t, err)
		if len(parcels) == 0 {
			return
		}
		for _, one := range parcels {
			must(t, s.Settle(t.Context(), one, p.take(one.Say), true))
		}
	}
}

func (p post) take(say []chat.Outbound) []chat.Delivery {
	done := []chat.Delivery{}
	for _, o := range say {
		p[o.ID] = append(p[o.ID], o.Body.Plain())
		done = append(done, chat.Delivery{ID: o.ID})
	}
	return done
}

// once reports a message that has not left exactly once.
func (p post) once(t *testing.T, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if len(p[id]) != 1 {
			t.Errorf("message %s has left %d times", id, len(p[id]))
		}
	}
}

// live takes one message through as the bot does: read, decide, commit, again while
// stale. One that was kept before is as good.
func live(ctx context.Context, s Store, of chat.Address, cause string, decide func() (chat.Outcome, error)) error {
	for range 100 {
		talk, err := s.Conversation(ctx, of)
		if err != nil {
			return err
		}
		o, err := decide()
		if err != nil {
			return err
		}
		o.Next = &chat.Conversation{Of: of, Version: talk.Version, Slots: map[string]string{"at": cause}}
		err = s.Commit(ctx, chat.Turn{Of: of, Cause: cause, Outcome: o})
		if !errors.Is(err, chat.ErrStale) {
			return seen(err)
		}
	}
	return errors.New("stale a hundred times")
}

func seen(err error) error {
	if errors.Is(err, chat.ErrSeen) {
		return nil
	}
	return err
}

func says(cause string, to chat.Address, words string) []chat.Outbound {
	return []chat.Outbound{{ID: cause + "/0", To: to, Body: chat.Body{{Text: chat.Words(words)}}}}
}
