package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/words"
)

// longList is a sheet of as many different people.
func longList(n int) []byte {
	var b strings.Builder
	b.WriteString("Họ tên;Chức vụ;CMND;SĐT\n")
	family, given := strings.Fields("Nguyễn Trần Lê Phạm Hoàng Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý"), strings.Fields("An Bình Cường Dung Giang Hà Hùng Khánh Lan Minh Nam Oanh Phúc Quân Sơn Thảo Uyên Vinh Xuân Yến")
	for i := range n {
		_, _ = fmt.Fprintf(&b, "%s Văn %s;Công chức Văn phòng - Thống kê;28%07d;095%07d\n", family[i%len(family)], given[i/len(family)%len(given)], i+1, i+1)
	}
	return []byte(b.String())
}

// begun is a browser without a script in which a head has taken the office's code.
func (o office) begun(at string) *plain {
	o.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.t.Fatal(err)
	}
	var made struct{ Say string }
	if err := json.Unmarshal([]byte(o.run("", "invite", "--role", "head", "--unit", "an binh", "--json")), &made); err != nil {
		o.t.Fatal(err)
	}
	p := &plain{t: o.t, at: at, http: &http.Client{Jar: jar}}
	p.ask("/", nil)
	p.ask("/say", url.Values{"text": {made.Say}})
	return p
}

// upload sends a file with the form of the page.
func (p *plain) upload(name string, content []byte) {
	p.t.Helper()
	r, err := fileForm(p.t, p.at+"/tep", "sheet-1", name, content)
	if err != nil {
		p.t.Fatal(err)
	}
	got, err := p.http.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	raw, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode != http.StatusOK || !strings.Contains(string(raw), words.Say("paste.reading", "name", name)) {
		p.t.Fatalf("%d %v: the page does not say that the file is being read", got.StatusCode, err)
	}
}

// awaits follows the talk until a line holds the words.
func (p *plain) awaits(text string) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, p.at+"/events?after=0", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	got, err := p.http.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	lines := bufio.NewScanner(got.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.Contains(lines.Text(), text) {
			return
		}
	}
	p.t.Fatalf("never came: %s", text)
}

// takesAll agrees to the notice and holds that everybody of the sheet is kept once.
func (o office) takesAll(p *plain, n int) {
	o.t.Helper()
	p.awaits(words.Say("paste.read", "name", "ds.csv", "n", fmt.Sprint(n)))
	p.awaits(words.Say("roster.agree"))
	p.ask("/say", url.Values{"text": {words.Say("roster.agree")}})
	if shown := strings.Count(p.page, words.Say("paste.read", "name", "ds.csv", "n", fmt.Sprint(n))); shown != 1 {
		o.t.Errorf("the result stands on the page %d times", shown)
	}
	out := o.run("", "roster", "export", "--format", "csv", "-o", "-")
	for i := range n {
		if times := strings.Count(out, fmt.Sprintf("28%07d", i+1)); times != 1 {
			o.t.Fatalf("person %d is kept %d times", i+1, times)
		}
	}
}

// TestASheetSentBeforeAKillIsReadOnce kills the service as soon as the page has said that
// the sheet is being read, and starts it again.
func TestASheetSentBeforeAKillIsReadOnce(t *testing.T) {
	const people = 240
	binary := filepath.Join(t.TempDir(), "dvcbot")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	o := newOffice(t)
	o.env["DVCBOT_LISTEN"] = "127.0.0.1:0"
	start := func() (*exec.Cmd, string) {
		serve := exec.CommandContext(t.Context(), binary, "serve")
		serve.Env = append(serve.Environ(), o.environ()...)
		var faults bytes.Buffer
		serve.Stderr = &faults
		out, err := serve.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := serve.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			_ = serve.Wait()
			t.Fatalf("does not serve: %s", faults.String())
		}
		return serve, listening.FindString(line)
	}
	serve, at := start()
	p := o.begun(at)
	p.upload("ds.csv", longList(people))
	_ = serve.Process.Kill()
	_ = serve.Wait()
	serve, p.at = start()
	defer func() { _ = serve.Process.Kill(); _ = serve.Wait() }()
	o.takesAll(p, people)
}

// TestASheetThatNobodyHasReadYetIsReadAfterARestart: the first process takes the file and
// does no job at all.
func TestASheetThatNobodyHasReadYetIsReadAfterARestart(t *testing.T) {
	o := newOffice(t)
	env := func(name string) string { return o.env[name] }
	h, err := openHouse(t.Context(), console{nil, io.Discard, io.Discard, env}, false, serving)
	if err != nil {
		t.Fatal(err)
	}
	h.log = slog.New(slog.DiscardHandler)
	page, err := h.page()
	if err != nil {
		t.Fatal(err)
	}
	b, err := h.bot(0, page)
	if err != nil {
		t.Fatal(err)
	}
	page.Hear(b.Answer)
	idle := httptest.NewServer(page)
	p := o.begun(idle.URL)
	p.upload("ds.csv", longList(3))
	idle.Close()
	if err := b.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.store.Close(); err != nil {
		t.Fatal(err)
	}
	p.at = o.serves()
	o.takesAll(p, 3)
}
