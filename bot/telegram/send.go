package telegram

import (
	"context"
	"errors"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// Send brings one message to its chat: it deletes, edits in place, or sends anew. The
// mark of what was sent tells a picture from a text.
func (c *Channel) Send(ctx context.Context, o chat.Outbound) (chat.Receipt, error) {
	mark, err := c.send(ctx, o)
	if err != nil {
		return chat.Receipt{}, sendError(o.To, err)
	}
	return chat.Receipt{Mark: mark}, nil
}

func (c *Channel) send(ctx context.Context, o chat.Outbound) (string, error) {
	if err := c.pace.take(ctx); err != nil {
		return "", err
	}
	if o.Erase != "" {
		return "", c.erase(ctx, o.To, o.Erase)
	}
	if o.Release {
		if err := c.release(ctx, o.To); err != nil {
			return "", err
		}
	}
	s, err := c.sheetOf(ctx, o)
	if err != nil {
		return "", err
	}
	if o.Edits != "" {
		mark, done, err := c.edit(ctx, o, s)
		if done || err != nil {
			return mark, err
		}
	}
	mark, err := c.fresh(ctx, o, s)
	if err == nil && o.Contact && s.buttons != "" {
		err = c.offerContact(ctx, o.To)
	}
	return mark, err
}

// sheet is a message ready to be sent: its words, its keyboard and its file.
type sheet struct {
	html, plain string
	buttons     string
	file        *upload
}

// sheetOf renders a message. A picture that cannot be drawn, or a file that cannot be
// read, leaves its words alone; a store that is away is waited for.
func (c *Channel) sheetOf(ctx context.Context, o chat.Outbound) (sheet, error) {
	s := sheet{buttons: buttons(o)}
	switch {
	case o.File != nil && c.Read != nil:
		raw, err := c.Read(ctx, *o.File)
		if errors.Is(err, chat.ErrAway) || ctx.Err() != nil {
			return s, err
		}
		if err != nil {
			c.Log.Warn("file not read", "channel", "telegram", "err", err)
			break
		}
		s.file = &upload{field: "document", name: o.File.Name, bytes: raw}
	case o.Picture != "" && c.Draw != nil:
		png, _, err := c.Draw(o.Picture)
		if err != nil {
			c.Log.Warn("picture not drawn", "channel", "telegram", "err", err)
			break
		}
		s.file = &upload{field: "photo", name: "picture.png", bytes: png}
	}
	most := maxText
	if s.file != nil {
		most = maxCaption
	}
	s.html, s.plain = render(o.Body, most), o.Body.Plain()
	if s.html == "" && s.file == nil {
		key := "telegram.choose"
		if o.File != nil {
			key = "telegram.nofile"
		}
		s.html, s.plain = words.Say(key), words.Say(key)
	}
	return s, nil
}

// fresh sends a new message.
func (c *Channel) fresh(ctx context.Context, o chat.Outbound, s sheet) (mark string, err error) {
	p := params{"chat_id": o.To.Room}
	switch {
	case s.buttons != "":
		p["reply_markup"] = s.buttons
	case o.Contact:
		p["reply_markup"] = contact()
	}
	var sent tgbotapi.Message
	err = c.worded(p, s, func() error { return c.call(ctx, sending[s.kind()], p, &sent, s.files()...) })
	return markOf(&sent), err
}

// sending is the method for each kind of message.
var sending = map[string]string{"text": "sendMessage", "photo": "sendPhoto", "document": "sendDocument"}

func (s sheet) kind() string {
	if s.file == nil {
		return "text"
	}
	return s.file.field
}

func (s sheet) files() []upload {
	if s.file == nil {
		return nil
	}
	return []upload{*s.file}
}

// worded puts the words into p and sends; words that the platform cannot parse go once
// more without styles.
func (c *Channel) worded(p params, s sheet, do func() error) error {
	field := "caption"
	if s.file == nil {
		field = "text"
		p["link_preview_options"] = asJSON(map[string]bool{"is_disabled": true})
	}
	p[field], p["parse_mode"] = s.html, "HTML"
	err := do()
	if reasonOf(err) != unparsed {
		return err
	}
	c.Log.Warn("sent without styles", "channel", "telegram", "err", err)
	p[field] = s.plain
	delete(p, "parse_mode")
	return do()
}

// erase deletes a message; one that is gone already is as good.
func (c *Channel) erase(ctx context.Context, to chat.Address, mark string) error {
	id, _, err := parseMark(mark)
	if err != nil {
		return nil //nolint:nilerr // a mark that is none of ours names no message
	}
	err = c.call(ctx, "deleteMessage", params{"chat_id": to.Room, "message_id": number(int64(id))}, nil)
	if reasonOf(err) == undeleted {
		return nil
	}
	return err
}

// release takes the contact keyboard away. Only a message can do it, and a message with
// buttons cannot: a short one comes and is deleted.
func (c *Channel) release(ctx context.Context, to chat.Address) error {
	var sent tgbotapi.Message
	err := c.call(ctx, "sendMessage", params{"chat_id": to.Room, "text": words.Say("telegram.contact.over"), "reply_markup": noKeyboard(),
		"disable_notification": "true"}, &sent)
	if err != nil {
		return err
	}
	if err := c.erase(ctx, to, markOf(&sent)); err != nil {
		c.Log.Warn("short message not deleted", "channel", "telegram", "err", err)
	}
	return nil
}

// offerContact shows the contact keyboard under a message that has buttons of its own.
func (c *Channel) offerContact(ctx context.Context, to chat.Address) error {
	return c.call(ctx, "sendMessage", params{"chat_id": to.Room, "text": words.Say("telegram.contact.offer"), "reply_markup": contact(),
		"disable_notification": "true"}, nil)
}
