package directive

import (
	"strings"
	"testing"
)

// TestAScreenIsHeldToWhatCanBeDrawn spoils the shipped file in one place at a time.
func TestAScreenIsHeldToWhatCanBeDrawn(t *testing.T) {
	for name, c := range map[string]struct {
		code  string
		spoil func(*Directive)
	}{
		"nothing to press":          {"idle_screen", func(d *Directive) { d.Screens[0].Parts = d.Screens[0].Parts[:1] }},
		"an icon on a heading":      {"not_for_kind", func(d *Directive) { d.Screens[0].Parts[0].Icon = "phone" }},
		"a hint on a heading":       {"not_for_kind", func(d *Directive) { d.Screens[0].Parts[0].Hint = "x" }},
		"beside nothing":            {"beside_nothing", func(d *Directive) { d.Screens[0].Parts[0].Beside = true }},
		"a heading to press":        {"not_for_kind", func(d *Directive) { d.Screens[0].Parts[0].Push = true }},
		"an alt that names nothing": {"alt_silent", func(d *Directive) { d.Screens[0].Alt = "Xem hình." }},
		"an alt too long":           {"long_alt", func(d *Directive) { d.Screens[0].Alt = strings.Repeat("a", MaxAlt+1) }},
		"a zone that is not there":  {"zone_missing", func(d *Directive) { d.Procedures[0].Steps[0].Press[0].Zone = "99" }},
		"a tile without a picture":  {"missing_key", func(d *Directive) { s, _ := d.Screen("method"); s.Parts[6].Icon = "" }},
		"to be pressed and avoided": {"push_and_not", func(d *Directive) { s, _ := d.Screen("method"); s.Parts[2].Not = true }},
	} {
		d, err := Load(Embedded())
		if err != nil {
			t.Fatal(err)
		}
		c.spoil(d)
		found := false
		for _, f := range Lint(d) {
			found = found || f.Level == Fault && f.Code == c.code
		}
		if !found {
			t.Errorf("%s: no %s", name, c.code)
		}
	}
}

func TestEveryStepOfTheShippedFileHasAPicture(t *testing.T) {
	d, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range d.Procedures {
		for _, s := range p.Steps {
			if want := "screen/" + d.ID + "/" + s.ID; d.Picture(s) != want {
				t.Errorf("%s has %q", s.ID, d.Picture(s))
			}
		}
	}
}
