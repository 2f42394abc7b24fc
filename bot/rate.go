package bot

import (
	"context"
	"sync"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// burst is how many turns an address may take at once before the rate holds.
const burst = 60

// rates spaces the turns of one address: a burst, then so many a minute. Who
// comes too fast waits; nothing is dropped.
type rates struct {
	perMinute int
	now       func() time.Time
	mu        sync.Mutex
	full      map[chat.Address]time.Time // when the address has its whole burst again
}

// wait takes one turn of a's, after waiting for it where there is none left. It is
// called by one turn of an address at a time.
func (r *rates) wait(ctx context.Context, a chat.Address) error {
	if r.perMinute <= 0 {
		return nil
	}
	return pause(ctx, r.take(a))
}

// take books one turn and says how long it is until it may begin.
func (r *rates) take(a chat.Address) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	now, each := r.now(), time.Minute/time.Duration(r.perMinute)
	if r.full == nil {
		r.full = map[chat.Address]time.Time{}
	}
	full := r.full[a]
	if full.Before(now) {
		full = now
	}
	full = full.Add(each)
	r.full[a] = full
	return full.Sub(now) - burst*each
}

// forget drops the addresses that have their whole burst again.
func (r *rates) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	for a, full := range r.full {
		if !full.After(now) {
			delete(r.full, a)
		}
	}
}

// pause waits for d, at once when it is not positive.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
