package bot

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Paces of the work that nobody asks for.
const (
	leaseEvery = 3 * time.Second
	leaseLife  = 10 * time.Second
	lookEvery  = time.Second
	sweepEvery = time.Minute
	endEvery   = 5 * time.Second
	stopLimit  = 10 * time.Second
	mostPause  = 30 * time.Second
)

// Optional powers of a store and of a poller, found by assertion.
type (
	// Sweeper removes what is no longer needed.
	Sweeper interface {
		Sweep(context.Context, time.Time) error
	}
	// Finisher does what a process that died has left undone. A store whose turns are
	// one transaction leaves nothing.
	Finisher interface {
		Finish(context.Context) error
	}
	// Waiter is a poller that takes the next message only when the replies to the
	// last one have left, as a terminal does. It is local: no lease is taken for it.
	Waiter interface {
		Waits() bool
	}
)

// Run renews this replica's lease, speaks to whoever is due, sweeps, and polls. It
// returns when ctx ends, or when every poller has come to its end by itself.
func (b *Bot) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	b.alive(ctx)
	var work, polls sync.WaitGroup
	work.Go(func() { b.every(ctx, leaseEvery, b.alive) })
	work.Go(func() { b.look(ctx) })
	work.Go(func() { b.every(ctx, sweepEvery, b.sweep) })
	work.Go(func() { b.finish(ctx) })
	if !b.waits() {
		work.Go(func() { b.labour(ctx) })
	}
	found := false
	for _, c := range b.Channels {
		if p, ok := c.(Poller); ok {
			found = true
			polls.Go(func() { b.poll(ctx, c.Name(), p) })
		}
	}
	polls.Wait()
	if !found {
		<-ctx.Done()
	}
	cancel()
	work.Wait()
	return nil
}

// Stop hears nothing more, lets turns and messages under way finish for at most
// ten seconds, and then cuts them off. End Run's context first.
func (b *Bot) Stop(ctx context.Context) error {
	b.mu.Lock()
	if !b.stopped {
		b.stopped = true
		close(b.stopping)
	}
	b.mu.Unlock()
	defer b.end()
	ctx, cancel := context.WithTimeout(ctx, stopLimit)
	defer cancel()
	done := make(chan struct{})
	go func() {
		b.work.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return errors.New("bot: cut off what was under way")
	}
}

func (b *Bot) every(ctx context.Context, d time.Duration, do func(context.Context)) {
	for pause(ctx, d) == nil {
		do(ctx)
	}
}

// alive keeps this replica's holds.
func (b *Bot) alive(ctx context.Context) {
	if _, err := b.Store.Hold(ctx, "replica/"+b.Replica, b.Replica, b.Now(), leaseLife); err != nil && ctx.Err() == nil {
		b.Log.Warn("lease not renewed", "err", err)
	}
}

// look speaks to whoever is due, at once after a start: a reply that a crash delayed
// waits no longer.
func (b *Bot) look(ctx context.Context) {
	slots := make(chan struct{}, inFlight)
	due := func(context.Context) {
		for more := true; more && !b.isStopping(); {
			var err error
			if more, err = b.speakAll(slots); err != nil {
				b.Log.Warn("claim failed", "err", err)
				return
			}
		}
	}
	due(ctx)
	b.every(ctx, lookEvery, due)
}

func (b *Bot) sweep(ctx context.Context) {
	b.rates.forget()
	s, ok := b.Store.(Sweeper)
	if !ok {
		return
	}
	if err := s.Sweep(ctx, b.Now()); err != nil && ctx.Err() == nil {
		b.Log.Warn("sweep failed", "err", err)
	}
}

func (b *Bot) finish(ctx context.Context) {
	s, ok := b.Store.(Finisher)
	if !ok {
		return
	}
	b.every(ctx, endEvery, func(ctx context.Context) {
		if err := s.Finish(ctx); err != nil && ctx.Err() == nil {
			b.Log.Warn("finishing failed", "err", err)
		}
	})
}

// poll polls until the poller ends by itself; after a fault it pauses and polls on.
func (b *Bot) poll(ctx context.Context, name string, p Poller) {
	wait := time.Second
	for ctx.Err() == nil {
		began := b.Now()
		err := b.pollOnce(ctx, name, p)
		if err == nil {
			return
		}
		if ctx.Err() != nil {
			return
		}
		if !errors.Is(err, errElsewhere) {
			b.Log.Warn("polling failed", "channel", name, "err", err)
		}
		if b.Now().Sub(began) > mostPause || errors.Is(err, errElsewhere) {
			wait = time.Second
		}
		_ = pause(ctx, wait)
		wait = min(2*wait, mostPause)
	}
}

// errElsewhere: another replica polls this channel.
var errElsewhere = errors.New("polled elsewhere")

// pollOnce polls under the channel's lease: two replicas that poll one platform
// take each other's messages.
func (b *Bot) pollOnce(ctx context.Context, name string, p Poller) (err error) {
	defer recovered(&err)
	if w, ok := p.(Waiter); ok && w.Waits() {
		return p.Poll(ctx, b.attend)
	}
	held := func() bool {
		fence, err := b.Store.Hold(ctx, "poll/"+name, b.Replica, b.Now(), leaseLife)
		return err == nil && fence > 0
	}
	if !held() {
		return errElsewhere
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go b.every(ctx, leaseEvery, func(context.Context) {
		if !held() {
			cancel()
		}
	})
	if err := p.Poll(ctx, b.Hear); err != nil {
		return err
	}
	return ctx.Err()
}

// waits reports whether every channel waits for what it asked, and so does the jobs
// of its talk itself.
func (b *Bot) waits() bool {
	for _, c := range b.Channels {
		if w, ok := c.(Waiter); !ok || !w.Waits() {
			return false
		}
	}
	return len(b.Channels) > 0
}
