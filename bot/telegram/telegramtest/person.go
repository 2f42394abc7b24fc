package telegramtest

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Person is somebody with a private chat with the bot, who sees it as Telegram shows it.
type Person struct {
	server   *Server
	ID       int64
	Phone    string
	chat     []Message
	keyboard [][]Key
	blocked  bool
	deleted  int
}

// Person makes somebody new, who has opened the chat.
func (s *Server) Person(id int64) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := &Person{server: s, ID: id, Phone: "+84950000" + strconv.FormatInt(100+id%900, 10)}
	s.people[id] = p
	return p
}

// Chat is the chat as it is seen now, oldest first.
func (p *Person) Chat() []Message {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	return slices.Clone(p.chat)
}

// Keyboard is the reply keyboard that is shown; nil when there is none.
func (p *Person) Keyboard() [][]Key {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	return slices.Clone(p.keyboard)
}

// Deleted is how many messages the bot has deleted.
func (p *Person) Deleted() int {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	return p.deleted
}

// Until waits for the chat to be as wanted; it fails when ctx ends before.
func (p *Person) Until(ctx context.Context, wanted func([]Message) bool) error {
	return p.server.Until(ctx, func() bool { return wanted(p.Chat()) })
}

// Until waits for something about the server to be so; it fails when ctx ends before.
func (s *Server) Until(ctx context.Context, so func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if so() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// add puts a message of the person into the chat and tells the bot of it.
func (p *Person) add(m Message) int {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	m.ID = s.nextID
	s.nextID++
	p.chat = append(p.chat, m)
	s.push(p.ID, "message", s.wire(p.ID, m))
	return m.ID
}

// Type sends words; those that begin with "/" are a command.
func (p *Person) Type(text string) int {
	m := Message{Text: text}
	if strings.HasPrefix(text, "/") {
		word, _, _ := strings.Cut(text, " ")
		m.kind = map[string]any{"entities": []any{map[string]any{"type": "bot_command", "offset": 0, "length": units(word)}}}
	}
	return p.add(m)
}

// Send sends what is no words: kind is the field of the message, such as "sticker".
func (p *Person) Send(kind string, body any) int {
	return p.add(Message{kind: map[string]any{kind: body}})
}

// Contact sends the person's own card, as the contact button does; it hides the keyboard.
func (p *Person) Contact() int {
	return p.Send("contact", map[string]any{"phone_number": p.Phone, "first_name": "Người", "user_id": p.ID})
}

// Forward sends somebody else's card.
func (p *Person) Forward(phone string, of int64) int {
	return p.Send("contact", map[string]any{"phone_number": phone, "first_name": "Người khác", "user_id": of})
}

// Photo sends a picture, Sticker a sticker, Document a file that can be fetched.
func (p *Person) Photo(caption string) int {
	return p.add(Message{kind: map[string]any{"caption": caption, "photo": []any{
		map[string]any{"file_id": "small", "file_unique_id": "s", "width": 90, "height": 60, "file_size": 1000},
		map[string]any{"file_id": "large", "file_unique_id": "l", "width": 900, "height": 600, "file_size": 90000}}}})
}

// Sticker sends a sticker.
func (p *Person) Sticker() int {
	return p.Send("sticker", map[string]any{"file_id": "st", "file_unique_id": "st", "type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false})
}

// Document sends a file, which getFile gives afterwards.
func (p *Person) Document(name, mime string, raw []byte) int {
	p.server.mu.Lock()
	p.server.files["documents/"+name] = raw
	p.server.mu.Unlock()
	return p.Send("document", map[string]any{"file_id": name, "file_unique_id": "u", "file_name": name, "mime_type": mime, "file_size": len(raw)})
}

// Edit changes one of the person's own messages.
func (p *Person) Edit(id int, text string) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range p.chat {
		if p.chat[i].ID == id {
			p.chat[i].Text = text
			body := s.wire(p.ID, p.chat[i])
			body["edit_date"] = time.Now().Unix()
			s.push(p.ID, "edited_message", body)
		}
	}
}

// ErrNoButton means that no message shows such a button.
var ErrNoButton = errors.New("no such button")

// Press presses the newest button with that label.
func (p *Person) Press(label string) error {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := len(p.chat) - 1; i >= 0; i-- {
		if b, ok := p.chat[i].Button(label); ok && b.Data != "" {
			p.press(p.chat[i], b.Data)
			return nil
		}
	}
	return ErrNoButton
}

// PressOld presses a button of a message as it was seen earlier, even if it is gone.
func (p *Person) PressOld(m Message, data string) {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	p.press(m, data)
}

func (p *Person) press(m Message, data string) {
	s := p.server
	s.push(p.ID, "callback_query", map[string]any{"id": s.query(), "chat_instance": "1", "data": data, "message": s.wire(p.ID, m),
		"from": map[string]any{"id": p.ID, "is_bot": false, "first_name": "Người"}})
}

// Block blocks the bot, Unblock lets it in again.
func (p *Person) Block() { p.member(true) }

// Unblock lets the bot in again.
func (p *Person) Unblock() { p.member(false) }

func (p *Person) member(blocked bool) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	was, is := "member", "kicked"
	if !blocked {
		was, is = is, was
	}
	p.blocked = blocked
	s.push(p.ID, "my_chat_member", map[string]any{"chat": map[string]any{"id": p.ID, "type": "private"}, "date": time.Now().Unix(),
		"from":            map[string]any{"id": p.ID, "is_bot": false, "first_name": "Người"},
		"old_chat_member": map[string]any{"user": s.me(), "status": was}, "new_chat_member": map[string]any{"user": s.me(), "status": is}})
}

// Group makes a group that the bot is in.
func (s *Server) Group(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.groups[id] = []string{}
}

// Said is what the bot has written into a group.
func (s *Server) Said(group int64) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.groups[group])
}

// TypeIn writes a command into a group.
func (p *Person) TypeIn(group int64, text string) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	body := s.wire(group, Message{ID: s.nextID, Text: text, kind: map[string]any{"entities": []any{map[string]any{"type": "bot_command", "offset": 0, "length": units(text)}}}})
	body["from"] = map[string]any{"id": p.ID, "is_bot": false, "first_name": "Người"}
	s.nextID++
	s.push(group, "message", body)
}

// Migrate moves a chat to another number: whoever writes to the old one is told.
func (s *Server) Migrate(from, to int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.moved[from] = to
	if p, ok := s.people[from]; ok {
		s.people[to] = p
	}
}
