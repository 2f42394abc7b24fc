package directive

import (
	"strings"
	"testing"
)

// TestAScreenIsHeldToWhatCanBeDrawn spoils the shipped file in one place at a time.
func TestAScreenIsHeldToWhatCanBeDrawn(t *testing.T) {
	for name, spoil := range map[string]func(*Directive){
		"[missing]":    func(d *Directive) { d.Screens[0].Bar = "" },
		"nothing to p": func(d *Directive) { d.Screens[0].Parts = d.Screens[0].Parts[:1] },
		"is unknown":   func(d *Directive) { d.Screens[0].Parts[0].Kind = "picture" },
		"no label":     func(d *Directive) { d.Screens[0].Parts[0].Label = "" },
		"the icon":     func(d *Directive) { d.Screens[0].Parts[0].Icon = "phone" },
		"a hint":       func(d *Directive) { d.Screens[0].Parts[0].Hint = "x" },
		"beside":       func(d *Directive) { d.Screens[0].Parts[0].Beside = true },
		"cannot be pr": func(d *Directive) { d.Screens[0].Parts[0].Push = true },
		"does not spe": func(d *Directive) { d.Screens[0].Alt = "Xem hình." },
		"aloud":        func(d *Directive) { d.Screens[0].Alt = strings.Repeat("a", MaxAlt+1) },
		"is not on sc": func(d *Directive) { d.Procedures[0].Steps[0].Press[0].Zone = "99" },
		"has no icon": func(d *Directive) {
			s, _ := d.Screen("method")
			s.Parts[6].Icon = ""
		},
		"to be pressed and": func(d *Directive) {
			s, _ := d.Screen("method")
			s.Parts[2].Not = true
		},
	} {
		d, err := decode(Embedded())
		if err != nil {
			t.Fatal(err)
		}
		spoil(d)
		found := false
		for _, f := range Lint(d) {
			found = found || f.Level == Fault && strings.Contains(f.Error(), name)
		}
		if !found {
			t.Errorf("no fault says %q", name)
		}
	}
}

func TestEveryStepOfTheShippedFileHasAPicture(t *testing.T) {
	d, err := decode(Embedded())
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
