package telegramtest

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// update is one thing that happened, waiting to be told to the bot.
type update struct {
	id   int
	chat int64
	raw  json.RawMessage
}

// polling is a getUpdates that waits; cut tells it why it ends early.
type polling struct{ cut string }

// The three ways in which a poll meets a conflict.
const (
	hookActive = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
	otherPoll  = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
	hookCame   = "Conflict: terminated by setWebhook request"
)

// push queues an update of a kind that the bot has asked for.
func (s *Server) push(chat int64, kind string, body any) {
	raw, err := json.Marshal(map[string]any{"update_id": s.nextUpdate, kind: body})
	if err != nil {
		panic(err)
	}
	s.pushRaw(chat, kind, raw)
}

func (s *Server) pushRaw(chat int64, kind string, raw []byte) int {
	id := s.nextUpdate
	s.nextUpdate++
	if kind != "" && len(s.allowed) > 0 && !slices.Contains(s.allowed, kind) {
		return id
	}
	s.queue = append(s.queue, update{id, chat, raw})
	s.touch()
	s.deliver(chat)
	return id
}

// Push queues an update of a test's own making; body is given its number.
func (s *Server) Push(chat int64, body func(id int) string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pushRaw(chat, "", []byte(body(s.nextUpdate)))
}

// Skip makes the next updates begin anew at another number, as after a quiet week.
func (s *Server) Skip(to int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextUpdate = to
}

// Redeliver tells the last n confirmed updates once more.
func (s *Server) Redeliver(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := slices.Clone(s.confirmed[max(0, len(s.confirmed)-n):])
	if s.hook.url == "" {
		s.again = old
		s.touch()
		return
	}
	s.queue = append(old, s.queue...)
	for _, u := range old {
		s.deliver(u.chat)
	}
}

// Pending is how many updates the bot has not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

// getUpdates confirms what lies below the offset and waits for more. The lock is held,
// but for the waiting.
func (s *Server) getUpdates(ctx context.Context, q request) answer {
	if s.hook.url != "" {
		return refusal(http.StatusConflict, hookActive)
	}
	if raw, given := q.params["allowed_updates"]; given {
		s.allow(raw)
	}
	if s.poll != nil {
		s.poll.cut = otherPoll
		s.touch()
	}
	mine := &polling{}
	s.poll = mine
	s.confirm(int(q.number("offset")))
	ends := time.Now().Add(time.Duration(min(max(q.number("timeout"), 0), 50)) * time.Second)
	for mine.cut == "" && !s.closed && len(s.queue)+len(s.again) == 0 && time.Now().Before(ends) && ctx.Err() == nil {
		s.wait(ctx, time.Until(ends))
	}
	if s.poll == mine {
		s.poll = nil
	}
	if mine.cut != "" {
		return refusal(http.StatusConflict, mine.cut)
	}
	if ctx.Err() != nil {
		return answer{cut: true}
	}
	return ok(s.batch(q))
}

// wait lets others change the server for at most d.
func (s *Server) wait(ctx context.Context, d time.Duration) {
	changed := s.changed
	s.mu.Unlock()
	defer s.mu.Lock()
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-changed:
	case <-timer.C:
	case <-ctx.Done():
	}
}

func (s *Server) allow(raw string) {
	var kinds []string
	if json.Unmarshal([]byte(raw), &kinds) == nil {
		s.allowed = kinds
	}
}

func (s *Server) confirm(offset int) {
	defer s.touch()
	if offset < 0 {
		n := max(0, len(s.queue)+offset)
		s.confirmed, s.queue = append(s.confirmed, s.queue[:n]...), s.queue[n:]
		return
	}
	for len(s.queue) > 0 && s.queue[0].id < offset {
		s.confirmed = append(s.confirmed, s.queue[0])
		s.queue = s.queue[1:]
	}
}

func (s *Server) batch(q request) []json.RawMessage {
	limit := int(q.number("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	all := []json.RawMessage{}
	for _, u := range append(s.again, s.queue...) {
		if len(all) < limit {
			all = append(all, u.raw)
		}
	}
	s.again = nil
	return all
}

// query is a pressed button.
type query struct{ answers int }

func (s *Server) answerCallback(q request) answer {
	asked, known := s.queries[q.params["callback_query_id"]]
	if !known {
		return bad("query is too old and response timeout expired or query ID is invalid")
	}
	if units(q.params["text"]) > 200 {
		return s.refuse(q, "MESSAGE_TOO_LONG")
	}
	asked.answers++
	return ok(true)
}

// Unanswered are the pressed buttons that still show a clock.
func (s *Server) Unanswered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, q := range s.queries {
		if q.answers == 0 {
			n++
		}
	}
	return n
}

func (s *Server) query() string {
	id := "query" + strconv.Itoa(len(s.queries)+1)
	s.queries[id] = &query{}
	return id
}
