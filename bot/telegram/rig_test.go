package telegram_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/bot/telegram"
	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
	"github.com/dvcbot/dvcbot/chat"
)

// rig is a channel before the fake platform.
type rig struct {
	*telegram.Channel
	platform *telegramtest.Server
	person   *telegramtest.Person
	log      *safeBuffer
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func newRig(t *testing.T, change func(*telegram.Options)) *rig {
	t.Helper()
	r := &rig{platform: telegramtest.New(), log: &safeBuffer{}}
	t.Cleanup(r.platform.Close)
	o := telegram.Options{Token: r.platform.Token, API: r.platform.URL, Log: slog.New(slog.NewTextHandler(r.log, nil))}
	if change != nil {
		change(&o)
	}
	var err error
	if r.Channel, err = telegram.New(o); err != nil {
		t.Fatal(err)
	}
	r.person = r.platform.Person(5)
	return r
}

// polled runs Poll until the test ends.
func (r *rig) polled(t *testing.T, hear func(context.Context, chat.Inbound) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Poll(ctx, hear) }()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
}

func (r *rig) sound(t *testing.T) {
	t.Helper()
	if v := r.platform.Violations(); len(v) > 0 {
		t.Errorf("violations:\n%s", strings.Join(v, "\n"))
	}
	if strings.Contains(r.log.String(), "canary") {
		t.Errorf("the token is in the log:\n%s", r.log)
	}
}

// until waits for the platform to be so.
func (r *rig) until(t *testing.T, so func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := r.platform.Until(ctx, so); err != nil {
		t.Fatalf("never came: %v", err)
	}
}

// within fails the test when something does not come.
func within[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(time.Minute):
		t.Fatal("never came")
		panic("unreachable")
	}
}

func texts(o ...chat.Block) chat.Outbound { return chat.Outbound{To: me, Body: o} }

func para(s string) chat.Block { return chat.Block{Text: chat.Words(s)} }
