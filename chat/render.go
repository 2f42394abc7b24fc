package chat

import (
	"fmt"
	"strings"
)

// signs stand before a block on a channel that shows text only.
var signs = map[Role]string{
	Warn: "⚠ ", Banner: "🗓 ", Saved: "✓ ", Wrong: "✗ ", Fix: "✎ ", Item: "• ", Demo: "ℹ ",
}

// Line renders a block as plain words, with the sign of its role.
func (b Block) Line() string {
	text := b.Text.String()
	switch b.Role {
	case Progress:
		return strings.TrimSuffix(text+" · "+b.Label, " · ")
	case Push:
		if b.Label != "" {
			return fmt.Sprintf("▸ (%s) %s", b.Label, text)
		}
		return "▸ " + text
	case Quoted:
		return "“" + text + "”"
	case Source:
		return "[" + text + "]"
	case Field, Item, Officer:
		return b.listed(text)
	case Days:
		return b.Label + " · " + text
	case Fix:
		return signs[Fix] + "“" + b.Label + "” → " + Block{Text: b.Text, Note: b.Note}.listed(text)
	default:
		return signs[b.Role] + text
	}
}

func (b Block) listed(text string) string {
	line := text
	if b.Label != "" {
		line = b.Label + ": " + text
	}
	if b.Role == Item {
		line = signs[Item] + line
	}
	if b.Note != "" {
		line += " (" + b.Note + ")"
	}
	return line
}

// Plain renders the body for a channel without styles, one block a paragraph.
func (b Body) Plain() string {
	lines := make([]string, 0, len(b))
	for _, block := range b {
		lines = append(lines, block.Line())
	}
	return strings.Join(lines, "\n")
}

// Numbered renders choices for a channel without buttons, from 1, in order.
func Numbered(choices []Choice) string {
	lines := make([]string, 0, len(choices))
	for i, c := range choices {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, c.Label))
	}
	return strings.Join(lines, "\n")
}
