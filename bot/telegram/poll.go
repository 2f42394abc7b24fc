package telegram

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/dvcbot/dvcbot/bot"
)

// quiet is how long nothing may come before the offset is left out of a poll: by then
// everything is confirmed, and ids may begin anew below it.
const quiet = 24 * time.Hour

// Poll hears what happens until ctx ends. With a webhook it only keeps that webhook set,
// because posts arrive at Hook. No fault ends it: it waits and asks again.
func (c *Channel) Poll(ctx context.Context, hear bot.Hear) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	hello := make(chan struct{})
	go func() {
		defer close(hello)
		c.introduce(ctx)
	}()
	defer func() { <-hello }()
	defer cancel()
	if c.Hook != "" {
		return c.keepHook(ctx)
	}
	w := newWindow()
	defer w.work.Wait()
	defer cancel()
	return c.pollAll(ctx, w, hear)
}

func (c *Channel) pollAll(ctx context.Context, w *window, hear bot.Hear) error {
	hookSet, failures, spoke := true, 0, c.Now()
	for ctx.Err() == nil {
		batch, err := c.fetch(ctx, w, &hookSet, c.Now().Sub(spoke) > quiet)
		if ctx.Err() != nil {
			break
		}
		c.refused(codeOf(err) == http.StatusConflict)
		if err != nil {
			failures++
			hookSet = hookSet || reasonOf(err) == hooked
			c.Log.Warn("polling failed", "channel", "telegram", "failures", failures, "err", err)
			_ = pause(ctx, waitAfter(failures, err))
			continue
		}
		failures = 0
		if len(batch) > 0 {
			spoke = c.Now()
		}
		c.spread(ctx, w, batch, hear)
		w.settle(ctx)
	}
	return ctx.Err()
}

// fetch asks for the updates that are not confirmed, after taking away a webhook that
// would keep them from us. Nothing that waits is dropped.
func (c *Channel) fetch(ctx context.Context, w *window, hookSet *bool, anew bool) ([]json.RawMessage, error) {
	if *hookSet {
		if err := c.call(ctx, "deleteWebhook", nil, nil); err != nil {
			return nil, err
		}
		*hookSet = false
	}
	p := params{"timeout": number(pollSeconds), "limit": "100", "allowed_updates": asJSON(kinds)}
	if from := w.from(); from != 0 && !anew {
		p["offset"] = number(int64(from))
	}
	var batch []json.RawMessage
	err := c.call(ctx, "getUpdates", p, &batch)
	return batch, err
}

// spread begins each update of a batch, by itself.
func (c *Channel) spread(ctx context.Context, w *window, batch []json.RawMessage, hear bot.Hear) {
	highest := 0
	for _, raw := range batch {
		h, err := Decode(c.id, raw)
		if err != nil && h.ID == 0 {
			c.Log.Warn("update without a number skipped", "channel", "telegram")
			continue
		}
		highest = max(highest, h.ID)
		w.add(h.ID, queueOf(h), func() errand {
			return errand{rest: c.reply(ctx, h), take: func() error { return c.insist(ctx, raw, h, err, hear) }}
		})
	}
	if highest > 0 {
		w.newest(highest)
	}
}

// queueOf is what an update must not overtake: the others of its chat.
func queueOf(h Heard) string {
	if h.Inbound != nil {
		return h.Inbound.From.Room
	}
	return ""
}

// insist takes an update until it is kept, or ctx ends.
func (c *Channel) insist(ctx context.Context, raw []byte, h Heard, unread error, hear bot.Hear) error {
	for failures := 1; ctx.Err() == nil; failures++ {
		err := c.take(ctx, raw, h, unread, hear)
		if err == nil {
			return nil
		}
		if ctx.Err() == nil {
			c.Log.Warn("update not kept", "channel", "telegram", "failures", failures, "err", err)
		}
		_ = pause(ctx, waitAfter(failures, err))
	}
	return ctx.Err()
}

// take keeps what one update says. One that cannot be read is put aside.
func (c *Channel) take(ctx context.Context, raw []byte, h Heard, unread error, hear bot.Hear) error {
	if unread != nil || h.Spoilt {
		c.Log.Warn("update cannot be read", "channel", "telegram", "update", h.ID)
		if c.Aside != nil {
			if err := c.Aside(ctx, cause(c.id, h.ID), raw); err != nil {
				return err
			}
		}
	}
	if h.Inbound == nil {
		return nil
	}
	return hear(ctx, *h.Inbound)
}

// reply does at once, beside the turn, what waits for nothing: it answers a pressed
// button, and points a group to the private chat. rest waits for its end.
func (c *Channel) reply(ctx context.Context, h Heard) (rest func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if h.Query != "" {
			c.answer(ctx, h.Query)
		}
		if h.Group != 0 {
			c.point(ctx, h.Group)
		}
	}()
	return func() { <-done }
}

// answerTries is how often an answer to a button is tried: it is worth nothing later.
const answerTries = 3

func (c *Channel) answer(ctx context.Context, query string) {
	for n := 1; n <= answerTries; n++ {
		err := c.call(ctx, "answerCallbackQuery", params{"callback_query_id": query}, nil)
		if err == nil || codeOf(err) == http.StatusBadRequest || ctx.Err() != nil {
			return
		}
		if pause(ctx, min(waitAfter(n, err), smallLimit)) != nil {
			return
		}
	}
}
