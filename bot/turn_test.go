package bot

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/sqlite"
)

// step is a house of one function.
type step func(context.Context, dialogs.Scene) (chat.Outcome, error)

func (s step) Step(ctx context.Context, sc dialogs.Scene) (chat.Outcome, error) { return s(ctx, sc) }
func (step) Typed(chat.Conversation, []*directive.Directive) bool               { return false }

// echo says back what it heard.
func echo(_ context.Context, s dialogs.Scene) (chat.Outcome, error) {
	next := s.Talk
	return chat.Outcome{Next: &next, Say: []chat.Outbound{{Body: chat.Body{para(s.In.Text)}}}}, nil
}

// faulty is a real store whose commits and reads can be made to fail.
type faulty struct {
	*sqlite.Store
	mu     sync.Mutex
	commit []error // of the next commits; nil: as the store does
	person error
}

func (f *faulty) Commit(ctx context.Context, t chat.Turn) error {
	f.mu.Lock()
	var fault error
	if len(f.commit) > 0 {
		fault, f.commit = f.commit[0], f.commit[1:]
	}
	f.mu.Unlock()
	if fault != nil {
		return fault
	}
	return f.Store.Commit(ctx, t)
}

func (f *faulty) Person(ctx context.Context, a chat.Address) (people.Person, error) {
	if f.person != nil {
		return people.Person{}, f.person
	}
	return f.Store.Person(ctx, a)
}

// ear is a channel that keeps what is sent, and fails as it is told.
type ear struct {
	mu    sync.Mutex
	sent  []chat.Outbound
	fails []error
	held  chan struct{} // not nil: a send waits for it
}

func (*ear) Name() string                    { return "ear" }
func (*ear) Capabilities() chat.Capabilities { return chat.Capabilities{Buttons: true} }

func (e *ear) Send(_ context.Context, o chat.Outbound) (chat.Receipt, error) {
	if e.held != nil {
		<-e.held
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.fails) > 0 {
		fault := e.fails[0]
		e.fails = e.fails[1:]
		if fault != nil {
			return chat.Receipt{}, fault
		}
	}
	e.sent = append(e.sent, o)
	return chat.Receipt{Mark: o.ID}, nil
}

func (e *ear) said() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	all := []string{}
	for _, o := range e.sent {
		all = append(all, o.Body.Plain())
	}
	return strings.Join(all, "|")
}

var talker = chat.Address{Channel: "ear", Room: "r", User: "u"}

func heard(id, text string) chat.Inbound { return chat.Inbound{ID: id, From: talker, Text: text} }

func newBot(t testing.TB, house Stepper) (*Bot, *faulty, *ear) {
	t.Helper()
	dir := t.TempDir()
	keys, err := storage.OpenKeys(filepath.Join(dir, "keys.json"), true)
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(context.Background(), sqlite.Options{Path: filepath.Join(dir, "bot.db"), Keys: keys, Replica: "one"})
	if err != nil {
		t.Fatal(err)
	}
	kept, channel := &faulty{Store: store}, &ear{}
	b, err := New(Options{House: house, Store: kept, Channels: []Channel{channel}, Directives: func() []*directive.Directive { return nil }, Replica: "one"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Stop(context.Background()); _ = store.Close() })
	return b, kept, channel
}

func TestAMessageHeardTwiceIsAnsweredOnce(t *testing.T) {
	b, _, channel := newBot(t, step(echo))
	for range 2 {
		if err := b.Answer(t.Context(), heard("1", "chào")); err != nil {
			t.Fatal(err)
		}
	}
	if channel.said() != "chào" {
		t.Error(channel.said())
	}
}

func TestAStepThatFailsFiveTimesIsAnsweredAndForgotten(t *testing.T) {
	for title, fails := range map[string]step{
		"errs": func(context.Context, dialogs.Scene) (chat.Outcome, error) {
			return chat.Outcome{}, errors.New("no such move")
		},
		"panics": func(context.Context, dialogs.Scene) (chat.Outcome, error) { panic("280000456") },
	} {
		t.Run(title, func(t *testing.T) {
			b, _, channel := newBot(t, fails)
			for i := range poisonous - 1 {
				err := b.Answer(t.Context(), heard("1", "x"))
				if err == nil || strings.Contains(err.Error(), "280000456") {
					t.Fatalf("time %d: %v", i, err)
				}
			}
			if err := b.Answer(t.Context(), heard("1", "x")); err != nil || !strings.Contains(channel.said(), "chưa đọc được") {
				t.Errorf("%v %q", err, channel.said())
			}
			if err := b.Answer(t.Context(), heard("1", "x")); err != nil || strings.Count(channel.said(), "chưa đọc được") != 1 {
				t.Errorf("again: %v %q", err, channel.said())
			}
		})
	}
}

func TestOneBadMessageDoesNotBlockTheNext(t *testing.T) {
	b, _, channel := newBot(t, step(func(ctx context.Context, s dialogs.Scene) (chat.Outcome, error) {
		if s.In.Text == "bad" {
			panic("bad")
		}
		return echo(ctx, s)
	}))
	if err := b.Answer(t.Context(), heard("1", "bad")); err == nil {
		t.Fatal("acknowledged")
	}
	if err := b.Answer(t.Context(), heard("2", "tốt")); err != nil || channel.said() != "tốt" {
		t.Errorf("%v %q", err, channel.said())
	}
}

// TestAStoreThatIsAwayIsNotTheMessagesFault: nothing is acknowledged, nothing counts
// towards poison, and the message is answered when the store is back.
func TestAStoreThatIsAwayIsNotTheMessagesFault(t *testing.T) {
	for title, fault := range map[string]error{"away": chat.ErrAway, "unknown outcome": errors.New("time out")} {
		t.Run(title, func(t *testing.T) {
			b, kept, channel := newBot(t, step(echo))
			for range poisonous + 2 {
				kept.commit = []error{fault}
				if err := b.Answer(t.Context(), heard("1", "x")); !errors.Is(err, fault) {
					t.Fatalf("acknowledged: %v", err)
				}
			}
			if err := b.Answer(t.Context(), heard("1", "x")); err != nil || channel.said() != "x" {
				t.Errorf("%v %q", err, channel.said())
			}
		})
	}
	b, kept, channel := newBot(t, step(func(ctx context.Context, s dialogs.Scene) (chat.Outcome, error) {
		if _, err := s.Desk.Person(ctx, s.In.From); err != nil {
			return chat.Outcome{}, errors.New("read who writes")
		}
		return echo(ctx, s)
	}))
	kept.person = chat.ErrAway
	for range poisonous + 2 {
		if err := b.Answer(t.Context(), heard("1", "x")); err == nil {
			t.Fatal("acknowledged")
		}
	}
	kept.person = nil
	if err := b.Answer(t.Context(), heard("1", "x")); err != nil || channel.said() != "x" {
		t.Errorf("a read that failed: %v %q", err, channel.said())
	}
}

func TestAStaleTurnIsDecidedAnewAndAtLastThePersonIsTold(t *testing.T) {
	steps := 0
	b, kept, channel := newBot(t, step(func(ctx context.Context, s dialogs.Scene) (chat.Outcome, error) {
		steps++
		return echo(ctx, s)
	}))
	kept.commit = []error{chat.ErrStale, chat.ErrStale}
	if err := b.Answer(t.Context(), heard("1", "x")); err != nil || steps != 3 || channel.said() != "x" {
		t.Fatalf("%v after %d steps: %q", err, steps, channel.said())
	}
	for range tooOften {
		kept.commit = append(kept.commit, chat.ErrStale)
	}
	if err := b.Answer(t.Context(), heard("2", "y")); err != nil || !strings.Contains(channel.said(), "đang được người khác sửa") {
		t.Errorf("%v %q", err, channel.said())
	}
}

func TestAStoppingBotHearsNothingMoreAndFinishesWhatItHas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inside, on := make(chan struct{}), make(chan struct{})
		b, _, channel := newBot(t, step(func(ctx context.Context, s dialogs.Scene) (chat.Outcome, error) {
			close(inside)
			<-on
			return echo(ctx, s)
		}))
		answered := make(chan error, 1)
		go func() { answered <- b.Answer(t.Context(), heard("1", "x")) }()
		<-inside
		stopped := make(chan error, 1)
		go func() { stopped <- b.Stop(context.Background()) }()
		synctest.Wait()
		if err := b.Answer(t.Context(), heard("2", "y")); !errors.Is(err, ErrStopping) {
			t.Errorf("hears on: %v", err)
		}
		close(on)
		if err := errors.Join(<-answered, <-stopped); err != nil {
			t.Error(err)
		}
		_ = channel
	})
}

func TestStopCutsOffAfterTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		on := make(chan struct{})
		b, _, _ := newBot(t, step(func(ctx context.Context, s dialogs.Scene) (chat.Outcome, error) {
			<-on
			return echo(ctx, s)
		}))
		done := make(chan struct{})
		go func() { _ = b.Answer(context.Background(), heard("1", "x")); close(done) }()
		synctest.Wait()
		began := time.Now()
		if err := b.Stop(context.Background()); err == nil || time.Since(began) != stopLimit {
			t.Errorf("%v after %s", err, time.Since(began))
		}
		close(on)
		<-done
	})
}

func BenchmarkTurn(b *testing.B) {
	house, err := directive.Load(directive.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	bot, _, _ := newBot(b, dialogs.New())
	bot.Directives = func() []*directive.Directive { return []*directive.Directive{house} }
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := bot.Answer(b.Context(), heard(time.Duration(i).String(), "Đăng ký tài khoản")); err != nil {
			b.Fatal(err)
		}
	}
}
