package telegram_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/dvcbot/dvcbot/bot/telegram"
	"github.com/dvcbot/dvcbot/chat"
)

func post(t *testing.T, h http.Handler, method, secret, body string) int {
	t.Helper()
	q := httptest.NewRequestWithContext(t.Context(), method, telegram.HookPath, strings.NewReader(body))
	q.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, q)
	return w.Code
}

func TestTheWebhookAnswersForWhatIsKeptOnly(t *testing.T) {
	r := newRig(t, func(o *telegram.Options) { o.Hook, o.Secret = "https://a.vn/hooks/telegram", "s3cret" })
	away, heard := true, 0
	h := r.Handler(func(context.Context, chat.Inbound) error {
		heard++
		if away {
			return chat.ErrAway
		}
		return nil
	})
	words := string(numbered(`{"message":{` + privately + `,"text":"xin chào"}}`))
	for _, one := range []struct {
		name, method, secret, body string
		want                       int
	}{
		{"no secret", "POST", "", words, 401}, {"another secret", "POST", "s3cre", words, 401}, {"a GET", "GET", "s3cret", "", 405},
		{"no update", "POST", "s3cret", "[]", 400}, {"over 1 MiB", "POST", "s3cret", strings.Repeat("x", 1<<20+1), 413},
		{"a store that is away", "POST", "s3cret", words, 503}, {"a kind of tomorrow", "POST", "s3cret", `{"update_id":2,"telepathy":{}}`, 200},
	} {
		if got := post(t, h, one.method, one.secret, one.body); got != one.want {
			t.Errorf("%s: %d", one.name, got)
		}
	}
	away = false
	if got := post(t, h, "POST", "s3cret", words); got != 200 || heard != 2 {
		t.Errorf("%d after %d", got, heard)
	}
	r.sound(t)
}

func TestAnEmptySecretLetsNobodyIn(t *testing.T) {
	r := newRig(t, nil)
	if got := post(t, r.Handler(nil), "POST", "", `{"update_id":1}`); got != 401 {
		t.Error(got)
	}
}

// TestPostsAreRepeatedUntilKept goes over the wire: one chat keeps its order.
func TestPostsAreRepeatedUntilKept(t *testing.T) {
	r := newRig(t, nil)
	heard, failures := make(chan string, 10), atomic.Int32{}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		r.Handler(func(_ context.Context, in chat.Inbound) error {
			if failures.Add(1) < 4 {
				return errors.New("not now")
			}
			heard <- in.Text
			return nil
		}).ServeHTTP(w, q)
	}))
	defer front.Close()
	r.Hook, r.Secret = front.URL+telegram.HookPath, "s3cret"
	r.polled(t, nil)
	r.person.Type("một")
	r.person.Type("hai")
	if first, second := within(t, heard), within(t, heard); first != "một" || second != "hai" {
		t.Errorf("%s before %s", first, second)
	}
	r.until(t, func() bool { return r.platform.Pending() == 0 })
	r.sound(t)
}
