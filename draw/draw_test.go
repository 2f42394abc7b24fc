package draw

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"github.com/dvcbot/dvcbot/directive"
)

var shots = flag.String("shots", "", "write the cards into this folder")

var update = flag.Bool("update", false, "rewrite the layouts in testdata")

func shipped(t testing.TB) *directive.Directive {
	t.Helper()
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// every gives each step that has a screen, and each screen no step has.
func every(t testing.TB, d *directive.Directive) []subject {
	t.Helper()
	all, shown := []subject{}, map[string]bool{}
	for _, p := range d.Procedures {
		for _, s := range p.Steps {
			if s.Screen == "" {
				continue
			}
			of, err := find(d, s.ID)
			if err != nil {
				t.Fatalf("%s: %v", s.ID, err)
			}
			all, shown[s.Screen] = append(all, of), true
		}
	}
	for _, s := range d.Screens {
		if !shown[s.ID] {
			t.Errorf("screen %s belongs to no step", s.ID)
		}
	}
	return all
}

// describe writes a layout so that a person can read what changed.
func describe(of subject) string {
	s := &sheet{pen: newPen()}
	h := s.card(of)
	var b strings.Builder
	fmt.Fprintf(&b, "%d x %d\nalt: %s\n", CardWidth, int(h), alt(of))
	for _, one := range s.all() {
		switch one.form {
		case word:
			fmt.Fprintf(&b, "%-10s %4.0f,%-4.0f %3.0f wide  %2.0f %q\n", one.ink.class, one.x, one.y, one.w, one.size, one.text)
		case rect:
			fmt.Fprintf(&b, "%-10s %4.0f,%-4.0f %3.0f x %.0f\n", one.ink.class, one.x, one.y, one.w, one.h)
		case disc:
			fmt.Fprintf(&b, "%-10s %4.0f,%-4.0f disc\n", one.ink.class, one.x, one.y)
		case line:
			fmt.Fprintf(&b, "%-10s %4.0f,%-4.0f line\n", one.ink.class, one.path[0].xy[0], one.path[0].xy[1])
		}
	}
	return b.String()
}

// TestLayouts holds every picture to its description in testdata.
func TestLayouts(t *testing.T) {
	for _, of := range every(t, shipped(t)) {
		t.Run(of.step.ID, func(t *testing.T) {
			file := filepath.Join("testdata", of.step.ID+".txt")
			got := describe(of)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil || got != string(want) {
				t.Errorf("the layout differs from %s: read the difference after -update (%v)\n%s", file, err, got)
			}
		})
	}
}

// TestCardsAreLight holds every card to its size, its width and its palette.
// -shots names a folder for the pictures.
func TestCardsAreLight(t *testing.T) {
	for _, of := range every(t, shipped(t)) {
		raw, err := drawCard(of)
		if err != nil {
			t.Fatal(err)
		}
		if len(raw) >= MaxPNG {
			t.Errorf("%s: %d bytes, %d are allowed", of.step.ID, len(raw), MaxPNG)
		}
		img, err := png.Decode(bytes.NewReader(raw))
		if err != nil || img.Bounds().Dx() != CardWidth {
			t.Errorf("%s: %v wide, %v", of.step.ID, img.Bounds(), err)
		}
		if *shots != "" {
			if err := os.WriteFile(filepath.Join(*shots, of.step.ID+".png"), raw, 0o600); err != nil {
				t.Error(err)
			}
		}
	}
	if n := len(palette(finest)); n < 20 || n > 32 {
		t.Errorf("%d colours", n)
	}
}

// TestNothingIsCutOrSmall looks at every text and box of every card.
func TestNothingIsCutOrSmall(t *testing.T) {
	for _, of := range every(t, shipped(t)) {
		s := &sheet{pen: newPen()}
		h := s.card(of)
		for _, one := range s.all() {
			switch one.form {
			case word:
				if one.size < 36 {
					t.Errorf("%s: %q is %v", of.step.ID, one.text, one.size)
				}
				if one.x < 0 || one.x+one.w > CardWidth-20 || one.y > h {
					t.Errorf("%s: %q leaves the card: %v to %v", of.step.ID, one.text, one.x, one.x+one.w)
				}
				known(t, one)
			case rect:
				if one.x < 0 || one.x+one.w > CardWidth || one.y+one.h > h {
					t.Errorf("%s: a box leaves the card", of.step.ID)
				}
			}
		}
		apart(t, of.step.ID, s.all())
	}
}

// known reports letters that the font lacks.
func known(t *testing.T, s shape) {
	t.Helper()
	all, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	var buffer sfnt.Buffer
	for _, r := range s.text {
		if i, err := all[s.bold].GlyphIndex(&buffer, r); (err != nil || i == 0) && !unicode.IsSpace(r) {
			t.Errorf("no glyph for %q in %q", r, s.text)
		}
	}
}

// apart reports texts that run into each other.
func apart(t *testing.T, id string, all []shape) {
	t.Helper()
	texts := []shape{}
	for _, s := range all {
		if s.form == word {
			texts = append(texts, s)
		}
	}
	for i, a := range texts {
		for _, b := range texts[i+1:] {
			if a.x+a.w > b.x+1 && b.x+b.w > a.x+1 && a.y > b.y-b.size*0.8 && b.y > a.y-a.size*0.8 {
				t.Errorf("%s: %q and %q run into each other", id, a.text, b.text)
			}
		}
	}
}

// TestTheAlternativeSaysWhatToPressFirst compares it with the screen's parts.
func TestTheAlternativeSaysWhatToPressFirst(t *testing.T) {
	for _, of := range every(t, shipped(t)) {
		said := alt(of)
		for _, p := range of.screen.Parts {
			if p.Push && !strings.Contains(directive.Fold(of.screen.Alt), directive.Fold(p.Label)) {
				t.Errorf("%s: %q is pressed and not named first in %q", of.step.ID, p.Label, said)
			}
		}
	}
}

// TestAReferenceNamesAStepOrAScreen of a directive in force, and nothing else.
func TestAReferenceNamesAStepOrAScreen(t *testing.T) {
	d := shipped(t)
	g := NewGallery(func() []*directive.Directive { return []*directive.Directive{d} })
	for _, ref := range []string{d.Picture(d.Procedures[0].Steps[0]), directive.ScreenRef + d.ID + "/" + d.Screens[0].ID} {
		raw, said, err := g.PNG(ref)
		if err != nil || len(raw) == 0 || said == "" {
			t.Errorf("%s: %d bytes, %q, %v", ref, len(raw), said, err)
		}
		markup, _, err := g.SVG(ref)
		if err != nil || !strings.HasPrefix(markup, "<svg") {
			t.Errorf("%s: %v", ref, err)
		}
	}
	for _, ref := range []string{"", "screen", "screen/none/home", "screen/" + d.ID + "/none", "chart/" + d.ID, "screen/" + d.ID} {
		if _, _, err := g.PNG(ref); !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: %v", ref, err)
		}
	}
}

// TestDrawingIsPure draws twice and compares.
func TestDrawingIsPure(t *testing.T) {
	for _, of := range every(t, shipped(t))[:2] {
		one, err := drawCard(of)
		if err != nil {
			t.Fatal(err)
		}
		if two, err := drawCard(of); err != nil || !bytes.Equal(one, two) {
			t.Errorf("%s: drawn differently the second time (%v)", of.step.ID, err)
		}
	}
}

func BenchmarkCard(b *testing.B) {
	of := every(b, shipped(b))[1]
	for b.Loop() {
		if _, err := drawCard(of); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSVG(b *testing.B) {
	of := every(b, shipped(b))[1]
	for b.Loop() {
		drawScreen(of)
	}
}
