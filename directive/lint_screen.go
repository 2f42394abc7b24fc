package directive

import (
	"slices"
	"strings"
)

// MaxAlt is the most bytes of a screen's text alternative: it is read aloud in one go.
const MaxAlt = 300

// screens holds each screen to what can be drawn, and each step to the zones of its screen.
func (l *linter) screens() {
	for _, s := range l.d.Screens {
		where := "screens/" + s.ID
		if s.Title == "" || s.Bar == "" || len(s.Parts) == 0 {
			l.fault("missing", where, "has no title, no bar or no parts")
		}
		if len(s.Alt) > MaxAlt {
			l.fault("too_long", where, "its alt is %d bytes, %d are read aloud in one go", len(s.Alt), MaxAlt)
		}
		if !slices.ContainsFunc(s.Parts, func(p ScreenPart) bool { return p.Push || p.Kind == "field" }) {
			l.fault("missing", where, "has nothing to press or to fill in")
		}
		for i, p := range s.Parts {
			l.part(where, s, i, p)
		}
	}
	for _, p := range l.d.Procedures {
		for _, s := range p.Steps {
			l.stepZones("procedures/"+p.ID+"/"+s.ID, s)
		}
	}
}

func (l *linter) part(where string, s Screen, i int, p ScreenPart) {
	switch {
	case !slices.Contains(ScreenKinds, p.Kind):
		l.fault("value", where, "kind %q of a part is unknown", p.Kind)
	case p.Label == "":
		l.fault("missing", where, "a %s has no label", p.Kind)
	case p.Icon != "" && (!slices.Contains(ScreenIcons, p.Icon) || p.Kind != "tile" && p.Kind != "button"):
		l.fault("value", where, "%q cannot bear the icon %q", p.Label, p.Icon)
	case p.Kind == "tile" && p.Icon == "":
		l.fault("missing", where, "the tile %q has no icon", p.Label)
	case p.Hint != "" && p.Kind != "field":
		l.fault("value", where, "%q is no field and has a hint", p.Label)
	case p.Beside && i == 0:
		l.fault("value", where, "the first part stands beside nothing")
	case p.Push && p.Not:
		l.fault("two_values", where, "%q is to be pressed and not to be chosen", p.Label)
	case (p.Push || p.Not) && !p.Pressable():
		l.fault("value", where, "a %s cannot be pressed", p.Kind)
	case (p.Push || p.Not) && !strings.Contains(Fold(s.Alt), Fold(p.Label)):
		l.fault("missing", where, "its alt does not speak of %q", p.Label)
	}
}

// stepZones finds a zone that a step speaks of and its screen does not show.
func (l *linter) stepZones(where string, s Step) {
	screen, ok := l.d.Screen(s.Screen)
	if !ok {
		return
	}
	for _, press := range s.Press {
		if press.Zone != "" && !slices.ContainsFunc(screen.Parts, func(p ScreenPart) bool { return p.Zone == press.Zone }) {
			l.fault("reference", where, "zone %s is not on screen %s", press.Zone, s.Screen)
		}
	}
}
