// Package draw makes pictures from a directive's data: the screen of a step, as an
// inline SVG for a page and as a PNG card for a channel that takes pictures. What is
// shown where is decided once, in a list of shapes measured with the font that the PNG
// uses; the two renderers only put that list down, so that they cannot differ.
package draw

import (
	"errors"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// ErrUnknown is a reference that names nothing that can be drawn.
var ErrUnknown = errors.New("draw: no such picture")

// subject is what a picture is of: a screen, and the step that it belongs to. Without a
// step there is no card around it but its title.
type subject struct {
	of     *directive.Directive
	screen directive.Screen
	proc   directive.Procedure
	step   directive.Step
}

// find resolves the id of a step or of a screen.
func find(d *directive.Directive, id string) (subject, error) {
	if proc, step, ok := d.StepOf(id); ok {
		screen, ok := d.Screen(step.Screen)
		if !ok {
			return subject{}, ErrUnknown
		}
		return subject{d, screen, proc, step}, nil
	}
	screen, ok := d.Screen(id)
	if !ok {
		return subject{}, ErrUnknown
	}
	return subject{of: d, screen: screen}, nil
}

// cut takes a reference apart: "screen/949/reg.step3".
func cut(ref string) (directiveID, id string, ok bool) {
	rest, ok := strings.CutPrefix(ref, directive.ScreenRef)
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, "/")
}
