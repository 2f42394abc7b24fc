package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// say types words and waits until the newest message of the bot holds what follows.
func say(text, then string) chromedp.Tasks {
	return chromedp.Tasks{chromedp.SendKeys("#soan", text+"\r"), chromedp.WaitVisible(newest(then), chromedp.BySearch)}
}

// newest is the newest message of the bot, if it holds the words.
func newest(words string) string {
	return fmt.Sprintf(`(//article[contains(@class,'bot')])[last()][contains(., %q)]`, words)
}

// visible waits for an element that holds the words.
func visible(class, words string) chromedp.Action {
	return chromedp.WaitVisible(fmt.Sprintf(`//*[contains(concat(' ',@class,' '),' %s ')][contains(., %q)]`, class, words), chromedp.BySearch)
}

func script(code string) chromedp.Action { return chromedp.Evaluate(code+";0", nil) }

// switchRole looks at the demonstration as somebody else.
func switchRole(role string) chromedp.Tasks {
	return chromedp.Tasks{script(`document.querySelector('.ribbon').open = true`),
		chromedp.Click(fmt.Sprintf(`button[name=role][value=%s]`, role)), chromedp.WaitVisible(newest("Mời chọn một việc"), chromedp.BySearch)}
}

// state is a moment of a talk that is looked at.
type state struct {
	name string
	do   chromedp.Tasks
	axe  bool // looked at by axe-core there and then; the last state has every other one above it
}

// states lead one talk through all that the page can show, in this order.
var states = []state{
	{"welcome", chromedp.Tasks{}, true},
	{"step", chromedp.Tasks{press("Đăng ký tài khoản", "Trước khi làm"), press("Bắt đầu từ Bước 1", "Bước 1/5"), press("Đã xong, bước tiếp", "Bước 2/5"),
		script(`document.querySelectorAll('.src').forEach(s => { s.open = true })`)}, true},
	{"stuck", chromedp.Tasks{press("Tôi bị kẹt ở bước này", "Vướng ở Bước 2"), script(`document.getElementById('menu').open = true`)}, true},
	{"deadline", chromedp.Tasks{script(`document.getElementById('menu').open = false`), say("thời hạn", "Kết quả triển khai")}, false},
	{"repair", chromedp.Tasks{switchRole("head"), press("Danh sách của đơn vị", "Còn thiếu"), press("Người khác", "Trước khi nhập số"),
		press("Đồng ý, tiếp tục", "Họ và tên"), say("Trần Quốc Thuận", "Chức vụ?"), say("PCT", "Số CMND"), say("28000456", "028000456")}, true},
	{"summary", chromedp.Tasks{say("280000456", "Số điện thoại di động?"), say("0950000123", "khai thác hệ thống"), press("Có", "Kiểm tra lại")}, false},
	{"list", chromedp.Tasks{press("Lưu", "2 người")}, false},
	{"undo", chromedp.Tasks{chromedp.Click(`(//ul[contains(@class,'people')]//button)[last()]`, chromedp.BySearch), chromedp.WaitVisible(newest("Thông tin đã lưu"), chromedp.BySearch),
		press("Xóa khỏi danh sách", "Còn thiếu"), visible("saved", "Hoàn tác")}, false},
	{"file", chromedp.Tasks{script(`document.getElementById('attach').open = true`)}, true},
	{"erased", chromedp.Tasks{script(`document.getElementById('attach').open = false`), chromedp.SendKeys("#soan", "mã OTP là 482913\r"), visible("gone", "Đã xóa tin này")}, false},
	{"offline", chromedp.Tasks{network.EmulateNetworkConditions(true, 0, 0, 0), chromedp.SendKeys("#soan", "Menu\r"), visible("pending", "Chờ mạng"), visible("netbar", "Mất mạng")}, true},
}

// look is a way to look at the page.
type look struct {
	width  int64
	scheme string
}

// looks are the widths and schemes of the promise.
var looks = []look{{320, "light"}, {320, "dark"}, {390, "light"}, {390, "dark"}, {1280, "light"}, {1280, "dark"}}

// small gives the buttons that a thumb may miss: under 44 pixels and no link in a sentence.
const small = `JSON.stringify([...document.querySelectorAll('button, summary, textarea, a.btn, input[type=file]')].filter(e => {
	const r = e.getBoundingClientRect(), s = getComputedStyle(e);
	return r.width > 1 && s.visibility !== 'hidden' && !e.closest('.vh') && (r.width < 43.9 || r.height < 43.9);
}).map(e => e.outerHTML.slice(0, 120) + ' ' + Math.round(e.getBoundingClientRect().width) + 'x' + Math.round(e.getBoundingClientRect().height)))`

const sideways = `document.documentElement.scrollWidth > innerWidth || (l => l.scrollWidth > l.clientWidth)(document.getElementById('log'))`

const axeRun = `axe.run({runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice','wcag2aaa']}).then(r =>
	JSON.stringify(r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)])))`

// TestThePageHasNoFaultsOfAccess leads one talk through every state and looks at it in
// three widths, light and dark: axe-core finds nothing, nothing scrolls sideways, every
// target is large enough. All states stay in the talk; the last is looked at in all ways.
func TestThePageHasNoFaultsOfAccess(t *testing.T) {
	path := chromium(t)
	axe, err := os.ReadFile(filepath.Join("testdata", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	tab := browser(t, path)
	if err := chromedp.Run(tab, chromedp.EmulateViewport(390, 844), chromedp.Navigate(served(t)), chromedp.WaitVisible(`#talk .choice`)); err != nil {
		t.Fatal(err)
	}
	for i, s := range states {
		if err := chromedp.Run(tab, chromedp.EmulateViewport(390, 844), s.do); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		for j, l := range looks {
			if i == len(states)-1 || j == i%len(looks) {
				t.Run(fmt.Sprint(s.name, " ", l.width, " ", l.scheme), func(t *testing.T) { l.examine(tab, t, s.axe, string(axe)) })
			}
		}
	}
}

// dress gives the page a width and a scheme.
func (l look) dress(height int64) chromedp.Tasks {
	return chromedp.Tasks{chromedp.EmulateViewport(l.width, height),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}})}
}

func (l look) examine(tab context.Context, t *testing.T, whole bool, axe string) {
	found, tight, wide := "[]", "", false
	all := chromedp.Tasks{l.dress(844), chromedp.Evaluate(small, &tight), chromedp.Evaluate(sideways, &wide)}
	if whole {
		all = append(all, script(`window.axe || `+axe), chromedp.Evaluate(axeRun, &found, awaited))
	}
	if err := chromedp.Run(tab, all); err != nil {
		t.Fatal(err)
	}
	var violations [][]any
	if err := json.Unmarshal([]byte(found), &violations); err != nil || len(violations) > 0 {
		t.Errorf("axe-core: %v %v", violations, err)
	}
	if wide {
		t.Error("it scrolls sideways")
	}
	if tight != "[]" {
		t.Errorf("too small to hit: %s", tight)
	}
}

// TestNothingScrollsSidewaysWhenEnlarged looks at 200 and 400 percent, and at the largest
// letters on the narrowest phone.
func TestNothingScrollsSidewaysWhenEnlarged(t *testing.T) {
	path := chromium(t)
	tab := browser(t, path)
	err := chromedp.Run(tab, chromedp.EmulateViewport(640, 400), chromedp.Navigate(served(t)),
		press("Đăng ký tài khoản", "Trước khi làm"), press("Bắt đầu từ Bước 1", "Bước 1/5"), press("Đã xong, bước tiếp", "Bước 2/5"))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []struct{ w, h, letters int64 }{{640, 400, 100}, {320, 256, 100}, {320, 568, 137}} {
		var wide, reachable bool
		err := chromedp.Run(tab, chromedp.EmulateViewport(size.w, size.h), script(fmt.Sprintf("window.looks.size(%d)", size.letters)),
			chromedp.Evaluate(`document.documentElement.scrollWidth > innerWidth`, &wide),
			chromedp.Evaluate(`(b => b.top >= 0 && b.bottom <= innerHeight + 1)(document.getElementById('soan').getBoundingClientRect())`, &reachable))
		if err != nil || wide || !reachable {
			t.Errorf("%+v: sideways %v, composer in view %v, %v", size, wide, reachable, err)
		}
	}
}
