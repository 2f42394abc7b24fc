package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dvcbot/dvcbot/words"
)

// TestTheSmallPageOfALinkTakesAFileByHand opens a link in a browser that has no session,
// looks at each of its three faces in every width, and sends a file with it.
func TestTheSmallPageOfALinkTakesAFileByHand(t *testing.T) {
	path := chromium(t)
	axe, err := os.ReadFile(filepath.Join("testdata", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ds.csv")
	if err := os.WriteFile(file, longList(2), 0o600); err != nil {
		t.Fatal(err)
	}
	o := newOffice(t)
	o.env["DVCBOT_PUBLIC_URL"] = "https://pg.example"
	at := o.serves()
	head := o.atTerminal("head:UBND xã An Bình")
	_, link, _ := strings.Cut(head.types(words.Say("upload.choice"), "https://pg.example/tep/"), "https://pg.example")
	tab := browser(t, path)
	for _, face := range []struct {
		name string
		do   chromedp.Tasks
	}{
		{"asks", chromedp.Tasks{chromedp.Navigate(at + link), chromedp.WaitVisible(`#tep`)}},
		{"taken", chromedp.Tasks{chromedp.SetUploadFiles("#tep", []string{file}), chromedp.Click(`form button`), visible("ok", "Đã nhận ds.csv")}},
		{"shut", chromedp.Tasks{chromedp.Navigate(at + link), visible("warn", "Liên kết này đã dùng")}},
	} {
		if err := chromedp.Run(tab, face.do); err != nil {
			t.Fatalf("%s: %v", face.name, err)
		}
		for _, l := range looks {
			t.Run(fmt.Sprint(face.name, " ", l.width, " ", l.scheme), func(t *testing.T) {
				var found, tight string
				var wide bool
				err := chromedp.Run(tab, l.dress(700), chromedp.Evaluate(small, &tight), chromedp.Evaluate(`document.documentElement.scrollWidth > innerWidth`, &wide),
					script(`window.axe || `+string(axe)), chromedp.Evaluate(axeRun, &found, awaited), shot(fmt.Sprint("door-", face.name, "-", l.width, "-", l.scheme, ".png")))
				var violations [][]any
				if err != nil || json.Unmarshal([]byte(found), &violations) != nil || len(violations) > 0 || wide || tight != "[]" {
					t.Errorf("%v; axe-core %v; sideways %v; too small %s", err, violations, wide, tight)
				}
			})
		}
	}
	head.reads(words.Say("paste.read", "name", "ds.csv", "n", "2"))
}
