package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// params are the fields of a request; values that are not words travel as JSON.
type params = tgbotapi.Params

func number(n int64) string { return strconv.FormatInt(n, 10) }

// asJSON writes what a field carries; our own values always can be written.
func asJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("telegram: a field that is no JSON")
	}
	return string(raw)
}

// upload is a file that goes with a request, under the name of its field.
type upload struct {
	field, name string
	bytes       []byte
}

// call makes one request and reads its result into into, which may be nil. Its error is
// a *fault and holds no token and no text.
func (c *Channel) call(ctx context.Context, method string, p params, into any, files ...upload) error {
	api := tgbotapi.BotAPI{Token: c.Token, Client: wire{ctx: ctx, client: c.client, limit: limitOf(method)}}
	api.SetAPIEndpoint(c.endpoint)
	var resp *tgbotapi.APIResponse
	var err error
	if len(files) > 0 {
		sent := make([]tgbotapi.RequestFile, len(files))
		for i, f := range files {
			sent[i] = tgbotapi.RequestFile{Name: f.field, Data: tgbotapi.FileBytes{Name: f.name, Bytes: f.bytes}}
		}
		resp, err = api.UploadFiles(method, p, sent)
	} else {
		resp, err = api.MakeRequest(method, p)
	}
	if err != nil {
		return faultOf(method, resp, err)
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(resp.Result, into); err != nil {
		return &fault{method: method, err: errAnswer}
	}
	return nil
}

// faultOf reads what the library says of a refusal. An upload's error has no code: it
// stands in the answer beside it.
func faultOf(method string, resp *tgbotapi.APIResponse, err error) error {
	var known *fault
	if errors.As(err, &known) {
		known.method = method
		return known
	}
	var refused *tgbotapi.Error
	if !errors.As(err, &refused) || resp == nil {
		return &fault{method: method, err: bare(err)}
	}
	return &fault{method: method, code: resp.ErrorCode, text: refused.Message,
		retry: time.Duration(refused.RetryAfter) * time.Second, moved: refused.MigrateToChatID}
}
