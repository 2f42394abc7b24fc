package main

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/draw"
)

var retake = flag.Bool("pictures", false, "take the pictures of the documents anew")

// shots are the pictures of the page in docs/pictures: a state of the talk, and a look.
var shots = []struct {
	state string
	look  look
	high  int64
	file  string
}{
	{"welcome", look{390, "light"}, 844, "welcome-390-light.png"},
	{"step", look{390, "light"}, 844, "step-390-light.png"},
	{"step", look{320, "dark"}, 844, "step-320-dark.png"},
	{"step", look{1280, "light"}, 800, "step-1280-light.png"},
	{"step", look{1280, "dark"}, 800, "step-1280-dark.png"},
	{"repair", look{390, "dark"}, 844, "repair-390-dark.png"},
	{"summary", look{390, "light"}, 844, "summary-390-light.png"},
	{"list", look{390, "light"}, 844, "list-390-light.png"},
	{"offline", look{390, "light"}, 844, "offline-390-light.png"},
}

// TestPictures takes the pictures of the documents anew with -pictures, and without it
// holds that all of them are there and nothing else is.
func TestPictures(t *testing.T) {
	folder, err := filepath.Abs(filepath.Join("..", "..", "docs", "pictures"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"card.png"}
	for _, s := range shots {
		want = append(want, s.file)
	}
	if *retake {
		takePictures(t, folder)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, e := range entries {
		got = append(got, e.Name())
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("docs/pictures has %v, not %v: take them with -run Pictures -pictures", got, want)
	}
}

func takePictures(t *testing.T, folder string) {
	t.Helper()
	keepPicture(t, filepath.Join(folder, "card.png"), card(t))
	tab := browser(t, chromium(t))
	if err := chromedp.Run(tab, chromedp.EmulateViewport(390, 844), chromedp.Navigate(served(t)), chromedp.WaitVisible(`#talk .choice`)); err != nil {
		t.Fatal(err)
	}
	for _, s := range states {
		if err := chromedp.Run(tab, look{390, "light"}.dress(844), s.do, script(`document.querySelectorAll('.src').forEach(s => { s.open = false })`)); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		for _, shot := range shots {
			if shot.state != s.name {
				continue
			}
			var raw []byte
			err := chromedp.Run(tab, shot.look.dress(shot.high),
				script(`[...document.querySelectorAll('.msg')].pop().scrollIntoView({block: 'start', behavior: 'instant'})`), chromedp.CaptureScreenshot(&raw))
			if err != nil {
				t.Fatalf("%s: %v", shot.file, err)
			}
			keepPicture(t, filepath.Join(folder, shot.file), raw)
		}
	}
}

// card is what a channel that takes pictures gets for a step.
func card(t *testing.T) []byte {
	t.Helper()
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	raw, _, err := draw.NewGallery(func() []*directive.Directive { return []*directive.Directive{d} }).PNG(d.Picture(d.Procedures[0].Steps[1]))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func keepPicture(t *testing.T, file string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}
