package directive

// Screen describes a screen of the portal so that it can be drawn anew: only what the
// directive's text states, in reading order.
type Screen struct {
	ID    string       `yaml:"id"`
	Title string       `yaml:"title"`
	Bar   string       `yaml:"bar"` // its address, or the portal's name where no address is stated
	Alt   string       `yaml:"alt"` // a sentence or two that say what to press first
	Parts []ScreenPart `yaml:"parts"`
}

// ScreenPart is one thing on a screen. Its label stands as the directive prints it.
type ScreenPart struct {
	Kind   string `yaml:"kind"` // one of ScreenKinds
	Label  string `yaml:"label"`
	Hint   string `yaml:"hint"`   // the grey words in an empty field
	Icon   string `yaml:"icon"`   // one of ScreenIcons, on a tile or a button
	Zone   string `yaml:"zone"`   // its number as printed; neighbours of one zone are shown as a group
	Beside bool   `yaml:"beside"` // stands in one row with the part before it
	Push   bool   `yaml:"push"`   // is to be pressed in this step
	Not    bool   `yaml:"not"`    // must not be chosen in this step
}

// ScreenKinds are the kinds of a part: the title of the screen, a sentence, a label over
// a group, a field to fill in, a tab, a tile with a picture over its name, a button, a link.
var ScreenKinds = []string{"heading", "text", "note", "field", "tab", "tile", "button", "link"}

// ScreenIcons are the pictures that a tile or a button may bear.
var ScreenIcons = []string{"phone", "card", "mail", "usb", "sim"}

// Pressable reports whether the part is one that a person presses.
func (p ScreenPart) Pressable() bool {
	switch p.Kind {
	case "tab", "tile", "button", "link":
		return true
	}
	return false
}

// Rows groups the parts that stand beside each other.
func (s Screen) Rows() [][]ScreenPart {
	rows := [][]ScreenPart{}
	for _, p := range s.Parts {
		if p.Beside && len(rows) > 0 {
			rows[len(rows)-1] = append(rows[len(rows)-1], p)
			continue
		}
		rows = append(rows, []ScreenPart{p})
	}
	return rows
}

// Screen finds a screen by its id.
func (d *Directive) Screen(id string) (Screen, bool) {
	for _, s := range d.Screens {
		if s.ID == id {
			return s, true
		}
	}
	return Screen{}, false
}

// StepOf finds a step by its id, with the procedure it belongs to.
func (d *Directive) StepOf(id string) (Procedure, Step, bool) {
	for _, p := range d.Procedures {
		for _, s := range p.Steps {
			if s.ID == id {
				return p, s, true
			}
		}
	}
	return Procedure{}, Step{}, false
}

// ScreenRef begins every reference to the picture of a screen.
const ScreenRef = "screen/"

// Picture is the reference of a step's picture, "" when its screen is not described.
func (d *Directive) Picture(s Step) string {
	if s.Screen == "" {
		return ""
	}
	return ScreenRef + d.ID + "/" + s.ID
}
