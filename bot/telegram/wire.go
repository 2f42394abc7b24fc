package telegram

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"
)

// Limits of one request. A send shorter than about 15 s would double messages that the
// platform holds back for a moment.
const (
	pollSeconds = 50 // the longest that the platform waits for an update
	pollLimit   = (pollSeconds + 15) * time.Second
	sendLimit   = 25 * time.Second
	smallLimit  = 15 * time.Second
	maxAnswer   = 16 << 20 // bytes of one answer
)

var limits = map[string]time.Duration{"getUpdates": pollLimit, "sendMessage": sendLimit, "sendPhoto": sendLimit, "sendDocument": sendLimit,
	"editMessageMedia": sendLimit}

func limitOf(method string) time.Duration {
	if d, ok := limits[method]; ok {
		return d
	}
	return smallLimit
}

// wire carries one request of the library: it gives it a context and a time limit, looks
// at status and content type, cuts the answer, and keeps the address, which holds the
// token, out of every error.
type wire struct {
	ctx    context.Context
	client *http.Client
	limit  time.Duration
}

// errAnswer is an answer that is none of the Bot API.
var errAnswer = errors.New("no answer of the Bot API")

// Do is what the library calls.
func (w wire) Do(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(w.ctx, w.limit)
	resp, err := w.client.Do(r.WithContext(ctx)) // #nosec G704: the base address is a setting
	if err != nil {
		cancel()
		return nil, bare(err)
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if kind != "application/json" {
		_ = resp.Body.Close()
		cancel()
		return nil, &fault{code: resp.StatusCode, err: errAnswer}
	}
	resp.Body = &body{Reader: io.LimitReader(resp.Body, maxAnswer), Closer: resp.Body, cancel: cancel}
	return resp, nil
}

// body ends the request's context when it has been read.
type body struct {
	io.Reader
	io.Closer
	cancel context.CancelFunc
}

func (b *body) Close() error {
	defer b.cancel()
	return b.Closer.Close()
}

// bare takes the address off an error.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
