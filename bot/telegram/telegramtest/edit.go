package telegramtest

import (
	"encoding/json"
	"reflect"
	"strings"
)

const notModified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"

// editable finds the message that a request edits.
func (s *Server) editable(q request) (*Message, string) {
	p := s.people[q.number("chat_id")]
	if p == nil {
		return nil, "chat not found"
	}
	for i := range p.chat {
		m := &p.chat[i]
		if int64(m.ID) != q.number("message_id") {
			continue
		}
		if !m.Bot || m.reply {
			return nil, "message can't be edited"
		}
		return m, ""
	}
	return nil, "message to edit not found"
}

// edit changes a message as change says, if that makes a difference.
func (s *Server) edit(q request, change func(*Message) string) answer {
	m, fault := s.editable(q)
	if fault != "" {
		return bad(fault)
	}
	after := *m
	if fault := change(&after); fault != "" {
		if strings.HasPrefix(fault, "there is no") {
			return bad(fault)
		}
		return s.refuse(q, fault)
	}
	keys, fault := s.markup(q)
	if fault != "" {
		return s.refuse(q, fault)
	}
	after.Buttons = keys.Inline
	if reflect.DeepEqual(*m, after) {
		return bad(notModified)
	}
	after.Edits++
	*m = after
	return ok(s.wire(q.number("chat_id"), after))
}

func (s *Server) editText(q request) answer {
	return s.edit(q, func(m *Message) (fault string) {
		if m.Photo != nil || m.File != nil {
			return "there is no text in the message to edit"
		}
		m.HTML = q.params["text"]
		m.Text, fault = words(m.HTML, q.params["parse_mode"], maxText)
		return fault
	})
}

func (s *Server) editCaption(q request) answer {
	return s.edit(q, func(m *Message) (fault string) {
		if m.Photo == nil && m.File == nil {
			return "there is no caption in the message to edit"
		}
		m.HTML = q.params["caption"]
		m.Text, fault = words(m.HTML, q.params["parse_mode"], maxCaption)
		return fault
	})
}

func (s *Server) editMedia(q request) answer {
	return s.edit(q, func(m *Message) (fault string) {
		var media struct {
			Type, Media, Caption string
			Mode                 string `json:"parse_mode"`
		}
		if err := json.Unmarshal([]byte(q.params["media"]), &media); err != nil {
			return "can't parse InputMedia"
		}
		raw := q.files[strings.TrimPrefix(media.Media, "attach://")]
		if media.Type != "photo" || len(raw) == 0 {
			return "wrong InputMedia"
		}
		m.Photo, m.HTML = raw, media.Caption
		m.Text, fault = words(media.Caption, media.Mode, maxCaption)
		return fault
	})
}

func (s *Server) editMarkup(q request) answer {
	return s.edit(q, func(*Message) string { return "" })
}

func (s *Server) deleteMessage(q request) answer {
	p := s.people[q.number("chat_id")]
	for i, m := range p.chat {
		if int64(m.ID) == q.number("message_id") {
			p.chat = append(p.chat[:i:i], p.chat[i+1:]...)
			p.deleted++
			return ok(true)
		}
	}
	return bad("message to delete not found")
}
