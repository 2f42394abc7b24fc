package storagetest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// starter: while one replica claims and takes a job, another begins to live and takes what
// it finds, at each call of the first in its turn. Neither takes what the other holds.
func starter(t *testing.T, open Open) {
	points := 0
	for at := 0; !t.Failed(); at++ {
		happened, reached := startsAt(t, open, at)
		if !reached {
			break
		}
		if happened {
			points++
		}
	}
	if points == 0 {
		t.Error("they never met")
	}
}

func startsAt(t *testing.T, open Open, at int) (happened, reached bool) {
	s, calls, hands := open(t), 0, map[string][]string{}
	one := asksFor(at)
	one.Say = turn(who(at), one.Cause, 0, "một").Say
	must(t, s.Commit(t.Context(), one))
	first, second := fmt.Sprint("first", at), fmt.Sprint("second", at)
	early := open(t, func(call string) error {
		if calls++; calls-1 == at && !strings.HasPrefix(call, "inside") {
			happened = true
			takesAll(t, s, second, hands)
		}
		return nil
	})
	_, err := s.Hold(t.Context(), "replica/"+first, first, now, time.Minute)
	must(t, err)
	calls = 0
	lays(t, early, first, hands)
	for what, by := range hands {
		if len(by) > 1 {
			t.Errorf("%s is in the hands of %v, met at call %d", what, by, at)
		}
	}
	return happened, calls > at
}

// takesAll begins to live and takes what is there.
func takesAll(t *testing.T, s Store, by string, hands map[string][]string) {
	_, err := s.Hold(t.Context(), "replica/"+by, by, now, time.Minute)
	must(t, err)
	lays(t, s, by, hands)
}

// lays notes what a replica takes.
func lays(t *testing.T, s Store, by string, hands map[string][]string) {
	parcels, err := s.Claim(t.Context(), ask(by))
	must(t, err)
	for _, p := range parcels {
		hands[p.To.String()] = append(hands[p.To.String()], by)
	}
	task, err := s.Take(t.Context(), takes(by, now))
	must(t, err)
	if task.ID != "" {
		hands[task.ID] = append(hands[task.ID], by)
	}
}
