package telegramtest

import (
	"encoding/json"
	"strconv"
	"time"
)

// Button is one button of an inline keyboard.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// Message is one message of a chat as it is seen now.
type Message struct {
	ID      int
	Bot     bool   // sent by the bot
	Text    string // as seen, after entity parsing; a caption when it is a picture or a file
	HTML    string // as sent
	Photo   []byte
	File    []byte
	Name    string // of the file
	Buttons [][]Button
	Edits   int  // how often it was edited
	reply   bool // carries a reply keyboard or its removal: cannot be edited
	kind    map[string]any
}

// Button finds a button by its label.
func (m Message) Button(label string) (Button, bool) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Text == label {
				return b, true
			}
		}
	}
	return Button{}, false
}

// Labels are the labels of the buttons, in reading order.
func (m Message) Labels() []string {
	all := []string{}
	for _, row := range m.Buttons {
		for _, b := range row {
			all = append(all, b.Text)
		}
	}
	return all
}

func (s *Server) me() map[string]any {
	id, _ := strconv.Atoi(s.Token[:4])
	return map[string]any{"id": id, "is_bot": true, "first_name": "dvcbot", "username": s.Name}
}

// wire is a message as the Bot API writes it.
func (s *Server) wire(chat int64, m Message) map[string]any {
	w := map[string]any{"message_id": m.ID, "date": time.Now().Unix(), "chat": map[string]any{"id": chat, "type": "private", "first_name": "Người"}}
	if _, group := s.groups[chat]; group {
		w["chat"] = map[string]any{"id": chat, "type": "group", "title": "Nhóm"}
	}
	switch {
	case m.Bot:
		w["from"] = s.me()
	default:
		w["from"] = map[string]any{"id": chat, "is_bot": false, "first_name": "Người", "language_code": "vi"}
	}
	for name, value := range m.kind {
		w[name] = value
	}
	switch {
	case m.Photo != nil:
		w["photo"] = []any{map[string]any{"file_id": "photo" + strconv.Itoa(m.ID), "file_unique_id": "p", "width": 100, "height": 100}}
		w["caption"] = m.Text
	case m.File != nil:
		w["document"] = map[string]any{"file_id": "file" + strconv.Itoa(m.ID), "file_unique_id": "f", "file_name": m.Name}
		w["caption"] = m.Text
	case m.Text != "":
		w["text"] = m.Text
	}
	if len(m.Buttons) > 0 {
		w["reply_markup"] = map[string]any{"inline_keyboard": m.Buttons}
	}
	return w
}

// markup reads a reply_markup.
type markup struct {
	Inline      [][]Button `json:"inline_keyboard"`
	Keyboard    [][]Key    `json:"keyboard"`
	Remove      bool       `json:"remove_keyboard"`
	Placeholder string     `json:"input_field_placeholder"`
}

// Key is one button of a reply keyboard.
type Key struct {
	Text    string `json:"text"`
	Contact bool   `json:"request_contact"`
}

const maxData = 64

func (s *Server) markup(q request) (markup, string) {
	var m markup
	raw, given := q.params["reply_markup"]
	if !given {
		return m, ""
	}
	if err := json.Unmarshal([]byte(raw), &m); err != nil {
		return m, "can't parse reply keyboard markup JSON object"
	}
	for _, row := range m.Inline {
		for _, b := range row {
			switch {
			case b.Text == "":
				return m, "inline keyboard button text must not be empty"
			case b.URL != "" && b.Data != "" || b.URL == "" && b.Data == "":
				return m, "inline keyboard button must have exactly one kind"
			case len(b.Data) > maxData:
				return m, "BUTTON_DATA_INVALID"
			}
		}
	}
	if units(m.Placeholder) > 64 {
		return m, "input field placeholder is too long"
	}
	return m, ""
}
