package web

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// held keeps lines in memory, as a store promises.
type held struct {
	mu  sync.Mutex
	all map[chat.Address][]Line
}

func (h *held) AppendLine(_ context.Context, a chat.Address, l Line) (int64, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i, was := range h.all[a] {
		if was.ID == l.ID {
			l.N = was.N
			h.all[a][i] = l
			return l.N, nil
		}
	}
	l.N = int64(len(h.all[a]) + 1)
	h.all[a] = append(h.all[a], l)
	return l.N, nil
}

func (h *held) Lines(_ context.Context, a chat.Address, after int64, limit int) ([]Line, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := []Line{}
	for _, l := range h.all[a] {
		if l.N > after && len(out) < limit {
			out = append(out, l)
		}
	}
	return out, nil
}

// site is a page behind a server, and a browser without a script. answer says what the
// bot replies to the n-th inbound.
type site struct {
	t     *testing.T
	page  *Page
	at    string
	http  *http.Client
	heard []chat.Inbound
}

var noon = time.Date(2020, 9, 24, 5, 0, 0, 0, time.UTC)

func open(t *testing.T, answer func(chat.Inbound, int) []chat.Outbound) *site {
	t.Helper()
	page, err := New(Options{Lines: &held{all: map[chat.Address][]Line{}}, Title: "Công văn 949/UBND-VP", Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return noon }, Draw: func(string) (string, string, error) { return `<svg class="sc"></svg>`, "", nil },
		Due: func() *Due { return &Due{Left: 4, Short: "Còn 4 ngày", When: "Trước thứ Hai 28/9/2020"} }})
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, page: page}
	seen := map[string]bool{}
	page.Hear(func(ctx context.Context, in chat.Inbound) error {
		if seen[in.ID] {
			return nil
		}
		seen[in.ID] = true
		s.heard = append(s.heard, in)
		for i, o := range answer(in, len(s.heard)) {
			o.ID, o.To = fmt.Sprint(in.ID, "/", i), in.From
			if _, err := page.Send(ctx, o); err != nil {
				return err
			}
		}
		return nil
	})
	server := httptest.NewServer(page)
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.at, s.http = server.URL, &http.Client{Jar: jar}
	return s
}

func (s *site) get(path string) string {
	s.t.Helper()
	r, err := s.http.Get(s.at + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %d %v", path, r.StatusCode, err)
	}
	return string(body)
}

func (s *site) post(fields ...string) string {
	s.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	r, err := s.http.PostForm(s.at+"/say", form)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(body)
}

// step is a step card as the guide says it.
func step(n int) chat.Outbound {
	return chat.Outbound{Picture: "screen/x/y", Offer: int64(n), Body: chat.Body{
		{Role: chat.Progress, Text: chat.Words("Đăng ký"), Label: fmt.Sprintf("Bước %d/3", n), N: n, Of: 3},
		{Role: chat.Title, Text: chat.Words(fmt.Sprint("Việc ", n))},
		{Role: chat.Push, Label: "3", Text: chat.Words("Chọn **Công dân**")},
		{Role: chat.Source, Text: chat.Words("Phụ lục 1"), Quote: "nguyên văn"}},
		Choices: [][]chat.Choice{{{Label: "Bước tiếp", Value: "next"}}, {{Label: "Bị kẹt", Value: "stuck"}}}}
}

func steps(_ chat.Inbound, n int) []chat.Outbound { return []chat.Outbound{step(n)} }

func TestAMessageSentTwiceIsOneMessage(t *testing.T) {
	s := open(t, steps)
	s.get("/")
	s.post("id", "one", "text", "xin chào")
	page := s.post("id", "one", "text", "xin chào")
	if len(s.heard) != 2 || strings.Count(page, "<p>xin chào</p>") != 1 {
		t.Errorf("heard %d times, shown %d times", len(s.heard), strings.Count(page, "<p>xin chào</p>"))
	}
}

func TestWhatIsTypedNeverBecomesMarkup(t *testing.T) {
	s := open(t, steps)
	s.get("/")
	page := s.post("text", `<script>alert(1)</script>"><img src=x onerror=y>`)
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img") {
		t.Error("typed markup stands in the page")
	}
}

// attributes are what the policy forbids in a page.
var attributes = regexp.MustCompile(`(?i)<[^>]*\s(style|on[a-z]+)=`)

func TestThePageKeepsItsOwnPolicy(t *testing.T) {
	s := open(t, steps)
	r, err := s.http.Get(s.at + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	body, _ := io.ReadAll(r.Body)
	if found := attributes.Find(body); found != nil {
		t.Errorf("%s", found)
	}
	if got := r.Header.Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'; style-src 'self'; script-src 'self'") {
		t.Errorf("policy %q", got)
	}
}

func TestAPassedStepFolds(t *testing.T) {
	s := open(t, steps)
	s.get("/")
	page := s.post("text", "tiếp")
	folds := regexp.MustCompile(`<details class="(fold[^"]*)"[^>]*?( open)?>`).FindAllStringSubmatch(page, -1)
	if len(folds) != 2 || folds[0][1] != "fold done" || folds[0][2] != "" || folds[1][1] != "fold now" || folds[1][2] == "" {
		t.Errorf("%q", folds)
	}
}

func TestAUsedChoiceIsTickedAndTheOthersRest(t *testing.T) {
	s := open(t, steps)
	first := s.get("/")
	press := regexp.MustCompile(`name="press" value="([^"!]*)"`).FindAllStringSubmatch(first, -1)
	page := s.post("press", press[1][1], "label", "Bị kẹt")
	want := []string{"choice old", "choice was", "choice primary", "choice "}
	for i, m := range regexp.MustCompile(`class="(choice [a-z]*)"`).FindAllStringSubmatch(page, -1) {
		if i >= len(want) || m[1] != want[i] {
			t.Errorf("choice %d is %q", i, m[1])
		}
	}
	if in := s.heard[1]; in.Press == nil || in.Press.Index != 1 {
		t.Errorf("heard %+v", in.Press)
	}
}

func TestATypedNumberSaysWhatItMeant(t *testing.T) {
	s := open(t, steps)
	s.get("/")
	if page := s.post("text", "2"); !strings.Contains(page, "Đã nhận: Bị kẹt") || strings.Count(page, "choice was") != 1 {
		t.Error("the number does not say what it picked")
	}
}

func TestOlderLinesComeThirtyAtATime(t *testing.T) {
	s := open(t, func(chat.Inbound, int) []chat.Outbound {
		all := make([]chat.Outbound, 70)
		for i := range all {
			all[i] = chat.Outbound{Body: chat.Body{{Text: chat.Words(fmt.Sprint("tin số ", i+1, "."))}}}
		}
		return all
	})
	page := s.get("/")
	for _, want := range []int{30, 30, 10} {
		if n := strings.Count(page, "<article"); n != want {
			t.Errorf("%d lines, %d are due", n, want)
		}
		more := regexp.MustCompile(`href="(/\?before=\d+)"`).FindStringSubmatch(page)
		if (more != nil) != (want == 30) {
			t.Fatalf("older: %v", more)
		}
		if more != nil {
			page = s.get(more[1])
		}
	}
	if !strings.Contains(page, "tin số 1.") || strings.Contains(page, "tin số 11.") {
		t.Error("the last part is not the beginning")
	}
}

func TestEventsGoOnAfterTheLastOneSeen(t *testing.T) {
	s := open(t, steps)
	s.get("/")
	s.post("text", "một")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.at+"/events?after=0", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Last-Event-ID", "2")
	got, err := s.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	lines := bufio.NewScanner(got.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
			if id != "3" {
				t.Errorf("the first event is %s", id)
			}
			return
		}
	}
	t.Error("no event came")
}

// TestThePageIsLight counts what a phone loads at first, as it travels.
func TestThePageIsLight(t *testing.T) {
	s := open(t, steps)
	page := s.get("/")
	for range 8 {
		page = s.post("text", "tiếp")
	}
	total := compressed(t, page)
	for _, m := range regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		total += compressed(t, s.get(m[1]))
	}
	if total > 60_000 {
		t.Errorf("%d bytes", total)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.at+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip")
	got, err := s.http.Do(r)
	if err != nil || got.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("the page travels uncompressed (%v)", err)
	}
	_ = got.Body.Close()
}

func compressed(t *testing.T, text string) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
