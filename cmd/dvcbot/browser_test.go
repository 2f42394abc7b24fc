package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// chromium finds the browser. CI sets DVCBOT_REQUIRE_CHROMIUM, so that a suite that it
// promises is never skipped.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("DVCBOT_REQUIRE_CHROMIUM") != "" {
		t.Fatal("Chromium is required and was not found")
	}
	t.Skip("no Chromium on this machine: the browser tests are left out")
	return ""
}

var listening = regexp.MustCompile(`http://\S+`)

// served starts the service with nothing set but a free port, and gives its address.
func served(t *testing.T) string {
	t.Helper()
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	ended := make(chan int, 1)
	env := map[string]string{"DVCBOT_LISTEN": "127.0.0.1:0"}
	go func() {
		ended <- run(ctx, console{nil, out, io.Discard, func(k string) string { return env[k] }}, []string{"serve", "--demo"})
		_ = out.Close()
	}()
	t.Cleanup(func() {
		cancel()
		if code := <-ended; code != 0 {
			t.Errorf("serve ended with %d", code)
		}
	})
	buffer := make([]byte, 200)
	n, err := in.Read(buffer)
	if err != nil {
		t.Fatal(err)
	}
	return listening.FindString(string(buffer[:n]))
}

func browser(t *testing.T, path string) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	alloc, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, stopTab := chromedp.NewContext(alloc)
	t.Cleanup(stopTab)
	tab, stopTime := context.WithTimeout(tab, 4*time.Minute)
	t.Cleanup(stopTime)
	return tab
}

// press clicks the newest button with a label and waits until a card holds what follows.
func press(label, then string) chromedp.Tasks {
	return chromedp.Tasks{
		chromedp.Click(fmt.Sprintf(`(//button[contains(@class,'choice') and not(@disabled)][span[normalize-space(.)=%q]])[last()]`, label), chromedp.BySearch),
		chromedp.WaitVisible(fmt.Sprintf(`(//article[contains(@class,'bot')])[last()][contains(., %q)]`, then), chromedp.BySearch),
	}
}

func TestAPersonIsLedThroughTheStepsInABrowser(t *testing.T) {
	path := chromium(t)
	at := served(t)
	tab := browser(t, path)
	err := chromedp.Run(tab, chromedp.EmulateViewport(390, 844), chromedp.Navigate(at),
		press("Đăng ký tài khoản", "Trước khi làm"),
		press("Bắt đầu từ Bước 1", "Bước 1/5"),
		press("Đã xong, bước tiếp", "Bước 2/5"),
		press("Đã xong, bước tiếp", "Bước 3/5"),
		press("Tôi bị kẹt ở bước này", "Vướng ở Bước 3"),
		press("Báo tài khoản đã tồn tại", "Quên mật khẩu"),
		press("Quay lại Bước 3", "Bước 3/5"),
		press("Đã xong, bước tiếp", "Bước 4/5"),
		press("Đã xong, bước tiếp", "Bước 5/5"),
		press("Đã xong bước cuối", "Kết quả thế nào"),
		press("Đã đăng ký xong", "Đã ghi nhận"),
		chromedp.Reload(),
		chromedp.WaitVisible(`(//article[contains(@class,'bot')])[last()][contains(., "Đã ghi nhận")]`, chromedp.BySearch))
	if err != nil {
		t.Fatal(err)
	}
}
