package telegram

import (
	"context"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/dvcbot/dvcbot/words"
)

// pointEvery is how often one group is answered: a group takes 20 messages a minute.
const pointEvery = time.Minute

// point tells a group that the bot speaks in private only, with the link to that chat.
// Nothing of the group is kept, and an answer that fails is not tried again.
func (c *Channel) point(ctx context.Context, group int64) {
	name := c.userName(ctx)
	if name == "" || !c.mayPoint(group) || c.pace.take(ctx) != nil {
		return
	}
	link := DeepLink(name, "")
	button := tgbotapi.NewInlineKeyboardMarkup(tgbotapi.NewInlineKeyboardRow(tgbotapi.NewInlineKeyboardButtonURL(words.Say("telegram.group.open"), link)))
	err := c.call(ctx, "sendMessage", params{"chat_id": number(group), "text": words.Say("telegram.group"), "reply_markup": asJSON(button)}, nil)
	if err != nil {
		c.Log.Warn("group not answered", "channel", "telegram", "err", err)
	}
}

func (c *Channel) userName(ctx context.Context) string {
	c.mu.Lock()
	name := c.name
	c.mu.Unlock()
	if name == "" {
		name, _ = c.Me(ctx)
	}
	return name
}

func (c *Channel) mayPoint(group int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.Now()
	for g, last := range c.pointed {
		if now.Sub(last) >= pointEvery {
			delete(c.pointed, g)
		}
	}
	if _, lately := c.pointed[group]; lately {
		return false
	}
	c.pointed[group] = now
	return true
}
