package draw

import (
	"encoding/hex"
	"image/color"
	"strings"
)

// ink is how a shape is painted: with tokens of the house's colours, whose light values
// a PNG takes, and under a class that a page's style sheet colours for light and dark.
type ink struct {
	class        string
	fill, stroke string // tokens, "" for none
	width        float64
}

// tokens are the light values of the colours in use, as the page's tokens.css has them.
var tokens = map[string]string{
	"page": "#F4F1E8", "surface": "#FFFFFF", "inset": "#F8F6F0", "neutral": "#ECE8DD", "edge": "#7C7464",
	"ink": "#1A1D21", "ink2": "#454A50", "brand": "#1B4A87", "bad": "#981B1B", "mark": "#FFDD80", "mark-edge": "#A84300",
}

// The inks. Only what is to be pressed is marked; the hand stands on the last of it.
var (
	paper  = ink{"sc-paper", "page", "", 0}
	frame  = ink{"sc-frame", "surface", "edge", 4}
	bar    = ink{"sc-bar", "neutral", "", 0}
	pill   = ink{"sc-pill", "surface", "edge", 2}
	box    = ink{"sc-box", "inset", "edge", 4}
	hit    = ink{"sc-hit", "mark", "mark-edge", 10}
	badge  = ink{"sc-badge", "mark-edge", "surface", 6}
	quiet  = ink{"sc-quiet", "neutral", "edge", 4}
	glyph  = ink{"sc-glyph", "", "edge", 6}
	glyph2 = ink{"sc-hglyph", "", "ink", 7}
	hand   = ink{"sc-hand", "surface", "ink", 7}
	ray    = ink{"sc-ray", "", "mark-edge", 8}
	cross  = ink{"sc-no", "", "bad", 9}
	done   = ink{"sc-on", "brand", "", 0}
	now    = ink{"sc-hit", "mark", "mark-edge", 4}
	todo   = ink{"sc-bar", "neutral", "edge", 2}
	strong = ink{"sc-t", "ink", "", 0}
	soft   = ink{"sc-d", "ink2", "", 0}
	onDisc = ink{"sc-bt", "surface", "", 0}
	never  = ink{"sc-not", "bad", "", 0}
)

// value reads a token's colour; an unknown one shows in red.
func value(token string) color.RGBA {
	raw, err := hex.DecodeString(strings.TrimPrefix(tokens[token], "#"))
	if err != nil || len(raw) != 3 {
		return color.RGBA{255, 0, 0, 255}
	}
	return color.RGBA{raw[0], raw[1], raw[2], 255}
}
