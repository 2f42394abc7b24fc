// Package telegram is the channel over the Telegram Bot API: it decodes updates,
// polled or posted to a webhook, and renders what the bot says as HTML with inline
// buttons. The library go-telegram-bot-api gives types and requests; the loop, the
// webhook, time limits, error classes and the guarding of the token are ours, because
// a message must be kept before it is confirmed (core.telegram.org/bots/api). What is
// said, and how it is kept, is decided elsewhere.
package telegram

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// Leases share the budget of messages among replicas; met by every store.
type Leases interface {
	Hold(ctx context.Context, name, by string, now time.Time, ttl time.Duration) (fence int64, err error)
	Live(ctx context.Context, prefix string, now time.Time) ([]string, error)
}

// Options are what the channel is made of. Only Token is needed.
type Options struct {
	Token   string   // as @BotFather gave it: "<bot id>:<secret>"
	API     string   // base address; "" is DefaultAPI
	Proxy   *url.URL // http, https or socks5; nil: the environment is not asked either
	Hook    string   // the https address that updates are posted to; "" polls
	Secret  string   // what proves that a post comes from the platform
	Leases  Leases   // nil: this process has the whole budget
	Replica string   // this process among its twins
	// Draw gives the picture of a reference and its description; nil: text only.
	Draw func(ref string) (png []byte, alt string, err error)
	// Read gives the bytes of a file that is sent; nil: no documents.
	Read func(ctx context.Context, f chat.FileRef) ([]byte, error)
	// Aside keeps an update that cannot be read, sealed, under its cause; nil: dropped.
	Aside func(ctx context.Context, cause string, raw []byte) error
	// Met is told the bot's user name whenever the platform says it; nil: nobody.
	Met func(ctx context.Context, name string) error
	Log *slog.Logger     // nil: silent
	Now func() time.Time // nil: time.Now
}

// DefaultAPI is Telegram's own server.
const DefaultAPI = "https://api.telegram.org"

// Channel is the Telegram channel. It is safe for concurrent use.
type Channel struct {
	Options
	id       string // the bot's number, from its token
	endpoint string // format of the library: token, then method
	client   *http.Client
	pace     *pace
	mu       sync.Mutex
	name     string    // user name, once known
	conflict time.Time // since when another poller or a webhook has our updates
	pointed  map[int64]time.Time
}

var tokenForm = regexp.MustCompile(`^(\d+):[A-Za-z0-9_-]+$`)

// Faults of the options.
var (
	ErrToken = errors.New("a token has the form 123456:ABC…")
	ErrAPI   = errors.New("the base address must be http(s)://…, without % ? #")
)

// BotID is the bot's number within a token; ErrToken when it is none.
func BotID(token string) (string, error) {
	m := tokenForm.FindStringSubmatch(token)
	if m == nil {
		return "", ErrToken
	}
	return m[1], nil
}

// New makes the channel and touches no network.
func New(o Options) (*Channel, error) {
	id, err := BotID(o.Token)
	if err != nil {
		return nil, err
	}
	if o.API == "" {
		o.API = DefaultAPI
	}
	base, err := url.Parse(o.API)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" || strings.ContainsAny(o.API, "%?#") {
		return nil, ErrAPI
	}
	o.API = strings.TrimSuffix(o.API, "/")
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 32, IdleConnTimeout: 90 * time.Second, TLSHandshakeTimeout: 10 * time.Second, ForceAttemptHTTP2: true}
	if o.Proxy != nil {
		transport.Proxy = http.ProxyURL(o.Proxy)
	}
	return &Channel{Options: o, id: id, endpoint: o.API + "/bot%s/%s", pace: newPace(o), pointed: map[int64]time.Time{},
		client: &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil
}

// Name is "telegram".
func (*Channel) Name() string { return "telegram" }

// Limits of a message in UTF-16 units after entity parsing
// (core.telegram.org/bots/api#sendmessage, #sendphoto).
const (
	maxText    = 4096
	maxCaption = 1024
	room       = 400 // left for the signs and blank lines of the rendering
)

// Capabilities of the channel. The limits leave room for what the rendering adds.
func (c *Channel) Capabilities() chat.Capabilities {
	return chat.Capabilities{MaxText: maxText - room, MaxCaption: maxCaption - room/2, Buttons: true, Edit: true, Erase: true, Contact: true,
		Commands: true, DeepLink: true, Documents: c.Read != nil, PhotoUpload: c.Draw != nil}
}

// Conflict is how long, at now, polling has been refused because somebody else has our
// updates; 0 when it goes well, and for a nil channel.
func (c *Channel) Conflict(now time.Time) time.Duration {
	if c == nil {
		return 0
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conflict.IsZero() {
		return 0
	}
	return now.Sub(c.conflict)
}

// refused notes that polling met a conflict, or that it went well.
func (c *Channel) refused(conflict bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case !conflict:
		c.conflict = time.Time{}
	case c.conflict.IsZero():
		c.conflict = c.Now()
	}
}
