// Package bot is the order in which things happen: hear, step, commit, speak.
// What is said is decided in dialogs; how it is kept is decided by the store.
package bot

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// Turns keeps conversations and the turns that move them.
type Turns interface {
	// Conversation reads a talk, after finishing what a crash left of it.
	Conversation(context.Context, chat.Address) (chat.Conversation, error)
	// Commit keeps a turn whole or not at all: chat.ErrSeen, chat.ErrStale,
	// chat.ErrAway, or an unknown outcome.
	Commit(context.Context, chat.Turn) error
	// Failed counts a step that panicked or erred, durably, and keeps raw sealed.
	Failed(ctx context.Context, cause string, raw []byte) (times int, err error)
}

// Outbox keeps what has not left yet.
type Outbox interface {
	// Post inserts notices where the id is new: the insert is the claim.
	Post(context.Context, []chat.Outbound) (fresh int, err error)
	// Claim takes whole addresses, never two holders of one.
	Claim(context.Context, Ask) ([]chat.Parcel, error)
	// Settle says what became of some messages of a parcel; with last set the hold
	// ends (and a Retry among the deliveries becomes the address's wait). With an
	// old Hold it changes nothing.
	Settle(ctx context.Context, p chat.Parcel, done []chat.Delivery, last bool) error
	// Withdraw takes back notices whose id begins with prefix and that have not left.
	Withdraw(ctx context.Context, prefix string) (int, error)
}

// Jobs keeps slow work that turns have asked for until it is done.
type Jobs interface {
	// Take takes the job that has been due longest; with no ID there is none.
	Take(context.Context, Ask) (chat.Task, error)
	// Return gives a job back, not to be taken before a time. With an old Hold it
	// changes nothing.
	Return(ctx context.Context, t chat.Task, before time.Time) error
	// Ended strikes a job off whose result is kept.
	Ended(context.Context, chat.Task) error
}

// Ask is a wish for addresses with something due, or for a job.
type Ask = chat.Ask

// Leases are held for polling and for being alive.
type Leases interface {
	Hold(ctx context.Context, name, by string, now time.Time, ttl time.Duration) (fence int64, err error) // 0: another has it
	Live(ctx context.Context, prefix string, now time.Time) ([]string, error)
}

// Writer decides what a notice says when it leaves.
type Writer interface {
	Write(ctx context.Context, notice chat.Outbound, now time.Time) (out chat.Outbound, still bool, err error)
}

// Channel is a way for words to travel.
type Channel interface {
	Name() string
	Capabilities() chat.Capabilities
	Send(context.Context, chat.Outbound) (chat.Receipt, error) // fails with *chat.SendError
}

// Hear takes one inbound: nil means committed or seen, and the platform may forget it.
type Hear func(context.Context, chat.Inbound) error

// Optional powers of a channel, found by assertion.
type (
	// Poller asks its platform for what happened until the context ends.
	Poller interface {
		Poll(context.Context, Hear) error
	}
	// Hook decodes what a platform posts.
	Hook interface {
		Decode(*http.Request) ([]chat.Inbound, error)
	}
	// Fetcher opens a file that was sent.
	Fetcher interface {
		Open(context.Context, chat.FileRef) (io.ReadCloser, error)
	}
)
