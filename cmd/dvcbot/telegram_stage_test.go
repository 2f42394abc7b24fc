package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// theatre is a platform, an office's store, and a service between them.
type theatre struct {
	t        *testing.T
	office   office
	platform *telegramtest.Server
	d        *directive.Directive
	log      *journal
}

// journal collects what a service prints.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func newTheatre(t *testing.T) *theatre {
	t.Helper()
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	s := &theatre{t: t, office: newOffice(t), platform: telegramtest.New(), d: d, log: &journal{}}
	t.Cleanup(s.platform.Close)
	s.office.env["DVCBOT_TELEGRAM_TOKEN"], s.office.env["DVCBOT_TELEGRAM_API"] = s.platform.Token, s.platform.URL
	s.office.env["DVCBOT_LISTEN"], s.office.env["DVCBOT_RATE"] = "127.0.0.1:0", "0"
	return s
}

// serve runs the service within this process; stop ends it gracefully.
func (s *theatre) serve() (address string, stop func()) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.t.Context())
	in, out := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, console{nil, out, s.log, func(k string) string { return s.office.env[k] }}, []string{"serve"})
		_ = out.Close()
	}()
	buffer := make([]byte, 200)
	n, err := in.Read(buffer)
	if err != nil {
		s.t.Fatalf("%v: %s", err, s.log)
	}
	stop = sync.OnceFunc(func() {
		cancel()
		if code := <-ended; code != exitFine {
			s.t.Errorf("serve ended with %d: %s", code, s.log)
		}
	})
	s.t.Cleanup(stop)
	return listening.FindString(string(buffer[:n])), stop
}

// public puts a forwarding server, such as an office has, before the service and makes
// its address the public one; to tells it where the service is.
func (s *theatre) public() (to func(address string)) {
	var target *url.URL
	var mu sync.Mutex
	front := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		mu.Lock()
		defer mu.Unlock()
		r.SetURL(target)
	}})
	s.t.Cleanup(front.Close)
	s.office.env["DVCBOT_PUBLIC_URL"] = front.URL
	target, _ = url.Parse("http://127.0.0.1:1")
	return func(address string) {
		mu.Lock()
		defer mu.Unlock()
		target, _ = url.Parse(address)
	}
}

// sound checks what must hold after every talk.
func (s *theatre) sound() {
	s.t.Helper()
	if v := s.platform.Violations(); len(v) > 0 {
		s.t.Errorf("violations: %s", strings.Join(v, "\n"))
	}
	if n := s.platform.Unanswered(); n > 0 {
		s.t.Errorf("%d buttons were never answered", n)
	}
	for _, call := range s.platform.Calls("") {
		if call.Params["drop_pending_updates"] == "true" {
			s.t.Error("pending updates were dropped")
		}
	}
}

// actor is a person with what they do and wait for.
type actor struct {
	*telegramtest.Person
	t     *testing.T
	seen  map[int]int
	offer int64 // the least that an answer's buttons may be of
}

func (s *theatre) actor(id int64) *actor {
	return &actor{Person: s.platform.Person(id), t: s.t, seen: map[int]int{}}
}

// wait is how long an answer may take on a busy machine before a test gives up.
const wait = time.Minute

// step is one thing a person does, and how the answer is known.
type step struct {
	press, say string // a button's label, or words
	want       string // a label or a part of the text of the answer
}

// do does it and waits for the answer. A card that was repeated after a kill may stand
// below the one that was edited since: who presses it is shown the present one, and
// presses that.
func (a *actor) do(one step) (answer telegramtest.Message) {
	a.t.Helper()
	stale := phrase("dialogs.stale")
	for range 3 {
		a.look()
		if one.say != "" {
			a.Type(one.say)
			return a.answer(one.want)
		}
		if err := a.Press(one.press); err != nil {
			a.t.Fatalf("%q: %v among %s", one.press, err, a.screen())
		}
		a.offer++
		if answer = a.answer(one.want, stale); !strings.Contains(answer.Text, stale) {
			return answer
		}
	}
	a.t.Fatalf("%q is always of an old message: %s", one.press, a.screen())
	return answer
}

// look notes how the chat is now: whatever differs later is an answer, unless its
// buttons are of an older offer. Such a message is one that was repeated after a kill.
func (a *actor) look() {
	for _, m := range a.Chat() {
		a.seen[m.ID] = m.Edits + 1
		a.offer = max(a.offer, offer(m))
	}
}

// offer is the version of the talk that showed a message's buttons; noOffer is one
// that shows none, or only lasting ones.
func offer(m telegramtest.Message) int64 {
	for _, row := range m.Buttons {
		for _, b := range row {
			if press, err := chat.ParsePress(b.Data); err == nil && press.Value == "" {
				return press.Offer
			}
		}
	}
	return noOffer
}

const noOffer = -1

func (a *actor) fresh(m telegramtest.Message) bool {
	of := offer(m)
	return m.Bot && a.seen[m.ID] != m.Edits+1 && (of == noOffer || of >= a.offer)
}

// answer waits for a new or edited message of the bot that has one of the words or buttons.
func (a *actor) answer(wants ...string) (found telegramtest.Message) {
	a.t.Helper()
	ctx, cancel := context.WithTimeout(a.t.Context(), wait)
	defer cancel()
	err := a.Until(ctx, func(chat []telegramtest.Message) bool {
		for _, m := range chat {
			if a.fresh(m) && slices.ContainsFunc(wants, func(want string) bool { return slices.Contains(m.Labels(), want) || strings.Contains(m.Text, want) }) {
				found = m
				return true
			}
		}
		return false
	})
	if err != nil {
		a.t.Fatalf("waited for %q: %v\n%s", wants, err, a.screen())
	}
	return found
}

// screen is the chat as text, for a failing test; people and numbers in it are made up.
func (a *actor) screen() string {
	var b strings.Builder
	for _, m := range a.Chat() {
		who := "> "
		if m.Bot {
			who = "< "
		}
		fmt.Fprintf(&b, "%s%s\n", who, m.Text)
		for _, l := range m.Labels() {
			fmt.Fprintf(&b, "[%s]\n", l)
		}
	}
	return b.String()
}

// invited makes a code for the head of a unit and gives its deep link's payload.
func (s *theatre) invited(unit string) (payload, say string) {
	s.t.Helper()
	var made struct {
		Say   string
		Links map[string]string
	}
	if err := json.Unmarshal([]byte(s.office.run("", "invite", "--role", "head", "--unit", unit, "--json")), &made); err != nil {
		s.t.Fatal(err)
	}
	payload, ok := strings.CutPrefix(made.Links["telegram"], "https://t.me/"+s.platform.Name+"?start=")
	if !ok {
		s.t.Fatalf("no deep link: %v", made.Links)
	}
	return payload, made.Say
}

func phrase(key string, pairs ...string) string { return words.Say(key, pairs...) }
