package telegram

import (
	"context"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// The budget of messages: about 30 a second over all chats
// (core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). What a single
// chat may take is told by the platform's retry_after alone.
const (
	perSecond  = 30
	sliceLife  = 10 * time.Second
	sliceEvery = 3 * time.Second
	slicePath  = "pace/telegram/"
)

// pace spaces the messages of this process. Its slice of the budget is a lease: each
// replica that has sent something lately holds one, and all slices are alike.
type pace struct {
	leases  Leases
	replica string
	now     func() time.Time
	limit   *rate.Limiter
	mu      sync.Mutex
	asked   time.Time
}

func newPace(o Options) *pace {
	return &pace{leases: o.Leases, replica: o.Replica, now: o.Now, limit: rate.NewLimiter(perSecond, perSecond/3)}
}

// take waits until one more message fits the budget.
func (p *pace) take(ctx context.Context) error {
	p.renew(ctx)
	return p.limit.Wait(ctx)
}

// renew holds this replica's slice and counts the others. When the store does not say,
// the slice stays as it was.
func (p *pace) renew(ctx context.Context) {
	p.mu.Lock()
	now := p.now()
	due := p.leases != nil && now.Sub(p.asked) >= sliceEvery
	if due {
		p.asked = now
	}
	p.mu.Unlock()
	if !due {
		return
	}
	if _, err := p.leases.Hold(ctx, slicePath+strings.ReplaceAll(p.replica, "/", "-"), p.replica, now, sliceLife); err != nil {
		return
	}
	if live, err := p.leases.Live(ctx, slicePath, now); err == nil {
		p.limit.SetLimit(rate.Limit(perSecond) / rate.Limit(max(len(live), 1)))
	}
}
