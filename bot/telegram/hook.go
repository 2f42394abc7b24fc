package telegram

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"

	"github.com/dvcbot/dvcbot/bot"
)

// HookPath is where the webhook listens.
const HookPath = "/hooks/telegram"

const (
	maxBody      = 1 << 20
	secretHeader = "X-Telegram-Bot-Api-Secret-Token" // #nosec G101: the name of a header
)

// Handler takes what the platform posts. It answers 2xx only when an update is kept, or
// says nothing to us: until then the platform brings it again.
func (c *Channel) Handler(hear bot.Hear) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(c.posted(w, r, hear))
	})
}

func (c *Channel) posted(w http.ResponseWriter, r *http.Request, hear bot.Hear) (status int) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return http.StatusMethodNotAllowed
	}
	if !same(r.Header.Get(secretHeader), c.Secret) {
		return http.StatusUnauthorized
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return http.StatusRequestEntityTooLarge
	}
	if err != nil {
		return http.StatusBadRequest
	}
	h, unread := Decode(c.id, raw)
	if unread != nil && h.ID == 0 {
		return http.StatusBadRequest
	}
	defer c.reply(r.Context(), h)()
	if err := c.take(r.Context(), raw, h, unread, hear); err != nil {
		c.Log.Warn("update not kept", "channel", "telegram", "err", err)
		return http.StatusServiceUnavailable
	}
	return http.StatusOK
}

// same compares secrets in a time that tells nothing about them; an empty one never
// matches.
func same(got, want string) bool {
	a, b := sha256.Sum256([]byte(got)), sha256.Sum256([]byte(want))
	return want != "" && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}
