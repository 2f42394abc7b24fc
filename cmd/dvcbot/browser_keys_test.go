package main

import (
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keys presses keys wherever the focus is.
func keys(all string) chromedp.Action { return chromedp.KeyEvent(all) }

// back presses Shift+Tab.
func back() chromedp.Action { return chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(4<<1)) }

// focused holds the words of what has the focus.
const focused = `document.activeElement.id || document.activeElement.textContent.trim()`

// TestAPersonGoesThroughTheStepsByKeys: the skip link, numbers with Enter, Shift+Tab to
// the newest choices; the focus stays where the keyboard was.
func TestAPersonGoesThroughTheStepsByKeys(t *testing.T) {
	path := chromium(t)
	tab := browser(t, path)
	var first, choice, after string
	err := chromedp.Run(tab, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(served(t)), chromedp.WaitVisible(`#talk .choice`),
		keys(kb.Tab), chromedp.Evaluate(focused, &first), keys(kb.Enter),
		say("1", "Trước khi làm"), visible("is", "Đã nhận: Đăng ký tài khoản"),
		say("1", "Bước 1/5"),
		chromedp.Focus("#soan"), back(), back(), back(), back(), back(), chromedp.Evaluate(focused, &choice))
	if choice == "jump" { // the button down to the newest message, where there is one
		err = chromedp.Run(tab, back(), chromedp.Evaluate(focused, &choice))
	}
	if err != nil {
		t.Fatal(err)
	}
	if first != "Tới ô gõ tin nhắn" {
		t.Errorf("the first stop is %q", first)
	}
	if choice == "" || choice[0] < '1' || choice[0] > '9' {
		t.Errorf("the stop before the lasting commands is %q, no choice", choice)
	}
	err = chromedp.Run(tab, script(`document.querySelector('.choices:last-of-type .choice.primary').focus()`), keys(kb.Enter),
		chromedp.WaitVisible(newest("Bước 2/5"), chromedp.BySearch), chromedp.Evaluate(`document.activeElement.className`, &after))
	if err != nil {
		t.Fatal(err)
	}
	if after == "" {
		t.Error("the focus is lost after a choice was pressed")
	}
}

// TestAHalfComposedWordIsNotSent: Telex and VNI keyboards use Enter to end a word.
func TestAHalfComposedWordIsNotSent(t *testing.T) {
	path := chromium(t)
	tab := browser(t, path)
	var sent, kept bool
	err := chromedp.Run(tab, chromedp.EmulateViewport(390, 844), chromedp.Navigate(served(t)), chromedp.WaitVisible(`#talk .choice`),
		script(`const b = document.getElementById('soan'); b.value = 'thời h'; b.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, cancelable: true}))`),
		chromedp.Evaluate(`document.querySelectorAll('.me').length > 0`, &sent),
		chromedp.Evaluate(`document.getElementById('soan').value === 'thời h'`, &kept))
	if err != nil || sent || !kept {
		t.Errorf("sent %v, kept %v, %v", sent, kept, err)
	}
}

// TestWhatIsTypedWithoutANetworkIsSentOnce when it is back, and is nowhere kept.
func TestWhatIsTypedWithoutANetworkIsSentOnce(t *testing.T) {
	path := chromium(t)
	tab := browser(t, path)
	var mine, kept int
	err := chromedp.Run(tab, chromedp.EmulateViewport(390, 844), chromedp.Navigate(served(t)), chromedp.WaitVisible(`#talk .choice`),
		network.EmulateNetworkConditions(true, 0, 0, 0),
		chromedp.SendKeys("#soan", "Thời hạn\r"), visible("pending", "Chờ mạng"), visible("netbar", "Mất mạng"),
		network.EmulateNetworkConditions(false, 0, -1, -1),
		chromedp.WaitVisible(newest("Kết quả triển khai"), chromedp.BySearch), chromedp.WaitNotPresent(".pending"),
		chromedp.Evaluate(`[...document.querySelectorAll('.me .bubble')].filter(b => b.textContent.trim() === 'Thời hạn').length`, &mine),
		chromedp.Evaluate(`Object.keys(localStorage).filter(k => k !== 'size' && k !== 'theme').length + sessionStorage.length`, &kept))
	if err != nil || mine != 1 || kept != 0 {
		t.Errorf("shown %d times, %d things kept in the browser, %v", mine, kept, err)
	}
}
