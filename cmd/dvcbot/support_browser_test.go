package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAnOfficersAnswerStandsApartOnThePage lets somebody ask on the page, answers from
// the desk, and looks that the answer is not in the bot's voice and that the buttons of
// the step stay usable.
func TestAnOfficersAnswerStandsApartOnThePage(t *testing.T) {
	path := chromium(t)
	at := served(t)
	tab := browser(t, path)
	if err := chromedp.Run(tab, chromedp.EmulateViewport(390, 844), chromedp.Navigate(at),
		press("Đăng ký tài khoản", "Trước khi làm"), press("Bắt đầu từ Bước 1", "Bước 1/5"), press("Tôi bị kẹt ở bước này", "Vướng ở Bước 1"),
		press("Việc khác, hỏi cán bộ hỗ trợ", "Mời gõ câu hỏi"),
		chromedp.SendKeys("#soan", "Trang không mở được\r"),
		chromedp.WaitVisible(`(//button[contains(@class,'choice')][contains(.,'Gửi')])[last()]`, chromedp.BySearch),
		press("Gửi", "Câu hỏi đã được giữ lại"), press("Quay lại việc đang làm", "Vướng ở Bước 1")); err != nil {
		t.Fatal(err)
	}
	typed := func(stdin string, args ...string) string {
		var out bytes.Buffer
		if code := run(t.Context(), console{strings.NewReader(stdin), &out, io.Discard, func(string) string { return "" }}, args); code != exitFine {
			t.Fatalf("%v ended with %d", args, code)
		}
		return out.String()
	}
	var open struct{ ID string }
	if err := json.Unmarshal([]byte(typed("", "support", "--json")), &open); err != nil {
		t.Fatal(err)
	}
	typed("Mời mở lại sau 5 phút.", "support", "answer", open.ID, "-")
	const answer = `//article[contains(@class,'officer')]`
	var from string
	var shot []byte
	if err := chromedp.Run(tab, chromedp.WaitVisible(answer+`[contains(.,'Mời mở lại sau 5 phút.')]`, chromedp.BySearch),
		chromedp.Text(answer+`//*[@class='from']`, &from, chromedp.BySearch),
		chromedp.CaptureScreenshot(&shot),
		press("Quay lại Bước 1", "Bước 1/5"),
		chromedp.Click(answer+`//button[contains(.,'Đã rõ')]`, chromedp.BySearch),
		chromedp.WaitVisible(`(//article[contains(@class,'bot')])[last()][contains(.,'anh/chị đã rõ')][contains(.,'Bước 1/5')]`, chromedp.BySearch)); err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(from) != "Cán bộ hỗ trợ trả lời" {
		t.Errorf("the answer is from %q", from)
	}
	if folder := os.Getenv("DVCBOT_SHOTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, "officer-390.png"), shot, 0o600); err != nil {
			t.Error(err)
		}
	}
}

// TestTheCardForTheCounterIsLarge looks at it on the narrowest phone: large type, no
// sideways scrolling, no fault of access.
func TestTheCardForTheCounterIsLarge(t *testing.T) {
	path := chromium(t)
	axe, err := os.ReadFile(filepath.Join("testdata", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	at := served(t)
	tab := browser(t, path)
	var size float64
	var wide bool
	var found string
	var shot []byte
	if err := chromedp.Run(tab, chromedp.EmulateViewport(320, 844), chromedp.Navigate(at),
		press("Đăng ký tài khoản", "Trước khi làm"), press("Tôi đang ở quầy", "Đưa màn hình này cho nhân viên quầy"),
		chromedp.Evaluate(`parseFloat(getComputedStyle(document.querySelector('.large')).fontSize)`, &size),
		chromedp.Evaluate(`document.documentElement.scrollWidth>innerWidth`, &wide),
		chromedp.Evaluate(string(axe)+";0", nil),
		chromedp.Evaluate(`axe.run({runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice','wcag2aaa']}).then(r=>JSON.stringify(r.violations.map(v=>[v.id,v.nodes[0].html.slice(0,160)])))`, &found, awaited),
		chromedp.CaptureScreenshot(&shot)); err != nil {
		t.Fatal(err)
	}
	if size < 24 || wide || found != "[]" {
		t.Errorf("%.0f px, sideways %v, axe-core %s", size, wide, found)
	}
	if folder := os.Getenv("DVCBOT_SHOTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, "counter-320.png"), shot, 0o600); err != nil {
			t.Error(err)
		}
	}
}
