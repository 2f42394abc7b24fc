package telegram

import (
	"context"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

// live are leases that everybody who asked still holds.
type live map[string]bool

func (l live) Hold(_ context.Context, name, _ string, _ time.Time, _ time.Duration) (int64, error) {
	l[name] = true
	return 1, nil
}

func (l live) Live(context.Context, string, time.Time) ([]string, error) {
	all := []string{}
	for name := range l {
		all = append(all, name)
	}
	return all, nil
}

func TestReplicasShareTheBudget(t *testing.T) {
	now, leases := time.Unix(0, 0), live{}
	one := newPace(Options{Leases: leases, Replica: "a", Now: func() time.Time { return now }})
	two := newPace(Options{Leases: leases, Replica: "b", Now: func() time.Time { return now }})
	for _, p := range []*pace{one, two} {
		if err := p.take(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(sliceEvery)
	one.renew(t.Context())
	if one.limit.Limit() != perSecond/2 || two.limit.Limit() != perSecond/2 {
		t.Errorf("%v and %v", one.limit.Limit(), two.limit.Limit())
	}
	alone := newPace(Options{Now: time.Now})
	alone.renew(t.Context())
	if alone.limit.Limit() != rate.Limit(perSecond) {
		t.Error("nobody to share with")
	}
}
