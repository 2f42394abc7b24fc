package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/dvcbot/dvcbot/chat"
)

// poisonous is how many failed steps make a message a dead letter.
const poisonous = 5

// stepFault is a step that erred or panicked: only this counts towards poison.
type stepFault struct {
	err   error
	stack []byte
}

func (f *stepFault) Error() string { return "step: " + f.err.Error() }
func (f *stepFault) Unwrap() error { return f.err }

// guarded runs a step so that its panic ends that turn alone.
func guarded(step func() (chat.Outcome, error)) (o chat.Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &stepFault{err: panicked(p), stack: debug.Stack()}
		}
	}()
	o, err = step()
	if err != nil {
		return o, &stepFault{err: err}
	}
	return o, nil
}

// panicked names a panic without what it may carry: a text has no place in a log.
func panicked(p any) error {
	if fault, ok := p.(runtime.Error); ok {
		return fmt.Errorf("panic: %w", fault)
	}
	return fmt.Errorf("panic of type %T", p)
}

// failed counts the fault. The platform repeats the message until it is answered,
// or until it has failed too often: then it is kept aside and the person is told.
func (b *Bot) failed(ctx context.Context, in chat.Inbound, fault *stepFault) ([]chat.Address, error) {
	b.Log.Error("step failed", "channel", in.From.Channel, "kind", in.Kind, "err", fault.err, "stack", string(fault.stack))
	raw, err := json.Marshal(in)
	if err != nil {
		return nil, errors.Join(fault, err)
	}
	times, err := b.Store.Failed(ctx, in.ID, raw)
	if err != nil {
		return nil, fmt.Errorf("count the fault: %w", err)
	}
	if times < poisonous {
		return nil, fault
	}
	return b.commit(ctx, apology(in, "bot.unreadable"))
}
