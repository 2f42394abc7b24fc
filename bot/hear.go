package bot

import (
	"context"
	"errors"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// tooOften is how often a turn is decided anew before the person is told to wait.
const tooOften = 10

// Hear takes one inbound through its whole turn: nil means committed or seen, and
// the platform may forget it. Turns of one address are taken one at a time in the
// order of the calls. What is to be said leaves afterwards, on its own.
func (b *Bot) Hear(ctx context.Context, in chat.Inbound) error {
	to, err := b.hear(ctx, in)
	for _, a := range to {
		b.later(a)
	}
	return err
}

// Answer is Hear that returns when what waits for the address has left, for a
// channel that takes one message at a time.
func (b *Bot) Answer(ctx context.Context, in chat.Inbound) error {
	to, err := b.hear(ctx, in)
	for _, a := range to {
		b.speak(a)
	}
	return err
}

// hear gives the addresses that have something due when the turn is kept.
func (b *Bot) hear(ctx context.Context, in chat.Inbound) ([]chat.Address, error) {
	if !b.begin() {
		return nil, ErrStopping
	}
	defer b.work.Done()
	if err := b.lines.enter(ctx, in.From); err != nil {
		return nil, err
	}
	defer b.lines.leave(in.From)
	if in.Kind != chat.Done {
		if err := b.rates.wait(ctx, in.From); err != nil {
			return nil, err
		}
	}
	began := b.Now()
	to, err := b.turn(ctx, in)
	b.Metrics.turned(in.From.Channel, err, b.Now().Sub(began))
	return to, err
}

// turn reads, steps and commits until what was decided on is still so.
func (b *Bot) turn(ctx context.Context, in chat.Inbound) ([]chat.Address, error) {
	switch in.Kind {
	case chat.Gone:
		return nil, nil
	case chat.Back:
		in.Kind, in.Text, in.Press = chat.Said, again, &chat.Press{Value: again}
	}
	for range tooOften {
		t, err := b.decide(ctx, in)
		var fault *stepFault
		if errors.As(err, &fault) {
			return b.failed(ctx, in, fault)
		}
		if err != nil {
			return nil, err
		}
		if t.Next != nil {
			t.Next.Heard = b.Now().UTC().Truncate(time.Second)
		}
		to, err := b.commit(ctx, t)
		if !errors.Is(err, chat.ErrStale) {
			return to, err
		}
	}
	return b.commit(ctx, apology(in, "bot.contended"))
}

// again asks a dialog to put its present question once more.
const again = "go:again"

// commit keeps a turn; one that was kept before is as good.
func (b *Bot) commit(ctx context.Context, t chat.Turn) ([]chat.Address, error) {
	err := b.Store.Commit(ctx, t)
	if err != nil && !errors.Is(err, chat.ErrSeen) {
		return nil, err
	}
	if len(t.Jobs) > 0 {
		b.ask()
	}
	to := []chat.Address{t.Of}
	for _, o := range t.Say {
		if o.To != t.Of {
			to = append(to, o.To)
		}
	}
	return to, nil
}

// later speaks without keeping the caller waiting.
func (b *Bot) later(a chat.Address) {
	if !b.begin() {
		return
	}
	go func() {
		defer b.work.Done()
		b.speak(a)
	}()
}
