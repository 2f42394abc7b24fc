package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// plain is a browser without a script: it follows forms and nothing else.
type plain struct {
	t    *testing.T
	at   string
	http *http.Client
	page string
}

// ask sends a request: a GET without fields, else the form.
func (p *plain) ask(path string, fields url.Values) {
	p.t.Helper()
	method := http.MethodGet
	if fields != nil {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.at+path, strings.NewReader(fields.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := p.http.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		p.t.Fatalf("%d %v", answer.StatusCode, err)
	}
	p.page = string(body)
}

var forms = regexp.MustCompile(`(?s)<form method="post" action="/say">(.*?)</form>`)
var hidden = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)

// press sends the newest form whose button has the label, and looks for what follows.
func (p *plain) press(label, then string) {
	p.t.Helper()
	fields := url.Values{}
	for _, f := range forms.FindAllStringSubmatch(p.page, -1) {
		if !strings.Contains(f[1], ">"+label+"<") {
			continue
		}
		fields = url.Values{}
		for _, h := range hidden.FindAllStringSubmatch(f[1], -1) {
			fields.Set(h[1], html.UnescapeString(h[2]))
		}
	}
	if len(fields) == 0 {
		p.t.Fatalf("no form has the button %q", label)
	}
	p.send(fields, then)
}

func (p *plain) send(fields url.Values, then string) {
	p.t.Helper()
	p.ask("/say", fields)
	last := p.page[strings.LastIndex(p.page, "<article"):]
	if !strings.Contains(last, then) {
		p.t.Fatalf("the newest message does not hold %q", then)
	}
}

// TestAPersonIsLedThroughTheStepsWithoutAScript by forms alone, with help at step 3.
func TestAPersonIsLedThroughTheStepsWithoutAScript(t *testing.T) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &plain{t: t, at: served(t), http: &http.Client{Jar: jar}}
	p.ask("/", nil)
	p.press("Đăng ký tài khoản", "Trước khi làm")
	p.press("Bắt đầu từ Bước 1", "Bước 1/5")
	for n := 2; n <= 3; n++ {
		p.press("Đã xong, bước tiếp", fmt.Sprintf("Bước %d/5", n))
	}
	p.press("Tôi bị kẹt ở bước này", "Vướng ở Bước 3")
	p.press("Báo tài khoản đã tồn tại", "Quên mật khẩu")
	p.send(url.Values{"text": {"1"}}, "Bước 3/5")
	p.press("Đã xong, bước tiếp", "Bước 4/5")
	p.press("Đã xong, bước tiếp", "Bước 5/5")
	p.press("Đã xong bước cuối", "Kết quả thế nào")
	// the third was shown twice
	if !strings.Contains(p.page, `<svg class="sc"`) || strings.Count(p.page, `class="fold done"`) != 5 {
		t.Error("the steps are not drawn, or the passed ones are not folded")
	}
	p.ask("/tasks", nil)
	if !strings.Contains(p.page, "Bước 5/5") || !strings.Contains(p.page, `value="!go:step:reg:5"`) {
		t.Error("the side does not list the procedure that was begun")
	}
}
