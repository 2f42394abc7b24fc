package bot

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

func fails(class chat.Class, after time.Duration) error {
	return &chat.SendError{Class: class, RetryAfter: after, Err: errors.New("no")}
}

// TestWhatBecomesOfAMessage runs a bot until nothing waits, and tells how long the
// message took to leave; a message that will never leave is not tried again.
func TestWhatBecomesOfAMessage(t *testing.T) {
	for title, c := range map[string]struct {
		fails []error
		said  string
		least time.Duration
		most  time.Duration
	}{
		"sent":              {said: "x", most: time.Second},
		"tried again":       {fails: []error{fails(chat.Temporary, 0), fails(chat.Temporary, 0)}, said: "x", least: 3 * time.Second, most: 10 * time.Second},
		"told to wait":      {fails: []error{fails(chat.RetryAfter, 20*time.Second)}, said: "x", least: 20 * time.Second, most: 25 * time.Second},
		"an untyped fault":  {fails: []error{errors.New("reset")}, said: "x", least: time.Second, most: 5 * time.Second},
		"blocked":           {fails: []error{fails(chat.Blocked, 0)}},
		"refused for ever":  {fails: []error{fails(chat.Permanent, 0)}},
		"not in the budget": {fails: []error{fails(chat.Quota, 0)}},
	} {
		t.Run(title, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b, _, channel := newBot(t, step(echo))
				channel.fails = c.fails
				running := make(chan error, 1)
				ctx, stop := context.WithCancel(t.Context())
				go func() { running <- b.Run(ctx) }()
				began := time.Now()
				if err := b.Hear(t.Context(), heard("1", "x")); err != nil {
					t.Fatal(err)
				}
				for channel.said() != c.said && time.Since(began) < time.Minute {
					_ = pause(t.Context(), 100*time.Millisecond)
				}
				if took := time.Since(began); channel.said() != c.said || c.said != "" && (took < c.least || took > c.most) {
					t.Errorf("%q after %s", channel.said(), took)
				}
				_ = pause(t.Context(), 10*time.Minute)
				if channel.said() != c.said || len(channel.fails) > 0 {
					t.Errorf("later %q, %d faults left", channel.said(), len(channel.fails))
				}
				stop()
				<-running
			})
		})
	}
}

func TestAMessageWorthNothingAnyMoreIsNotSent(t *testing.T) {
	b, _, channel := newBot(t, step(echo))
	late := chat.Outbound{ID: "late", To: talker, Body: chat.Body{para("x")}, Until: time.Now().Add(-time.Second)}
	if d := b.send(late); d.Result != chat.Expired || channel.said() != "" {
		t.Errorf("%v %q", d.Result, channel.said())
	}
}

func TestTheWaitBeforeATryDoublesUpToFiveMinutes(t *testing.T) {
	for tried, want := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 5: 16 * time.Second, 9: 256 * time.Second, 10: mostWait, 99: mostWait} {
		if got := backoff(tried); got != want {
			t.Errorf("after %d tries %s", tried, got)
		}
	}
}
