package directive

import (
	"slices"
	"strconv"
	"strings"
)

// MaxAlt is the most bytes of a screen's text alternative: it is read aloud in one go.
const MaxAlt = 300

// screens holds each screen to what can be drawn, and each step to the zones of its screen.
func (l *linter) screens() {
	for _, s := range l.d.Screens {
		where := "screens/" + s.ID
		if len(s.Alt) > MaxAlt {
			l.fault("long_alt", where+"/alt", "n", strconv.Itoa(len(s.Alt)), "most", strconv.Itoa(MaxAlt))
		}
		if !slices.ContainsFunc(s.Parts, func(p ScreenPart) bool { return p.Push || p.Kind == "field" }) {
			l.fault("idle_screen", where)
		}
		for i, p := range s.Parts {
			l.part(where+"/parts/"+strconv.Itoa(i+1), s, i, p)
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
	case p.Icon != "" && p.Kind != "tile" && p.Kind != "button":
		l.fault("not_for_kind", where, "key", "icon", "kind", p.Kind, "kinds", "tile, button")
	case p.Kind == "tile" && p.Icon == "":
		l.fault("missing_key", where, "key", "icon")
	case p.Hint != "" && p.Kind != "field":
		l.fault("not_for_kind", where, "key", "hint", "kind", p.Kind, "kinds", "field")
	case p.Beside && i == 0:
		l.fault("beside_nothing", where)
	case p.Push && p.Not:
		l.fault("push_and_not", where, "label", p.Label)
	case (p.Push || p.Not) && !p.Pressable():
		l.fault("not_for_kind", where, "key", "push, not", "kind", p.Kind, "kinds", "tab, tile, button, link")
	case (p.Push || p.Not) && !strings.Contains(Fold(s.Alt), Fold(p.Label)):
		l.fault("alt_silent", where, "label", p.Label)
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
			l.fault("zone_missing", where, "zone", press.Zone, "screen", s.Screen)
		}
	}
}
