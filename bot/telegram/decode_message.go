package telegram

import (
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/dvcbot/dvcbot/chat"
)

// message reads what a person sent. In a group only what speaks to the bot is answered,
// and nothing of it is kept.
func message(h *Heard, m *tgbotapi.Message) {
	if group(m.Chat) && spokenTo(m) {
		h.Group = m.Chat.ID
	}
	if !private(m.Chat, m.From) || notice(m) {
		return
	}
	in := chat.Inbound{From: address(m.Chat.ID, m.From.ID), Mark: strconv.Itoa(m.MessageID), Text: m.Text, At: at(m.Date)}
	switch {
	case m.Text != "":
		in.Text, in.Start = started(m.Text)
	case m.Contact != nil:
		in.Kind = chat.Shared
		if m.Contact.UserID == m.From.ID {
			in.Phone = m.Contact.PhoneNumber
		}
	default:
		in.Kind, in.File, in.Text = chat.Unknown, fileOf(m), m.Caption
		if in.File != nil {
			in.Kind = chat.Sent
		}
	}
	h.Inbound = &in
}

// started parts the payload of a deep link from "/start".
func started(text string) (rest, payload string) {
	word, payload, _ := strings.Cut(text, " ")
	command, _, _ := strings.Cut(word, "@")
	if payload = strings.TrimSpace(payload); command != "/start" || payload == "" {
		return text, ""
	}
	return "", payload
}

// edited reads the new words of an earlier message; what moves by itself, such as a
// live location, says nothing.
func edited(h *Heard, m *tgbotapi.Message) {
	if !private(m.Chat, m.From) || m.Text == "" && m.Caption == "" {
		return
	}
	h.Inbound = &chat.Inbound{Kind: chat.Edited, From: address(m.Chat.ID, m.From.ID), Mark: strconv.Itoa(m.MessageID), Of: strconv.Itoa(m.MessageID),
		Text: m.Text + m.Caption, At: at(max(m.EditDate, m.Date))}
}

// notice reports whether a message tells of something that happened to the chat itself.
func notice(m *tgbotapi.Message) bool {
	return m.PinnedMessage != nil || m.MessageAutoDeleteTimerChanged != nil || m.ConnectedWebsite != "" || m.ProximityAlertTriggered != nil
}

// spokenTo reports whether a message in a group is a command or an answer to a bot. The
// others reach a bot only when somebody gave it that right.
func spokenTo(m *tgbotapi.Message) bool {
	return m.IsCommand() || m.ReplyToMessage != nil && m.ReplyToMessage.From != nil && m.ReplyToMessage.From.IsBot || len(m.NewChatMembers) > 0
}

// fileOf names the file of a message; nil when it has none.
func fileOf(m *tgbotapi.Message) *chat.FileRef {
	switch {
	case m.Document != nil:
		return &chat.FileRef{Ref: m.Document.FileID, Name: m.Document.FileName, MIME: m.Document.MimeType, Size: int64(m.Document.FileSize)}
	case len(m.Photo) > 0:
		best := m.Photo[len(m.Photo)-1]
		return &chat.FileRef{Ref: best.FileID, MIME: "image/jpeg", Size: int64(best.FileSize)}
	case m.Voice != nil:
		return &chat.FileRef{Ref: m.Voice.FileID, MIME: or(m.Voice.MimeType, "audio/ogg"), Size: int64(m.Voice.FileSize)}
	case m.Audio != nil:
		return &chat.FileRef{Ref: m.Audio.FileID, Name: m.Audio.FileName, MIME: or(m.Audio.MimeType, "audio/mpeg"), Size: int64(m.Audio.FileSize)}
	case m.Video != nil:
		return &chat.FileRef{Ref: m.Video.FileID, Name: m.Video.FileName, MIME: or(m.Video.MimeType, "video/mp4"), Size: int64(m.Video.FileSize)}
	case m.VideoNote != nil:
		return &chat.FileRef{Ref: m.VideoNote.FileID, MIME: "video/mp4", Size: int64(m.VideoNote.FileSize)}
	}
	return nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
