package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/dvcbot/dvcbot/chat"
)

// MaxFile is the largest file that the platform hands to a bot, in bytes
// (core.telegram.org/bots/api#getfile).
const MaxFile = 20 << 20

// ErrTooBig means that a file is over MaxFile and cannot be fetched.
var ErrTooBig = errors.New("file over 20 MB")

// Open fetches a file that a person sent. The address that the platform gives holds the
// token, so that it never leaves this function. The caller closes the reader.
func (c *Channel) Open(ctx context.Context, f chat.FileRef) (io.ReadCloser, error) {
	if f.Size > MaxFile {
		return nil, ErrTooBig
	}
	var file tgbotapi.File
	if err := c.call(ctx, "getFile", params{"file_id": f.Ref}, &file); err != nil {
		if reasonOf(err) == tooBig {
			return nil, ErrTooBig
		}
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.API+"/file/bot"+c.Token+"/"+file.FilePath, nil)
	if err != nil {
		return nil, &fault{method: "file", err: errAnswer}
	}
	resp, err := c.client.Do(r)
	if err != nil {
		return nil, &fault{method: "file", err: bare(err)}
	}
	if resp.StatusCode != http.StatusOK {
		_ = resp.Body.Close()
		return nil, &fault{method: "file", code: resp.StatusCode, err: errAnswer}
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(resp.Body, MaxFile), resp.Body}, nil
}
