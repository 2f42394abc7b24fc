package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

var resultNames = map[chat.Result]string{
	chat.Delivered: "delivered", chat.Again: "again", chat.Failed: "failed", chat.Unreachable: "unreachable",
	chat.Expired: "expired", chat.Moot: "moot", chat.OutOfQuota: "quota",
}

// Waits before a message is tried again.
const (
	firstWait = time.Second
	mostWait  = 5 * time.Minute
	authWait  = time.Minute // a wrong token is mended by people
	fewTries  = 5           // of a message that a channel or writer panics on
)

// verdicts are the results that a class of failure ends a message with.
var verdicts = map[chat.Class]chat.Result{
	chat.Blocked: chat.Unreachable, chat.Permanent: chat.Failed, chat.Unsupported: chat.Failed, chat.Quota: chat.OutOfQuota,
}

// errPanic is a channel or writer that panicked on a message.
var errPanic = errors.New("panic")

// judge turns a failure to send into what becomes of the message.
func (b *Bot) judge(o chat.Outbound, err error, now time.Time) chat.Delivery {
	var fault *chat.SendError
	if !errors.As(err, &fault) {
		fault = &chat.SendError{Class: chat.Temporary, Err: err}
	}
	d := chat.Delivery{ID: o.ID, Result: chat.Again}
	tried := b.tries.add(o.ID)
	b.Log.Warn("send failed", "channel", o.To.Channel, "class", fault.Class, "tried", tried, "err", err)
	if errors.Is(err, errPanic) && tried >= fewTries {
		fault = &chat.SendError{Class: chat.Permanent}
	}
	switch fault.Class {
	case chat.Temporary:
		d.Retry = now.Add(backoff(tried))
	case chat.RetryAfter:
		d.Retry = now.Add(max(fault.RetryAfter, firstWait))
	case chat.Auth:
		d.Retry = now.Add(authWait)
	case chat.Migrated:
		d.Moved, d.Retry = fault.Moved, now
	default:
		d.Result = verdicts[fault.Class]
	}
	if d.Result != chat.Again {
		b.tries.forget(o.ID)
	}
	return d
}

// backoff doubles with each try: 1 s, 2 s, 4 s … 5 minutes.
func backoff(tried int) time.Duration {
	if tried > 9 {
		return mostWait
	}
	return min(firstWait<<(tried-1), mostWait)
}

// tries counts how often a message was tried in this process.
type tries struct {
	mu sync.Mutex
	of map[string]int
}

func (t *tries) add(id string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.of == nil {
		t.of = map[string]int{}
	}
	t.of[id]++
	return t.of[id]
}

func (t *tries) forget(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.of, id)
}

// carry sends one part; a panic of the channel is a failure of that message alone.
func carry(ctx context.Context, c Channel, o chat.Outbound) (r chat.Receipt, err error) {
	defer recovered(&err)
	return c.Send(ctx, o)
}

func (b *Bot) write(ctx context.Context, o chat.Outbound, now time.Time) (out chat.Outbound, still bool, err error) {
	defer recovered(&err)
	return b.Writer.Write(ctx, o, now)
}

func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %w", errPanic, panicked(p))
	}
}
