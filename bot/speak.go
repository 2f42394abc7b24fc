package bot

import (
	"context"
	"sync"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// Limits of speaking.
const (
	sendLimit = 30 * time.Second
	inFlight  = 18 // 30 messages a second, each under way for 0.6 s
	perClaim  = 50 // messages of one address
)

// busy knows which addresses are being spoken to in this process. Claims for one
// address go side by side; a claim for whoever is due goes alone, so that nobody
// looks between a claim and its entry here.
type busy struct {
	claim sync.RWMutex
	mu    sync.Mutex
	now   map[chat.Address]chan struct{}
}

func (b *busy) start(a chat.Address) chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.now == nil {
		b.now = map[chat.Address]chan struct{}{}
	}
	done := make(chan struct{})
	b.now[a] = done
	return done
}

func (b *busy) finish(a chat.Address, done chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.now[a] == done {
		delete(b.now, a)
	}
	close(done)
}

func (b *busy) with(a chat.Address) chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now[a]
}

// speak sends what is due for one address and returns when it has left, also when
// somebody else in this process is at it.
func (b *Bot) speak(a chat.Address) {
	if b.Only != nil && a != *b.Only {
		return
	}
	for {
		p, done, err := b.claimOne(a)
		switch {
		case err != nil:
			b.Log.Warn("claim failed", "channel", a.Channel, "err", err)
			return
		case p != nil:
			b.deliver(*p)
			b.busy.finish(a, done)
			return
		}
		other := b.busy.with(a)
		if other == nil {
			return
		}
		<-other
	}
}

func (b *Bot) claimOne(a chat.Address) (*chat.Parcel, chan struct{}, error) {
	b.busy.claim.RLock()
	defer b.busy.claim.RUnlock()
	ask := Ask{By: b.Replica, Now: b.Now(), Channels: b.names, Only: &a, Limit: perClaim}
	parcels, err := b.Store.Claim(b.base, ask)
	if err != nil || len(parcels) == 0 {
		return nil, nil, err
	}
	return &parcels[0], b.busy.start(a), nil
}

// speakAll claims whoever has something due and sends to them side by side. It
// reports whether there may be more.
func (b *Bot) speakAll(slots chan struct{}) (more bool, err error) {
	free := cap(slots) - len(slots)
	if free == 0 || !b.begin() {
		return false, nil
	}
	defer b.work.Done()
	b.busy.claim.Lock()
	defer b.busy.claim.Unlock()
	ask := Ask{By: b.Replica, Now: b.Now(), Channels: b.names, Only: b.Only, Limit: free}
	parcels, err := b.Store.Claim(b.base, ask)
	for _, p := range parcels {
		done := b.busy.start(p.To)
		slots <- struct{}{}
		b.work.Add(1)
		go func() {
			defer b.work.Done()
			defer func() { <-slots }()
			b.deliver(p)
			b.busy.finish(p.To, done)
		}()
	}
	return len(parcels) == free, err
}

// deliver sends a parcel in order and settles each message as it leaves. The hold
// ends with the last one, or earlier when the address must wait.
func (b *Bot) deliver(p chat.Parcel) {
	marks := map[string]string{} // by slot, of what has left with this parcel
	for i, o := range p.Say {
		if mark := marks[o.Slot]; o.Replace && mark != "" {
			o.Edits = mark
		}
		if b.isStopping() {
			b.settle(p, nil, true)
			return
		}
		d := b.send(o)
		b.Metrics.sent(o.To.Channel, resultNames[d.Result])
		if o.Slot != "" && d.Mark != "" {
			marks[o.Slot] = d.Mark
		}
		last := i == len(p.Say)-1
		switch d.Result {
		case chat.Again:
			b.settle(p, []chat.Delivery{d}, true)
			return
		case chat.Unreachable:
			b.settle(p, unreachable(p.Say[i:]), true)
			return
		}
		if !b.settle(p, []chat.Delivery{d}, last) {
			return
		}
	}
	if len(p.Say) == 0 {
		b.settle(p, nil, true)
	}
}

// unreachable settles all that is left for an address that is dead.
func unreachable(rest []chat.Outbound) []chat.Delivery {
	all := make([]chat.Delivery, len(rest))
	for i, o := range rest {
		all[i] = chat.Delivery{ID: o.ID, Result: chat.Unreachable}
	}
	return all
}

// settle tells the store, again and again while it is away: a message that has
// left must not leave twice.
func (b *Bot) settle(p chat.Parcel, done []chat.Delivery, last bool) bool {
	wait := 200 * time.Millisecond
	for {
		err := b.Store.Settle(b.base, p, done, last)
		if err == nil {
			return true
		}
		b.Log.Warn("settle failed", "channel", p.To.Channel, "err", err)
		if pause(b.base, wait) != nil {
			return false
		}
		wait = min(2*wait, 10*time.Second)
	}
}

func (b *Bot) isStopping() bool {
	select {
	case <-b.stopping:
		return true
	default:
		return false
	}
}

// send brings one message to its channel and judges what became of it.
func (b *Bot) send(o chat.Outbound) chat.Delivery {
	now := b.Now()
	if !o.Until.IsZero() && now.After(o.Until) {
		return chat.Delivery{ID: o.ID, Result: chat.Expired}
	}
	ctx, cancel := context.WithTimeout(b.base, sendLimit)
	defer cancel()
	if o.Lane == chat.Notice && b.Writer != nil {
		written, still, err := b.write(ctx, o, now)
		if err != nil {
			return b.judge(o, err, now)
		}
		if !still {
			return chat.Delivery{ID: o.ID, Result: chat.Moot}
		}
		written.ID, written.To, written.Lane = o.ID, o.To, o.Lane
		o = written
	}
	return b.pass(ctx, o, now)
}

// pass gives the channel the parts it can carry, in order.
func (b *Bot) pass(ctx context.Context, o chat.Outbound, now time.Time) chat.Delivery {
	channel := b.channels[o.To.Channel]
	if channel == nil {
		return b.judge(o, &chat.SendError{Class: chat.Auth}, now)
	}
	mark := ""
	for _, part := range fit(o, channel.Capabilities()) {
		receipt, err := carry(ctx, channel, part)
		if err != nil {
			return b.judge(o, err, now)
		}
		mark = receipt.Mark
	}
	b.tries.forget(o.ID)
	return chat.Delivery{ID: o.ID, Mark: mark, Result: chat.Delivered}
}
