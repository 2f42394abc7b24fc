package web

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// shelf keeps lines in memory.
type shelf map[chat.Address][]Line

func (s shelf) AppendLine(_ context.Context, a chat.Address, l Line) (int64, error) {
	l.N = int64(len(s[a]) + 1)
	s[a] = append(s[a], l)
	return l.N, nil
}

func (s shelf) Lines(_ context.Context, a chat.Address, after int64, limit int) ([]Line, error) {
	all := s[a][min(int(after), len(s[a])):]
	return all[:min(limit, len(all))], nil
}

func visit(t *testing.T, client *http.Client, address string) (int, string) {
	t.Helper()
	r, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(raw)
}

func TestAFileIsGivenToItsOwnTalkOnly(t *testing.T) {
	held := shelf{}
	p, err := New(Options{Lines: held, Log: slog.New(slog.DiscardHandler), Read: func(_ context.Context, f chat.FileRef) ([]byte, error) {
		return []byte("giấy của " + f.Ref), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	p.Hear(func(ctx context.Context, in chat.Inbound) error {
		out := chat.Outbound{ID: in.ID, To: in.From, Body: chat.Body{{Text: chat.Words("xong")}}, File: &chat.FileRef{Ref: in.From.Room, Name: "biên-nhận.docx", MIME: "application/x"}}
		raw, err := json.Marshal(said{Out: &out})
		if err != nil {
			return err
		}
		_, err = held.AppendLine(ctx, in.From, Line{ID: in.ID, At: time.Now(), Body: raw})
		return err
	})
	server := httptest.NewServer(p)
	defer server.Close()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	owner := &http.Client{Jar: jar}
	if _, page := visit(t, owner, server.URL+"/"); !strings.Contains(page, `href="/van-ban/1"`) {
		t.Fatalf("no link: %s", page)
	}
	if code, body := visit(t, owner, server.URL+"/van-ban/1"); code != http.StatusOK || !strings.HasPrefix(body, "giấy của ") {
		t.Errorf("owner: %d %s", code, body)
	}
	for _, n := range []string{"2", "x", "-1"} {
		if code, _ := visit(t, owner, server.URL+"/van-ban/"+n); code != http.StatusNotFound {
			t.Errorf("line %s: %d", n, code)
		}
	}
	if code, _ := visit(t, server.Client(), server.URL+"/van-ban/1"); code != http.StatusNotFound {
		t.Errorf("a stranger: %d", code)
	}
}
