package telegram

import (
	"context"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/dvcbot/dvcbot/words"
)

// commands are the entries of the commands menu, in order; what each is called stands in
// the words, and the dialogs know every one of them.
var commands = []string{"menu", "danhsach", "han", "lienhe", "dulieucuatoi", "trogiup", "huy"}

// introduce learns the bot's name and sets its commands menu, once a start, however long
// it takes to reach the platform.
func (c *Channel) introduce(ctx context.Context) {
	for _, do := range []func(context.Context) error{c.meet, c.setCommands} {
		c.until(ctx, do)
	}
}

// until does something again and again until it succeeds or ctx ends.
func (c *Channel) until(ctx context.Context, do func(context.Context) error) {
	for failures := 1; ctx.Err() == nil; failures++ {
		err := do(ctx)
		if err == nil {
			return
		}
		if ctx.Err() == nil {
			c.Log.Warn("request failed, tried again", "channel", "telegram", "failures", failures, "err", err)
		}
		_ = pause(ctx, waitAfter(failures, err))
	}
}

// Me asks the platform who the bot is. It is the cheapest proof that a token is good.
func (c *Channel) Me(ctx context.Context) (name string, err error) {
	var me tgbotapi.User
	if err := c.call(ctx, "getMe", nil, &me); err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.name = me.UserName
	return me.UserName, nil
}

func (c *Channel) meet(ctx context.Context) error {
	name, err := c.Me(ctx)
	if err != nil || c.Met == nil {
		return err
	}
	return c.Met(ctx, name)
}

func (c *Channel) setCommands(ctx context.Context) error {
	all := make([]tgbotapi.BotCommand, len(commands))
	for i, name := range commands {
		all[i] = tgbotapi.BotCommand{Command: name, Description: words.Say("telegram.command." + name)}
	}
	scope := tgbotapi.NewBotCommandScopeAllPrivateChats()
	return c.call(ctx, "setMyCommands", params{"commands": asJSON(all), "scope": asJSON(scope)}, nil)
}

// hookConnections is how many posts may arrive at once.
const hookConnections = 40

// hookEvery is how often the webhook is looked after.
const hookEvery = 10 * time.Minute

// keepHook sets the webhook, and sets it again when somebody else has changed it.
func (c *Channel) keepHook(ctx context.Context) error {
	c.until(ctx, c.setHook)
	for pause(ctx, hookEvery) == nil {
		if set, err := c.HookSet(ctx); err == nil && set.URL != c.Hook {
			c.until(ctx, c.setHook)
		}
	}
	return ctx.Err()
}

func (c *Channel) setHook(ctx context.Context) error {
	return c.call(ctx, "setWebhook", params{"url": c.Hook, "secret_token": c.Secret, "max_connections": number(hookConnections),
		"allowed_updates": asJSON(kinds)}, nil)
}

// HookState is what the platform says of the webhook.
type HookState struct {
	URL     string
	Waiting int       // updates not delivered yet
	Failed  time.Time // the last delivery that failed; zero: none lately
	Why     string    // what the platform says of it
}

// HookSet asks the platform for the webhook that is set.
func (c *Channel) HookSet(ctx context.Context) (HookState, error) {
	var info tgbotapi.WebhookInfo
	if err := c.call(ctx, "getWebhookInfo", nil, &info); err != nil {
		return HookState{}, err
	}
	s := HookState{URL: info.URL, Waiting: info.PendingUpdateCount, Why: info.LastErrorMessage}
	if info.LastErrorDate > 0 {
		s.Failed = time.Unix(int64(info.LastErrorDate), 0)
	}
	return s, nil
}

// DeepLink opens a private chat with the bot of that name and starts it with a payload
// of at most 64 letters, digits, "_" and "-" (core.telegram.org/bots/features#deep-linking).
func DeepLink(name, payload string) string {
	link := "https://t.me/" + name
	if payload != "" {
		link += "?start=" + payload
	}
	return link
}
