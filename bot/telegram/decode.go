package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/dvcbot/dvcbot/chat"
)

// Heard is what one update says. All but ID may be empty: then it says nothing to us.
type Heard struct {
	ID      int           // of the update
	Inbound *chat.Inbound // what a person did in a private chat
	Query   string        // the callback query that waits for its answer
	Group   int64         // a group that spoke to the bot: it is answered with a link only
	Spoilt  bool          // only the sender could be read: worth keeping aside
}

// ErrUpdate means that an update could not be read at all.
var ErrUpdate = errors.New("no update")

// kinds are the updates that are asked for; others are skipped.
var kinds = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// Decode reads one update of the bot with that number. It is pure. Kinds that we do not
// know give a Heard with nothing but its ID.
func Decode(bot string, raw []byte) (h Heard, err error) {
	defer func() {
		if p := recover(); p != nil {
			h, err = Heard{ID: h.ID}, ErrUpdate
		}
	}()
	var id struct {
		ID *int `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &id); err != nil || id.ID == nil {
		return Heard{}, ErrUpdate
	}
	h.ID = *id.ID
	var u tgbotapi.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		return spoilt(bot, h.ID, raw)
	}
	u.UpdateID = h.ID
	h = heard(u)
	if h.Inbound != nil {
		h.Inbound.ID = cause(bot, h.ID)
	}
	return h, nil
}

func cause(bot string, update int) string { return fmt.Sprintf("telegram/%s/%d", bot, update) }

// spoilt reads who sent a message whose other parts are not as they were described.
func spoilt(bot string, id int, raw []byte) (Heard, error) {
	var u struct {
		Message struct {
			ID   int            `json:"message_id"`
			From *tgbotapi.User `json:"from"`
			Chat *tgbotapi.Chat `json:"chat"`
			Date int            `json:"date"`
		} `json:"message"`
	}
	if err := json.Unmarshal(raw, &u); err != nil || u.Message.Chat == nil || u.Message.From == nil || !u.Message.Chat.IsPrivate() {
		return Heard{ID: id}, ErrUpdate
	}
	in := &chat.Inbound{ID: cause(bot, id), Kind: chat.Unknown, From: address(u.Message.Chat.ID, u.Message.From.ID), At: at(u.Message.Date)}
	return Heard{ID: id, Inbound: in, Spoilt: true}, nil
}

func heard(u tgbotapi.Update) Heard {
	h := Heard{ID: u.UpdateID}
	switch {
	case u.Message != nil:
		message(&h, u.Message)
	case u.EditedMessage != nil:
		edited(&h, u.EditedMessage)
	case u.CallbackQuery != nil:
		pressed(&h, u.CallbackQuery)
	case u.MyChatMember != nil:
		member(&h, u.MyChatMember)
	}
	return h
}

func address(chatID, userID int64) chat.Address {
	return chat.Address{Channel: "telegram", Room: number(chatID), User: number(userID)}
}

func at(date int) time.Time { return time.Unix(int64(date), 0).UTC() }

// private reports whether a person speaks to the bot alone.
func private(c *tgbotapi.Chat, from *tgbotapi.User) bool {
	return c != nil && from != nil && c.IsPrivate() && !from.IsBot
}

func group(c *tgbotapi.Chat) bool { return c != nil && (c.IsGroup() || c.IsSuperGroup()) }

// pressed reads a button. Data that is not ours counts as a button of an old message.
func pressed(h *Heard, q *tgbotapi.CallbackQuery) {
	h.Query = q.ID
	if q.Message == nil || !private(q.Message.Chat, q.From) {
		return
	}
	press, err := chat.ParsePress(q.Data)
	if err != nil {
		press = chat.Press{Offer: -1}
	}
	h.Inbound = &chat.Inbound{Kind: chat.Said, From: address(q.Message.Chat.ID, q.From.ID), Press: &press, Of: markOf(q.Message), At: at(q.Message.Date)}
}

// member reads that the bot was blocked, or let in again.
func member(h *Heard, m *tgbotapi.ChatMemberUpdated) {
	if !private(&m.Chat, &m.From) {
		return
	}
	kind := chat.Back
	if m.NewChatMember.HasLeft() || m.NewChatMember.WasKicked() {
		kind = chat.Gone
	} else if !m.OldChatMember.HasLeft() && !m.OldChatMember.WasKicked() {
		return
	}
	h.Inbound = &chat.Inbound{Kind: kind, From: address(m.Chat.ID, m.From.ID), At: at(m.Date)}
}

// photoMark marks a message whose words are a caption: it is edited in another way.
const photoMark = "p"

// markOf is our name of a message of the bot: its number, and whether it is a picture.
func markOf(m *tgbotapi.Message) string {
	if len(m.Photo) > 0 || m.Document != nil {
		return strconv.Itoa(m.MessageID) + photoMark
	}
	return strconv.Itoa(m.MessageID)
}

// parseMark reads what markOf wrote.
func parseMark(mark string) (id int, picture bool, err error) {
	bare, picture := strings.CutSuffix(mark, photoMark)
	id, err = strconv.Atoi(bare)
	return id, picture, err
}
