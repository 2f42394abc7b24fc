package telegramtest

import (
	"encoding/json"
	"strconv"
)

const (
	maxText    = 4096
	maxCaption = 1024
	maxRaw     = 32768 // bytes before parsing
)

// words reads the text or caption of a request: what is seen, or why it is refused.
func words(raw, mode string, most int) (seen, fault string) {
	if len(raw) > maxRaw {
		return "", "text is too long"
	}
	seen = raw
	switch mode {
	case "":
	case "HTML":
		parsed, fault := parse(raw)
		if fault != "" {
			return "", "can't parse entities: " + fault
		}
		seen = parsed
	default:
		return "", "unsupported parse_mode"
	}
	switch {
	case most == maxText && seen == "":
		return "", "message text is empty"
	case units(seen) > most && most == maxText:
		return "", "message is too long"
	case units(seen) > most:
		return "", "message caption is too long"
	}
	return seen, ""
}

func (s *Server) sendMessage(q request) answer {
	return s.send(q, "text", maxText, func(*Message) string { return "" })
}

func (s *Server) sendPhoto(q request) answer {
	return s.send(q, "caption", maxCaption, func(m *Message) string {
		m.Photo = q.files["photo"]
		if len(m.Photo) == 0 || len(m.Photo) > 10<<20 {
			return "there is no photo in the request"
		}
		return ""
	})
}

func (s *Server) sendDocument(q request) answer {
	return s.send(q, "caption", maxCaption, func(m *Message) string {
		m.File, m.Name = q.files["document"], q.params["#document"]
		if len(m.File) == 0 || len(m.File) > 50<<20 {
			return "there is no document in the request"
		}
		return ""
	})
}

func (s *Server) send(q request, field string, most int, fill func(*Message) string) answer {
	m := Message{ID: s.nextID, Bot: true, HTML: q.params[field]}
	var fault string
	if m.Text, fault = words(m.HTML, q.params["parse_mode"], most); fault != "" {
		return s.refuse(q, fault)
	}
	keys, fault := s.markup(q)
	if fault != "" {
		return s.refuse(q, fault)
	}
	if fault := fill(&m); fault != "" {
		return s.refuse(q, fault)
	}
	m.Buttons, m.reply = keys.Inline, keys.Remove || len(keys.Keyboard) > 0
	s.nextID++
	chat := q.number("chat_id")
	if _, group := s.groups[chat]; group {
		s.groups[chat] = append(s.groups[chat], m.Text)
		return ok(s.wire(chat, m))
	}
	p := s.people[chat]
	p.chat = append(p.chat, m)
	if m.reply {
		p.keyboard = keys.Keyboard
	}
	return ok(s.wire(chat, m))
}

// refuse answers 400 and keeps it as a violation: a correct bot never meets it.
func (s *Server) refuse(q request, fault string) answer {
	s.violate(q.method, "%s", fault)
	return bad(fault)
}

func (s *Server) getMe(request) answer { return ok(s.me()) }

func (s *Server) setMyCommands(q request) answer {
	var all []Command
	if err := json.Unmarshal([]byte(q.params["commands"]), &all); err != nil || len(all) > 100 {
		return s.refuse(q, "can't parse commands")
	}
	for _, c := range all {
		if len(c.Command) == 0 || len(c.Command) > 32 || units(c.Description) == 0 || units(c.Description) > 256 {
			return s.refuse(q, "BOT_COMMAND_INVALID")
		}
	}
	s.commands = all
	return ok(true)
}

func (s *Server) getFile(q request) answer {
	id := q.params["file_id"]
	raw, known := s.files["documents/"+id]
	switch {
	case !known:
		return bad("invalid file_id")
	case len(raw) > 20<<20:
		return bad("file is too big")
	}
	return ok(map[string]any{"file_id": id, "file_unique_id": "u" + strconv.Itoa(len(raw)), "file_size": len(raw), "file_path": "documents/" + id})
}
