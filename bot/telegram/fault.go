package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/dvcbot/dvcbot/chat"
)

// fault is a request that was refused or did not arrive.
type fault struct {
	method string
	code   int    // of the answer; 0: none came
	text   string // the platform's words; they may quote a message and are never printed whole
	retry  time.Duration
	moved  int64
	err    error
}

func (f *fault) Error() string {
	if f.err != nil {
		return fmt.Sprintf("%s: %d: %v", f.method, f.code, f.err)
	}
	return fmt.Sprintf("%s: %d %s", f.method, f.code, plainWords(f.text))
}

func (f *fault) Unwrap() error { return f.err }

// plainWords keeps of a description what cannot be a quotation: letters up to the first
// quotation mark or digit, at most 80.
func plainWords(s string) string {
	s, _, _ = strings.Cut(s, `"`)
	end := strings.IndexFunc(s, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !strings.ContainsRune(" :;,_'/", r)
	})
	if end < 0 {
		end = len(s)
	}
	return strings.TrimSpace(s[:min(end, 80)])
}

// reason is what a refusal means to us.
type reason int

const (
	other      reason = iota
	unchanged         // the message already is so
	uneditable        // the message cannot be edited; a new one can be sent
	undeleted         // the message is gone already, or stays for ever
	unparsed          // the entities of the text
	nobody            // the chat cannot be reached
	hooked            // a webhook is set
	tooBig            // the file
)

// phrases are what the platform says, in small letters, first match first.
var phrases = []struct {
	says string
	is   reason
}{
	{"message is not modified", unchanged},
	{"message to edit not found", uneditable}, {"message can't be edited", uneditable}, {"message_id_invalid", uneditable},
	{"no text in the message to edit", uneditable}, {"no caption in the message to edit", uneditable},
	{"message to delete not found", undeleted}, {"message can't be deleted", undeleted},
	{"can't parse entities", unparsed},
	{"chat not found", nobody}, {"peer_id_invalid", nobody}, {"user is deactivated", nobody},
	{"webhook is active", hooked},
	{"file is too big", tooBig},
}

func reasonOf(err error) reason {
	var f *fault
	if !errors.As(err, &f) {
		return other
	}
	said := strings.ToLower(f.text)
	for _, p := range phrases {
		if strings.Contains(said, p.says) {
			return p.is
		}
	}
	return other
}

func codeOf(err error) int {
	var f *fault
	if errors.As(err, &f) {
		return f.code
	}
	return 0
}

// classes by the code of the answer; 5xx and no answer are Temporary.
var classes = map[int]chat.Class{
	http.StatusBadRequest: chat.Permanent, http.StatusUnauthorized: chat.Auth, http.StatusForbidden: chat.Blocked,
	http.StatusNotFound: chat.Auth, http.StatusRequestEntityTooLarge: chat.Permanent, http.StatusTooManyRequests: chat.RetryAfter,
}

// sendError says what kind of failure a send to a met.
func sendError(a chat.Address, err error) *chat.SendError {
	e := &chat.SendError{Class: chat.Temporary, Err: err}
	var f *fault
	if !errors.As(err, &f) {
		return e
	}
	class, ok := classes[f.code]
	switch {
	case f.moved != 0:
		to := a
		to.Room = strconv.FormatInt(f.moved, 10)
		e.Class, e.Moved = chat.Migrated, &to
	case reasonOf(err) == nobody:
		e.Class = chat.Blocked
	case ok:
		e.Class, e.RetryAfter = class, f.retry
	}
	return e
}

// pause waits for d, or for the end of ctx.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Waits before something is tried again: doubling from the first to the longest.
const (
	firstWait = 500 * time.Millisecond
	mostWait  = 30 * time.Second
	authWait  = time.Minute // a wrong token is mended by people
)

// waitAfter is how long to wait after the n-th failure in a row, from 1.
func waitAfter(n int, err error) time.Duration {
	var f *fault
	if errors.As(err, &f) && f.retry > 0 {
		return f.retry
	}
	if code := codeOf(err); code == http.StatusUnauthorized || code == http.StatusNotFound {
		return authWait
	}
	return min(firstWait<<min(n-1, 10), mostWait)
}
