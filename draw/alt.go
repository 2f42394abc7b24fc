package draw

import (
	"strings"

	"github.com/dvcbot/dvcbot/words"
)

// alt is the text alternative: what to press first, then what else is to be seen.
func alt(of subject) string {
	seen := []string{}
	for _, p := range of.screen.Parts {
		if p.Pressable() || p.Kind == "field" {
			seen = append(seen, p.Label)
		}
	}
	said := strings.TrimSuffix(of.screen.Alt, ".") + "."
	return said + " " + words.Say("draw.alt", "title", of.screen.Title, "parts", strings.Join(seen, ", "))
}
