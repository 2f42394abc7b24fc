package telegram

import (
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// shortLabel is the longest label, in letters, that shares its row with another.
const shortLabel = 16

// buttons is the inline keyboard of a message; "" when it offers nothing. The first
// choice keeps a row of its own; short ones after it stand two in a row.
func buttons(o chat.Outbound) string {
	if len(o.Flat()) == 0 {
		return ""
	}
	i, rows := 0, [][]tgbotapi.InlineKeyboardButton{}
	half := false // the last row is one short button that has room beside it
	for _, row := range o.Choices {
		line := []tgbotapi.InlineKeyboardButton{}
		for _, choice := range row {
			line = append(line, tgbotapi.NewInlineKeyboardButtonData(choice.Label, chat.Data(choice, o.Offer, i)))
			i++
		}
		short := len(row) == 1 && len(rows) > 0 && utf8.RuneCountInString(row[0].Label) <= shortLabel
		if short && half {
			rows[len(rows)-1] = append(rows[len(rows)-1], line...)
			half = false
			continue
		}
		rows, half = append(rows, line), short
	}
	return asJSON(tgbotapi.InlineKeyboardMarkup{InlineKeyboard: rows})
}

// contact is the keyboard with the button that sends the person's own number.
func contact() string {
	button := tgbotapi.NewKeyboardButtonContact(words.Say("telegram.contact.button"))
	return asJSON(tgbotapi.ReplyKeyboardMarkup{Keyboard: [][]tgbotapi.KeyboardButton{{button}}, ResizeKeyboard: true, OneTimeKeyboard: true,
		InputFieldPlaceholder: words.Say("telegram.contact.hint")})
}

func noKeyboard() string { return asJSON(tgbotapi.ReplyKeyboardRemove{RemoveKeyboard: true}) }
