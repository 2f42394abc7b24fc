package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/bot/telegram"
	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
	"github.com/dvcbot/dvcbot/chat"
)

// telegramWire posts updates to the webhook and sends to the fake platform; what was sent
// is kept as on paper.
type telegramWire struct {
	paper
	*telegram.Channel
	platform *telegramtest.Server
	last     map[chat.Address]string // the mark of the newest message
	updates  int
}

const wireSecret = "wire"

func newTelegramWire(t *testing.T) wire {
	t.Helper()
	w := &telegramWire{platform: telegramtest.New(), last: map[chat.Address]string{}}
	var err error
	if w.Channel, err = telegram.New(telegram.Options{Token: w.platform.Token, API: w.platform.URL, Secret: wireSecret}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if v := w.platform.Violations(); len(v) > 0 {
			t.Errorf("violations: %s", strings.Join(v, "\n"))
		}
		w.platform.Close()
	})
	return w
}

func (w *telegramWire) channel(*stage) bot.Channel      { return w }
func (w *telegramWire) Name() string                    { return w.Channel.Name() }
func (w *telegramWire) Capabilities() chat.Capabilities { return w.Channel.Capabilities() }

// Poll is not what this wire tests: updates are posted.
func (w *telegramWire) Poll(ctx context.Context, _ bot.Hear) error {
	<-ctx.Done()
	return ctx.Err()
}

func (w *telegramWire) Send(ctx context.Context, o chat.Outbound) (chat.Receipt, error) {
	receipt, err := w.Channel.Send(ctx, o)
	if err != nil {
		return receipt, err
	}
	w.mu.Lock()
	if receipt.Mark != "" {
		w.last[o.To] = receipt.Mark
	}
	w.mu.Unlock()
	return w.paper.Send(ctx, o)
}

func (w *telegramWire) address(*stage, string) chat.Address {
	id := strconv.Itoa(5001 + len(w.last))
	a := chat.Address{Channel: "telegram", Room: id, User: id}
	w.last[a] = ""
	number, _ := strconv.ParseInt(id, 10, 64)
	w.platform.Person(number)
	return a
}

// hear posts what happened as the platform words it.
func (w *telegramWire) hear(s *stage, in chat.Inbound) {
	kind, body := w.update(in)
	if body == nil {
		s.answer(in)
		return
	}
	w.updates++
	raw, err := json.Marshal(map[string]any{"update_id": w.updates, kind: body})
	if err != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, telegram.HookPath, strings.NewReader(string(raw)))
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", wireSecret)
	answer := httptest.NewRecorder()
	w.Handler(s.bot.Answer).ServeHTTP(answer, r)
	if answer.Code != http.StatusOK {
		s.t.Fatalf("step %d: the webhook answers %d", s.steps, answer.Code)
	}
}

func (w *telegramWire) update(in chat.Inbound) (kind string, body map[string]any) {
	id, _ := strconv.ParseInt(in.From.Room, 10, 64)
	from := map[string]any{"id": id, "is_bot": false, "first_name": "Người"}
	message := map[string]any{"message_id": messageOf(in.Mark), "from": from, "date": in.At.Unix(), "chat": map[string]any{"id": id, "type": "private"}}
	if in.Press != nil {
		number, _ := strconv.Atoi(strings.TrimSuffix(w.last[in.From], "p"))
		message["message_id"] = number
		return "callback_query", map[string]any{"id": "q" + strconv.Itoa(w.updates), "from": from, "message": message,
			"data": chat.Data(chat.Choice{Value: in.Press.Value, Lasting: in.Press.Value != ""}, in.Press.Offer, in.Press.Index)}
	}
	switch {
	case in.Kind == chat.Done:
		return "", nil
	case in.Kind == chat.Edited:
		message["text"], message["edit_date"] = in.Text, in.At.Unix()
		return "edited_message", message
	case in.Start != "":
		message["text"] = "/start " + in.Start
	case in.Kind == chat.Said && in.Text != "":
		message["text"] = in.Text
	case in.Kind == chat.Shared && in.Phone != "":
		message["contact"] = map[string]any{"phone_number": in.Phone, "first_name": "Người", "user_id": id}
	case in.Kind == chat.Sent && strings.HasPrefix(in.File.MIME, "image/"):
		message["photo"] = []any{map[string]any{"file_id": in.File.Ref}}
	case in.Kind == chat.Unknown:
		message["sticker"] = map[string]any{"file_id": "sticker"}
	default:
		return "", nil
	}
	return "message", message
}

// messageOf is the platform's number of a step's message, apart from those of the bot's.
func messageOf(mark string) int {
	n, _ := strconv.Atoi(mark)
	return 100000 + n
}
