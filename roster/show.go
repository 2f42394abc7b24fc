package roster

import (
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// Mask shows the first and last three or four digits of a private value:
// 280•••456, 091•••5051. Other values are as Show gives them.
func Mask(c directive.Column, value string) string {
	if !c.Private() || value == "" {
		return Show(c, value)
	}
	runes := []rune(value)
	last := 3
	if c.Kind == "phone" {
		last = 4
	}
	if len(runes) < 3+last+2 {
		return "•••"
	}
	return string(runes[:3]) + "•••" + string(runes[len(runes)-last:])
}

// Show is a stored value as people read it.
func Show(c directive.Column, value string) string {
	if value == "" && c.Kind == "mark" {
		return words.Say("rules.unmarked")
	}
	if value == "" {
		return words.Say("rules.empty")
	}
	switch c.Kind {
	case "phone":
		if len(value) == 10 {
			return value[:4] + " " + value[4:7] + " " + value[7:]
		}
	case "date":
		return directive.Day(value)
	case "percent":
		return strings.Replace(value, ".", ",", 1) + "%"
	case "number":
		return strings.Replace(value, ".", ",", 1)
	case "mark":
		return words.Say("rules.marked")
	case "choice":
		for _, v := range c.Values {
			if v.ID == value {
				return v.Label
			}
		}
	}
	return value
}

// Sentence is what a person reads for a code.
func Sentence(code string, pairs ...string) string { return words.Say("rules."+code, pairs...) }

// Twinned reports whether the same value on two rows is worth a warning.
func Twinned(c directive.Column) bool { return c.Unique != "" }
