// Package telegramtest is a strict Bot API server for tests: it speaks HTTP on a port of
// its own, checks every parameter against the description of the Bot API, keeps the chats
// as a person would see them, and lets a script play that person and the platform's own
// faults. What it refuses is answered as Telegram words it, and misuse is kept for the
// test to read. It knows nothing of dvcbot.
package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Server is the platform. It is safe for concurrent use.
type Server struct {
	Token, Name string // of the bot
	URL         string // base address
	// OnCall, when set before the first request, is told of each request with its number:
	// before it is carried out, and after, when the answer has not left yet. A request that
	// it calls lost goes no further: it never arrived, or its answer never leaves.
	OnCall func(n int, method string, done bool) (lost bool)

	http       *httptest.Server
	mu         sync.Mutex
	changed    chan struct{} // closed at every change
	closed     bool
	calls      []Call
	violations []string
	faults     map[string][]Fault
	people     map[int64]*Person
	groups     map[int64][]string
	moved      map[int64]int64
	waits      map[int64]time.Time // by chat: nothing may come before
	queue      []update
	confirmed  []update
	again      []update
	nextUpdate int
	nextID     int
	poll       *polling
	allowed    []string
	hook       hook
	queries    map[string]*query
	files      map[string][]byte
	commands   []Command
}

// Call is one request as it arrived; files are left out.
type Call struct {
	Method string
	Params map[string]string
}

// Command is an entry of the commands menu.
type Command struct{ Command, Description string }

// New starts a server for a bot with a token of its own.
func New() *Server {
	s := &Server{Token: "7001:TEST-telegram_canary", // #nosec G101: made up
		Name: "dvcbot_test_bot", changed: make(chan struct{}), faults: map[string][]Fault{},
		people: map[int64]*Person{}, groups: map[int64][]string{}, moved: map[int64]int64{}, waits: map[int64]time.Time{}, nextUpdate: 900001, nextID: 100,
		queries: map[string]*query{}, files: map[string][]byte{}, hook: newHook()}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	s.URL = s.http.URL
	return s
}

// Close stops the server, its waiting polls and its posts to the webhook.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.touch()
	s.mu.Unlock()
	s.hook.work.Wait()
	s.http.CloseClientConnections()
	s.http.Close()
}

// touch tells everybody who waits that something has changed.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// violate keeps a misuse. Values are left out, so that a log of them shows no text.
func (s *Server) violate(method, format string, args ...any) {
	s.violations = append(s.violations, method+": "+fmt.Sprintf(format, args...))
}

// Violations are the misuses so far.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// Calls are the requests of a method so far; "" means every method.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool { return method != "" && c.Method != method })
}

// Commands are the entries of the commands menu as last set.
func (s *Server) Commands() []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.commands)
}

// serve answers /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+s.Token+"/"); ok {
		s.file(w, path)
		return
	}
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+s.Token+"/")
	if !ok {
		write(w, refusal(http.StatusUnauthorized, "Unauthorized"))
		return
	}
	q, err := read(r)
	s.mu.Lock()
	q.method = method
	s.calls = append(s.calls, Call{method, q.params})
	n := len(s.calls)
	s.mu.Unlock()
	if s.lost(n, method, false) {
		panic(http.ErrAbortHandler)
	}
	if err != nil {
		write(w, refusal(http.StatusBadRequest, "Bad Request: can't read the request"))
		return
	}
	a := s.carry(r, q)
	if s.lost(n, method, true) || a.cut {
		panic(http.ErrAbortHandler)
	}
	write(w, a)
}

func (s *Server) lost(n int, method string, done bool) bool {
	return s.OnCall != nil && s.OnCall(n, method, done)
}

func (s *Server) file(w http.ResponseWriter, path string) {
	s.mu.Lock()
	raw, ok := s.files[path]
	s.mu.Unlock()
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_, _ = w.Write(raw)
}

// answer is what a request gets.
type answer struct {
	status int
	result any
	text   string // of a refusal
	retry  int    // seconds
	moved  int64
	html   bool
	cut    bool
}

func ok(result any) answer { return answer{status: http.StatusOK, result: result} }

func refusal(status int, text string) answer { return answer{status: status, text: text} }

func bad(text string) answer { return refusal(http.StatusBadRequest, "Bad Request: "+text) }

func write(w http.ResponseWriter, a answer) {
	if a.html {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(a.status)
		_, _ = w.Write([]byte("<html><body>Bad Gateway</body></html>"))
		return
	}
	body := map[string]any{"ok": a.status == http.StatusOK}
	if a.status == http.StatusOK {
		body["result"] = a.result
	} else {
		body["error_code"], body["description"] = a.status, a.text
	}
	parameters := map[string]any{}
	if a.retry > 0 {
		parameters["retry_after"] = a.retry
		w.Header().Set("Retry-After", strconv.Itoa(a.retry))
	}
	if a.moved != 0 {
		parameters["migrate_to_chat_id"] = a.moved
	}
	if len(parameters) > 0 {
		body["parameters"] = parameters
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_ = json.NewEncoder(w).Encode(body)
}
