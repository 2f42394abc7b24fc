package telegramtest

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"sync"
	"time"
)

// hook is the webhook and what is on its way to it: one update of a chat at a time.
type hook struct {
	url, secret string
	max         int
	flying      map[int64]bool
	failed      time.Time
	why         string
	work        sync.WaitGroup
	client      *http.Client
}

func newHook() hook {
	return hook{flying: map[int64]bool{}, client: &http.Client{Timeout: time.Minute}}
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// setWebhook takes any port and plain HTTP, as a local Bot API server does.
func (s *Server) setWebhook(q request) answer {
	to, err := url.Parse(q.params["url"])
	if err != nil || to.Host == "" && q.params["url"] != "" {
		return s.refuse(q, "bad webhook: invalid URL")
	}
	if secret, given := q.params["secret_token"]; given && !secretForm.MatchString(secret) {
		return s.refuse(q, "secret token contains unallowed characters")
	}
	s.dropIfAsked(q)
	if raw, given := q.params["allowed_updates"]; given {
		s.allow(raw)
	}
	if s.poll != nil && q.params["url"] != "" {
		s.poll.cut = hookCame
	}
	s.hook.url, s.hook.secret, s.hook.max = q.params["url"], q.params["secret_token"], int(q.number("max_connections"))
	for _, u := range s.queue {
		s.deliver(u.chat)
	}
	return ok(true)
}

func (s *Server) deleteWebhook(q request) answer {
	s.dropIfAsked(q)
	s.hook.url, s.hook.secret = "", ""
	return ok(true)
}

func (s *Server) dropIfAsked(q request) {
	if q.params["drop_pending_updates"] == "true" {
		s.violate(q.method, "%d pending updates dropped", len(s.queue))
		s.queue = nil
	}
}

func (s *Server) webhookInfo(request) answer {
	info := map[string]any{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.queue)}
	if !s.hook.failed.IsZero() {
		info["last_error_date"], info["last_error_message"] = s.hook.failed.Unix(), s.hook.why
	}
	return ok(info)
}

// Break notes a failed delivery to the webhook, as getWebhookInfo tells it.
func (s *Server) Break(why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook.failed, s.hook.why = time.Now(), why
}

// deliver posts what waits in a chat, unless something of it is on its way.
func (s *Server) deliver(chat int64) {
	if s.hook.url == "" || s.hook.flying[chat] || s.closed {
		return
	}
	s.hook.flying[chat] = true
	s.hook.work.Go(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		defer func() { s.hook.flying[chat] = false }()
		wait := 20 * time.Millisecond
		for s.hook.url != "" && !s.closed {
			i := slices.IndexFunc(s.queue, func(u update) bool { return u.chat == chat })
			if i < 0 {
				return
			}
			u := s.queue[i]
			if s.post(u) {
				s.taken(u)
				wait = 20 * time.Millisecond
				continue
			}
			s.wait(context.Background(), wait)
			wait = min(2*wait, time.Second)
		}
	})
}

func (s *Server) taken(u update) {
	s.confirmed = append(s.confirmed, u)
	if i := slices.IndexFunc(s.queue, func(other update) bool { return other.id == u.id }); i >= 0 {
		s.queue = slices.Delete(s.queue, i, i+1)
	}
	s.touch()
}

// post brings one update; the lock is given up meanwhile.
func (s *Server) post(u update) bool {
	to, secret, client := s.hook.url, s.hook.secret, s.hook.client
	s.mu.Unlock()
	defer s.mu.Lock()
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, to, bytes.NewReader(u.raw))
	if err != nil {
		return false
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	resp, err := client.Do(r)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode/100 == 2
}
