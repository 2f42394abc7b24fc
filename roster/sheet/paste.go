package sheet

import (
	"regexp"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// cuts are the ways to part a pasted line, the surest first.
var cuts = []func(string) []string{
	func(s string) []string { return strings.Split(s, "\t") },
	func(s string) []string { return strings.Split(s, ";") },
	func(s string) []string { return strings.Split(piped(s), "|") },
	func(s string) []string { return gapped.Split(strings.TrimSpace(s), -1) },
	func(s string) []string { return strings.Split(s, ",") },
	func(s string) []string { return dashed.Split(s, -1) },
	func(s string) []string { return strings.Split(s, "/") },
}

var (
	gapped = regexp.MustCompile(`[ \x{00a0}]{2,}`)
	dashed = regexp.MustCompile(`\s+[-–—]+\s+|\s*[–—]\s*`)
	ruled  = regexp.MustCompile(`^[\s|:+=-]+$`)
	listed = regexp.MustCompile(`^\s*(?:(\d{1,3})\s*[.)/:]\s*|[-–•*+▪◦·]\s+)`)
)

func piped(s string) string {
	s = strings.TrimSpace(s)
	return strings.TrimSuffix(strings.TrimPrefix(s, "|"), "|")
}

// Paste reads a block of pasted lines as a table; a line's number is its own in the
// block. It refuses what is too large.
func Paste(f directive.Form, text string) ([]Table, error) {
	if len(text) > MaxBytes {
		return nil, refuse("too_large")
	}
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	if t, ok := byLabels(f, lines); ok && len(t.Lines) <= MaxRows {
		return []Table{t}, nil
	}
	cut := chosen(lines)
	numbered := numbers(f, lines, cut)
	t := Table{pasted: true}
	for i, line := range lines {
		if strings.TrimSpace(line) == "" || ruled.MatchString(line) {
			continue
		}
		if t.Lines = append(t.Lines, Line{Number: i + 1, Cells: parted(f, line, cut, numbered)}); len(t.Lines) > MaxRows {
			return nil, refuse("too_many_rows")
		}
	}
	return []Table{t}, nil
}

// chosen is the way that parts most lines into three cells or more; -1 when none does.
func chosen(lines []string) int {
	best, most := -1, 0
	for i, cut := range cuts {
		n := 0
		for _, l := range lines[:min(len(lines), sample)] {
			if cells := cut(l); len(cells) >= 3 || i == 0 && len(cells) == 2 {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// numbers reports whether a heading of the block has a column for the line's number.
func numbers(f directive.Form, lines []string, cut int) bool {
	for _, l := range lines[:min(len(lines), 10)] {
		if cut >= 0 && recognise(f, strings.TrimSpace(cuts[cut](l)[0])).id == "number" {
			return true
		}
	}
	return false
}

func parted(f directive.Form, line string, cut int, numbered bool) []Cell {
	fields := []string{line}
	if cut >= 0 {
		fields = cuts[cut](line)
	}
	if full(fields) < 2 && digits(line) >= 8 {
		fields = otherwise(line)
	}
	if m := listed.FindStringSubmatch(fields[0]); m != nil && strings.TrimSpace(fields[0][len(m[0]):]) != "" {
		fields[0] = fields[0][len(m[0]):]
		if numbered {
			fields = append([]string{m[1]}, fields...)
		}
	}
	all := make([]Cell, 0, len(fields))
	for _, field := range fields[:min(len(fields), maxColumns)] {
		all = append(all, Cell{Text: unlabelled(f, strings.TrimSpace(field))})
	}
	return all
}

func full(fields []string) int {
	n := 0
	for _, f := range fields {
		if !blank(f) {
			n++
		}
	}
	return n
}

// otherwise parts a line that the block's way does not: another way, or between words.
func otherwise(line string) []string {
	for _, cut := range cuts {
		if fields := cut(line); full(fields) >= 3 {
			return fields
		}
	}
	return loose(line)
}

// unlabelled drops the label of "Chức vụ: PCT".
func unlabelled(f directive.Form, cell string) string {
	label, rest, ok := strings.Cut(cell, ":")
	if ok && recognise(f, label).score >= 500 && strings.TrimSpace(rest) != "" {
		return strings.TrimSpace(rest)
	}
	return cell
}
