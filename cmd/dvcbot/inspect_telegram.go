package main

import (
	"context"
	"time"

	"github.com/dvcbot/dvcbot/bot/telegram"
)

// inspectTelegram asks the platform who the bot is: the token, the address and the way
// there are right when it says so.
func inspectTelegram(ctx context.Context, h *house) finding {
	return asked(h, func(c *telegram.Channel) finding {
		name, err := c.Me(ctx)
		if err != nil {
			return faulty("Telegram không trả lời mã này; xem DVCBOT_TELEGRAM_TOKEN, _API, _PROXY và mạng", err)
		}
		return fine("bot @" + name)
	})
}

// asked gives the channel to ask; without a token there is nothing to say.
func asked(h *house, ask func(*telegram.Channel) finding) finding {
	if h == nil || h.settings.telegram.token == "" {
		return finding{}
	}
	c, err := h.telegram()
	if err != nil {
		return faulty("mời sửa DVCBOT_TELEGRAM_TOKEN, _API", err)
	}
	return ask(c)
}

// recentFailure is how long a failed delivery to the webhook is worth a word.
const recentFailure = time.Hour

// inspectWebhook asks the platform where it brings what people write.
func inspectWebhook(ctx context.Context, h *house) finding {
	return asked(h, func(c *telegram.Channel) finding {
		set, err := c.HookSet(ctx)
		if err != nil {
			return faulty("Telegram không cho biết webhook", err)
		}
		return webhookAs(h.settings.telegram.hook, set)
	})
}

func webhookAs(want string, set telegram.HookState) finding {
	switch {
	case want == "" && set.URL != "":
		return warned("ở chế độ hỏi tin (poll) mà bot còn đặt webhook; chạy serve để gỡ, tin đang chờ không mất")
	case want != set.URL:
		return warned("webhook chưa đặt về DVCBOT_PUBLIC_URL; chạy serve để đặt")
	case want != "" && time.Since(set.Failed) < recentFailure:
		return faulty("Telegram không gửi được tin tới "+want+"; xem máy chủ chuyển tiếp và chứng chỉ: "+set.Why, nil)
	case want == "":
		return fine("hỏi tin (poll), không đặt webhook")
	}
	return fine("Telegram gửi tin tới " + want)
}
