package bot

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/sqlite"
)

// reader is a house that asks for a job at every message and says what came of it.
type reader struct{}

func (reader) Typed(chat.Conversation, []*directive.Directive) bool { return false }

func (reader) Step(_ context.Context, s dialogs.Scene) (chat.Outcome, error) {
	o := chat.Outcome{Next: &s.Talk}
	words := "đang đọc"
	if s.In.Kind == chat.Done {
		words = s.In.Of + " " + s.In.Start + ": " + s.In.Text
	} else {
		o.Jobs = []chat.Job{{Kind: "read", Ref: s.In.Text}}
	}
	o.Say = []chat.Outbound{{Body: chat.Body{{Text: chat.Words(words)}}}}
	return o, nil
}

// paper is a channel that keeps what was sent.
type paper struct {
	mu   sync.Mutex
	said []string
}

func (*paper) Name() string                    { return "paper" }
func (*paper) Capabilities() chat.Capabilities { return chat.Capabilities{} }
func (p *paper) Send(_ context.Context, o chat.Outbound) (chat.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.said = append(p.said, o.Body.Plain())
	return chat.Receipt{}, nil
}

func (p *paper) all() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.said, "; ")
}

func TestAJobIsDoneAndItsTalkHearsOfIt(t *testing.T) {
	calls := map[string]int{}
	for title, c := range map[string]struct {
		work Worker
		want string
	}{
		"done at once":   {func(context.Context, chat.Job) (string, error) { return "3 người", nil }, "đang đọc; read tệp: 3 người"},
		"done at last":   {failing(calls, "at last", 2), "đang đọc; read tệp: xong"},
		"failed":         {failing(calls, "never", 9), "đang đọc; read tệp: " + chat.JobFailed},
		"a panic is one": {func(context.Context, chat.Job) (string, error) { panic("bad file") }, "đang đọc; read tệp: " + chat.JobFailed},
	} {
		t.Run(title, func(t *testing.T) {
			folder := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				if got := worked(t, folder, c.work); got != c.want {
					t.Errorf("said %s", got)
				}
			})
		})
	}
}

func failing(calls map[string]int, name string, times int) Worker {
	return func(context.Context, chat.Job) (string, error) {
		if calls[name]++; calls[name] <= times {
			return "", errors.New("not yet")
		}
		return "xong", nil
	}
}

func worker(t *testing.T, s Store, c Channel, work Worker) *Bot {
	b, err := New(Options{House: reader{}, Store: s, Channels: []Channel{c}, Directives: func() []*directive.Directive { return nil },
		Workers: map[string]Worker{"read": work}, Replica: "a"})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func kept(t *testing.T, folder string) *sqlite.Store {
	keys, err := storage.OpenKeys(filepath.Join(folder, "keys.json"), true)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(folder, "jobs.db"), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// worked runs a bot until everything asked for by one message has been said.
func worked(t *testing.T, folder string, work Worker) string {
	s := kept(t, folder)
	defer func() { _ = s.Close() }()
	out := &paper{}
	b := worker(t, s, out, work)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	if err := b.Hear(ctx, chat.Inbound{ID: "m", From: chat.Address{Channel: "paper", Room: "1", User: "1"}, Text: "tệp"}); err != nil {
		t.Fatal(err)
	}
	for !strings.Contains(out.all(), "read") {
		_ = pause(ctx, lookEvery)
	}
	cancel()
	if err := errors.Join(<-ended, b.Stop(context.Background())); err != nil {
		t.Fatal(err)
	}
	return out.all()
}

// waiter is a channel that shows one thing after the other, and ends with its one line.
type waiter struct{ paper }

func (*waiter) Waits() bool { return true }

func (*waiter) Poll(ctx context.Context, hear Hear) error {
	return hear(ctx, chat.Inbound{ID: "m", From: chat.Address{Channel: "paper", Room: "1", User: "1"}, Text: "tệp"})
}

// TestATerminalEndsWithItsResult: a job that fails at first is done before the last line
// counts as answered.
func TestATerminalEndsWithItsResult(t *testing.T) {
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := kept(t, folder)
		defer func() { _ = s.Close() }()
		out := &waiter{}
		b := worker(t, s, out, failing(map[string]int{}, "terminal", 2))
		if err := errors.Join(b.Run(t.Context()), b.Stop(context.Background())); err != nil {
			t.Fatal(err)
		}
		if got := out.all(); got != "đang đọc; read tệp: xong" {
			t.Errorf("said %s", got)
		}
	})
}
