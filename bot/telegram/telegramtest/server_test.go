package telegramtest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// ask makes one request as a bot does and gives the code and the words of the answer.
func ask(t *testing.T, s *Server, method string, pairs ...string) (code int, text string) {
	t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/bot"+s.Token+"/"+method, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var answer struct {
		OK   bool   `json:"ok"`
		Text string `json:"description"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, answer.Text
}

// TestMisuseIsRefusedAndKept: what a real platform would not take is a violation here.
func TestMisuseIsRefusedAndKept(t *testing.T) {
	for _, one := range []struct {
		name, method string
		pairs        []string
		code         int
		says         string
	}{
		{"an unsupported method", "sendCarrierPigeon", nil, 404, "Not Found"},
		{"an unknown parameter", "sendMessage", []string{"chat_id", "5", "text", "x", "colour", "red"}, 400, "unknown parameter"},
		{"a missing parameter", "sendMessage", []string{"chat_id", "5"}, 400, "text is empty"},
		{"a number that is none", "editMessageText", []string{"chat_id", "5", "message_id", "one", "text", "x"}, 400, "wrong type"},
		{"a truth that is none", "sendMessage", []string{"chat_id", "5", "text", "x", "protect_content", "maybe"}, 400, "wrong type"},
		{"a keyboard with a field of its own making", "sendMessage", []string{"chat_id", "5", "text", "x", "reply_markup", `{"inline_keyboard":[[{"text":"a","callback_data":"b","size":3}]]}`}, 400, "wrong type"},
		{"a null for an array", "getUpdates", []string{"allowed_updates", "null"}, 400, "wrong type"},
		{"no words", "sendMessage", []string{"chat_id", "5", "text", " <b> </b> ", "parse_mode", "HTML"}, 400, "message text is empty"},
		{"4097 units", "sendMessage", []string{"chat_id", "5", "text", strings.Repeat("😀", 2048) + "x"}, 400, "message is too long"},
		{"65 bytes on a button", "sendMessage", []string{"chat_id", "5", "text", "x", "reply_markup", `{"inline_keyboard":[[{"text":"a","callback_data":"` + strings.Repeat("b", 65) + `"}]]}`}, 400, "BUTTON_DATA_INVALID"},
		{"an open tag", "sendMessage", []string{"chat_id", "5", "text", "<b>x", "parse_mode", "HTML"}, 400, `can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{"crossed tags", "sendMessage", []string{"chat_id", "5", "text", "<b><i>x</b></i>", "parse_mode", "HTML"}, 400, `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`},
		{"a tag that Telegram has not", "sendMessage", []string{"chat_id", "5", "text", "<h1>x</h1>", "parse_mode", "HTML"}, 400, `Unsupported start tag "h1"`},
		{"a bad secret", "setWebhook", []string{"url", "https://a.vn", "secret_token", "có dấu"}, 400, "unallowed characters"},
		{"dropping what waits", "deleteWebhook", []string{"drop_pending_updates", "true"}, 200, ""},
	} {
		s := New()
		s.Person(5)
		code, text := ask(t, s, one.method, one.pairs...)
		if code != one.code || !strings.Contains(text, one.says) {
			t.Errorf("%s: %d %s", one.name, code, text)
		}
		if len(s.Violations()) == 0 {
			t.Errorf("%s: not kept", one.name)
		}
		s.Close()
	}
}

// TestWhatACorrectBotMayMeetIsNoViolation: the answers that depend on people and time.
func TestWhatACorrectBotMayMeetIsNoViolation(t *testing.T) {
	s := New()
	defer s.Close()
	p := s.Person(5)
	if code, _ := ask(t, s, "sendMessage", "chat_id", "5", "text", "&lt;3 <b>x</b>", "parse_mode", "HTML"); code != 200 || p.Chat()[0].Text != "<3 x" {
		t.Fatal(code, p.Chat())
	}
	id := "100"
	for _, one := range []struct {
		method string
		pairs  []string
		code   int
		says   string
	}{
		{"editMessageText", []string{"chat_id", "5", "message_id", id, "text", "&lt;3 <b>x</b>", "parse_mode", "HTML"}, 400, "message is not modified"},
		{"editMessageText", []string{"chat_id", "5", "message_id", "99", "text", "x"}, 400, "message to edit not found"},
		{"editMessageCaption", []string{"chat_id", "5", "message_id", id, "caption", "x"}, 400, "no caption in the message"},
		{"deleteMessage", []string{"chat_id", "5", "message_id", id}, 200, ""},
		{"deleteMessage", []string{"chat_id", "5", "message_id", id}, 400, "message to delete not found"},
		{"sendMessage", []string{"chat_id", "6", "text", "x"}, 400, "chat not found"},
		{"answerCallbackQuery", []string{"callback_query_id", "x"}, 400, "query is too old"},
		{"setWebhook", []string{"url", "http://127.0.0.1:1/x"}, 200, ""},
		{"getUpdates", nil, 409, "webhook is active"},
		{"deleteWebhook", nil, 200, ""},
	} {
		if code, text := ask(t, s, one.method, one.pairs...); code != one.code || !strings.Contains(text, one.says) {
			t.Errorf("%s: %d %s", one.method, code, text)
		}
	}
	p.Block()
	if code, text := ask(t, s, "sendMessage", "chat_id", "5", "text", "x"); code != 403 || !strings.Contains(text, "blocked by the user") {
		t.Errorf("%d %s", code, text)
	}
	s.Migrate(5, -1005)
	if code, text := ask(t, s, "sendMessage", "chat_id", "5", "text", "x"); code != 400 || !strings.Contains(text, "upgraded to a supergroup") {
		t.Errorf("%d %s", code, text)
	}
	if v := s.Violations(); len(v) > 0 {
		t.Error(v)
	}
}

// TestUpdatesAreToldUntilConfirmed: a poll without a higher offset gets them again, and a
// second poll cuts the first.
func TestUpdatesAreToldUntilConfirmed(t *testing.T) {
	s := New()
	defer s.Close()
	p := s.Person(5)
	p.Type("một")
	for range 2 {
		if code, _ := ask(t, s, "getUpdates"); code != 200 || s.Pending() != 1 {
			t.Errorf("%d, %d wait", code, s.Pending())
		}
	}
	if _, _ = ask(t, s, "getUpdates", "offset", "900002"); s.Pending() != 0 {
		t.Error("not confirmed")
	}
	first := make(chan string, 1)
	go func() {
		_, text := ask(t, s, "getUpdates", "timeout", "50")
		first <- text
	}()
	if err := s.Until(t.Context(), func() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.poll != nil }); err != nil {
		t.Fatal(err)
	}
	if code, _ := ask(t, s, "getUpdates"); code != 200 {
		t.Error(code)
	}
	if text := <-first; !strings.Contains(text, "terminated by other getUpdates request") {
		t.Error(text)
	}
}

// TestComingBeforeRetryAfterIsAViolation as Telegram lengthens the wait of who does.
func TestComingBeforeRetryAfterIsAViolation(t *testing.T) {
	s := New()
	defer s.Close()
	s.Person(5)
	s.Fail("sendMessage", TooMany(30))
	for range 2 {
		if code, text := ask(t, s, "sendMessage", "chat_id", "5", "text", "x"); code != 429 || !strings.Contains(text, "retry after") {
			t.Errorf("%d %s", code, text)
		}
	}
	if len(s.Violations()) != 1 {
		t.Error(s.Violations())
	}
}
