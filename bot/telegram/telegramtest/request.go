package telegramtest

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// request is one call, read.
type request struct {
	method string
	params map[string]string
	files  map[string][]byte
}

func (q request) number(name string) int64 {
	n, _ := strconv.ParseInt(q.params[name], 10, 64)
	return n
}

const maxRequest = 60 << 20

func read(r *http.Request) (request, error) {
	q := request{params: map[string]string{}, files: map[string][]byte{}}
	r.Body = http.MaxBytesReader(nil, r.Body, maxRequest)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(maxRequest) // #nosec G120: the body is bounded above
	} else {
		err = r.ParseForm()
	}
	if err != nil {
		return q, err
	}
	for name, values := range r.Form {
		q.params[name] = values[0]
	}
	if r.MultipartForm == nil {
		return q, nil
	}
	for name, files := range r.MultipartForm.File {
		f, err := files[0].Open()
		if err != nil {
			return q, err
		}
		raw, err := io.ReadAll(f)
		_ = f.Close()
		if err != nil {
			return q, err
		}
		q.files[name] = raw
		q.params["#"+name] = files[0].Filename
	}
	return q, nil
}

// methods are what this server can do. Whatever else is asked for is a 404.
var methods = map[string]func(*Server, request) answer{
	"getMe": (*Server).getMe, "setMyCommands": (*Server).setMyCommands, "getFile": (*Server).getFile,
	"sendMessage": (*Server).sendMessage, "sendPhoto": (*Server).sendPhoto, "sendDocument": (*Server).sendDocument,
	"editMessageText": (*Server).editText, "editMessageCaption": (*Server).editCaption, "editMessageMedia": (*Server).editMedia,
	"editMessageReplyMarkup": (*Server).editMarkup, "deleteMessage": (*Server).deleteMessage,
	"answerCallbackQuery": (*Server).answerCallback,
	"setWebhook":          (*Server).setWebhook, "deleteWebhook": (*Server).deleteWebhook, "getWebhookInfo": (*Server).webhookInfo,
}

// carry checks a request and does what it asks for.
func (s *Server) carry(r *http.Request, q request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := described.Methods[q.method]; !known {
		s.violate(q.method, "unsupported method")
		return refusal(http.StatusNotFound, "Not Found")
	}
	if r.Method != http.MethodPost && r.Method != http.MethodGet {
		s.violate(q.method, "HTTP method %s", r.Method)
	}
	if a, refused := s.check(q); refused {
		return a
	}
	f, planned := s.planned(q)
	if planned && !f.After {
		return f.answer()
	}
	if a, refused := s.barred(q); refused {
		return a
	}
	var a answer
	if q.method == "getUpdates" {
		a = s.getUpdates(r.Context(), q)
	} else {
		a = methods[q.method](s, q)
	}
	s.touch()
	if planned {
		return f.answer()
	}
	return a
}

// Fault is what a request meets in place of its answer.
type Fault struct {
	Status     int    // of the answer
	Text       string // description
	RetryAfter int    // seconds; held against the chat when the request names one
	MigrateTo  int64
	HTML       bool // no Bot API answer at all, as from a gateway
	Cut        bool // the connection breaks
	After      bool // only after the request was carried out: the answer is lost
}

// TooMany is the 429 that asks for some seconds.
func TooMany(seconds int) Fault {
	return Fault{Status: http.StatusTooManyRequests, Text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), RetryAfter: seconds}
}

// Gateway is a 502 in HTML.
func Gateway() Fault { return Fault{Status: http.StatusBadGateway, HTML: true} }

func (f Fault) answer() answer {
	return answer{status: f.Status, text: f.Text, retry: f.RetryAfter, moved: f.MigrateTo, html: f.HTML, cut: f.Cut}
}

// Fail makes the next requests of a method meet these faults, one each.
func (s *Server) Fail(method string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], faults...)
}

func (s *Server) planned(q request) (Fault, bool) {
	all := s.faults[q.method]
	if len(all) == 0 {
		return Fault{}, false
	}
	s.faults[q.method] = all[1:]
	if chat := q.number("chat_id"); chat != 0 && all[0].RetryAfter > 0 {
		s.waits[chat] = time.Now().Add(time.Duration(all[0].RetryAfter) * time.Second)
	}
	return all[0], true
}

// barred refuses what cannot reach its chat: too early, blocked, unknown, or moved.
func (s *Server) barred(q request) (answer, bool) {
	chat := q.number("chat_id")
	if _, named := q.params["chat_id"]; !named {
		return answer{}, false
	}
	if until := s.waits[chat]; time.Now().Before(until) && strings.HasPrefix(q.method, "send") {
		s.violate(q.method, "came before retry_after was over")
		return TooMany(int(time.Until(until)/time.Second) + 1).answer(), true
	}
	if to, moved := s.moved[chat]; moved {
		return answer{status: http.StatusBadRequest, text: "Bad Request: group chat was upgraded to a supergroup chat", moved: to}, true
	}
	if _, group := s.groups[chat]; group {
		return answer{}, false
	}
	p, known := s.people[chat]
	switch {
	case !known:
		return bad("chat not found"), true
	case p.blocked:
		return refusal(http.StatusForbidden, "Forbidden: bot was blocked by the user"), true
	}
	return answer{}, false
}
