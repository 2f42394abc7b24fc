package telegram

import (
	"context"

	"github.com/dvcbot/dvcbot/chat"
)

// edit gives the message named by o.Edits new content. done is false when a new message
// has to be sent: the old one cannot be edited, or changes from words to a picture, or
// back, and was deleted.
func (c *Channel) edit(ctx context.Context, o chat.Outbound, s sheet) (mark string, done bool, err error) {
	id, picture, err := parseMark(o.Edits)
	if err != nil || s.kind() == "document" || o.Contact {
		return "", false, nil //nolint:nilerr // a mark that is none of ours names no message
	}
	if picture != (s.file != nil) {
		return "", false, c.erase(ctx, o.To, o.Edits)
	}
	p := params{"chat_id": o.To.Room, "message_id": number(int64(id))}
	if s.buttons != "" {
		p["reply_markup"] = s.buttons
	}
	if picture {
		err = c.editPicture(ctx, p, s)
	} else {
		err = c.worded(p, s, func() error { return c.call(ctx, "editMessageText", p, nil) })
	}
	switch reasonOf(err) {
	case unchanged:
		return o.Edits, true, nil
	case uneditable:
		return "", false, nil
	}
	return o.Edits, true, err
}

// editPicture puts another picture and other words in place of those before.
func (c *Channel) editPicture(ctx context.Context, p params, s sheet) error {
	send := func(caption, mode string) error {
		media := map[string]string{"type": "photo", "media": "attach://picture", "caption": caption}
		if mode != "" {
			media["parse_mode"] = mode
		}
		p["media"] = asJSON(media)
		return c.call(ctx, "editMessageMedia", p, nil, upload{field: "picture", name: s.file.name, bytes: s.file.bytes})
	}
	err := send(s.html, "HTML")
	if reasonOf(err) == unparsed {
		return send(s.plain, "")
	}
	return err
}
