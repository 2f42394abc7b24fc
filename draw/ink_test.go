package draw

import (
	"os"
	"strings"
	"testing"
)

// TestThePageHasTheSameColours compares the inks with the style sheets of the page: a
// token's light value, and what each class of a drawing is painted with.
func TestThePageHasTheSameColours(t *testing.T) {
	sheet := func(name string) string {
		raw, err := os.ReadFile("../bot/web/static/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	light, _, _ := strings.Cut(sheet("tokens.css"), "@media")
	for name, value := range tokens {
		if !strings.Contains(light, "--"+name+":"+value+";") {
			t.Errorf("--%s is not %s on the page", name, value)
		}
	}
	rules := sheet("chat.css")
	for _, i := range []ink{frame, bar, pill, box, hit, badge, quiet, glyph, glyph2, hand, ray, cross, strong, soft, onDisc, never} {
		_, rest, found := strings.Cut(rules, "."+i.class+"{")
		rule, _, _ := strings.Cut(rest, "}")
		if !found || !painted(rule, "fill", i.fill) || !painted(rule, "stroke", i.stroke) {
			t.Errorf("%s is %q on the page, not %v", i.class, rule, i)
		}
	}
}

func painted(rule, what, token string) bool {
	if token == "" {
		return !strings.Contains(rule, what+":var(")
	}
	return strings.Contains(rule, what+":var(--"+token+")")
}
