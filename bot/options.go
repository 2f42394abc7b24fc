package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
)

// Stepper decides what a message leads to: the house of dialogs.
type Stepper interface {
	// Step is pure but for the Desk's reads: the same scene gives the same outcome.
	Step(context.Context, dialogs.Scene) (chat.Outcome, error)
	// Typed reports whether digits typed now are a value and not a choice's number.
	Typed(chat.Conversation, []*directive.Directive) bool
}

// Store is everything the bot keeps and reads.
type Store interface {
	Turns
	Outbox
	Leases
	Jobs
	dialogs.Desk
}

// Options are what a bot is made of.
type Options struct {
	House      Stepper
	Store      Store
	Channels   []Channel
	Directives func() []*directive.Directive // those in force
	Writer     Writer                        // nil: a notice leaves as it was posted
	Workers    map[string]Worker             // by the kind of job
	Replica    string                        // this process among its twins
	Rate       int                           // turns a minute of one address; 0: no limit
	Only       *chat.Address                 // the one address spoken to, as by a terminal; nil: everybody
	Uploads    string                        // what a one-time link for a file begins with ("https://host/tep/"); "": none is offered
	Demo       bool
	Log        *slog.Logger     // nil: silent
	Metrics    *Metrics         // nil: none
	Now        func() time.Time // nil: time.Now
}

// Bot hears, steps, commits and speaks. It is safe for concurrent use.
type Bot struct {
	Options
	channels map[string]Channel
	names    []string
	lines    lines
	rates    rates
	busy     busy
	tries    tries
	asked    chan struct{}  // a turn has asked for a job
	work     sync.WaitGroup // turns and parcels under way
	mu       sync.Mutex     // guards stopped against work
	stopped  bool
	stopping chan struct{}
	base     context.Context // ends when Stop has waited long enough
	end      context.CancelFunc
}

// ErrStopping means that nothing more is heard: the platform brings it again.
var ErrStopping = errors.New("stopping")

// New makes a bot. Channels must have different names.
func New(o Options) (*Bot, error) {
	if o.House == nil || o.Store == nil || o.Directives == nil || o.Replica == "" {
		return nil, errors.New("bot: house, store, directives and replica are needed")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	b := &Bot{Options: o, channels: map[string]Channel{}, stopping: make(chan struct{}), asked: make(chan struct{}, 1)}
	for _, c := range o.Channels {
		if _, twin := b.channels[c.Name()]; twin {
			return nil, errors.New("bot: two channels have one name")
		}
		b.channels[c.Name()] = c
		b.names = append(b.names, c.Name())
	}
	b.rates = rates{perMinute: o.Rate, now: o.Now}
	b.base, b.end = context.WithCancel(context.Background())
	return b, nil
}

// begin counts one more thing under way; false once the bot is stopping.
func (b *Bot) begin() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stopped {
		return false
	}
	b.work.Add(1)
	return true
}
