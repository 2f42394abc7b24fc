package sheet

import (
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// Scores of a label before a colon: at the start of a line a part of a heading is
// enough, behind a value it is a whole one, so that no value loses its last words.
const (
	leads    = 500
	follows  = 1000
	mostWord = 5 // words of a label behind a value
)

// labelled is a value with its label.
type labelled struct{ id, label, value string }

// byLabels reads a block in which every value stands behind its label, on a line of its
// own or several on one: "Họ tên: Nguyễn Văn An CCCD: …". A label that a person has
// already begins the next one. It is no such block when fewer than two columns are named,
// or when more lines go without labels than with them.
func byLabels(f directive.Form, lines []string) (Table, bool) {
	name, _ := f.Column(f.Name)
	b := labelBlock{name: labelled{id: name.ID, label: name.Title}, known: phrasesOf(f), columns: map[string]int{}}
	without := 0
	for i, line := range lines {
		if !b.take(i+1, strings.TrimSpace(line)) {
			without++
		}
	}
	people := len(b.lines) - without
	if len(b.columns) < 2 || people < 1 || without > b.labelled {
		return Table{}, false
	}
	return Table{pasted: true, Lines: append([]Line{{Cells: b.heading}}, b.lines...)}, true
}

type labelBlock struct {
	name     labelled // the column of names, with its own heading
	known    phrases
	columns  map[string]int // by id, in the order in which they were met
	heading  []Cell
	lines    []Line
	open     map[string]bool // what the last person has already
	labelled int
}

// take reads a line; false when it holds words and no label.
func (b *labelBlock) take(number int, line string) bool {
	if m := listed.FindString(line); m != "" {
		line = strings.TrimSpace(line[len(m):])
	}
	if line == "" || ruled.MatchString(line) {
		return true
	}
	found, lead := b.labels(line)
	if len(found) == 0 {
		b.lines, b.open = append(b.lines, Line{Number: number, Cells: []Cell{{Text: line}}}), nil
		return false
	}
	b.labelled++
	if lead != "" {
		found = append([]labelled{{b.name.id, b.name.label, lead}}, found...)
	}
	for _, one := range found {
		b.put(number, one)
	}
	return true
}

func (b *labelBlock) put(number int, one labelled) {
	column, known := b.columns[one.id]
	if !known {
		column = len(b.heading)
		b.columns[one.id], b.heading = column, append(b.heading, Cell{Text: one.label})
	}
	if b.open == nil || b.open[one.id] {
		b.open = map[string]bool{}
		b.lines = append(b.lines, Line{Number: number})
	}
	b.open[one.id] = true
	last := &b.lines[len(b.lines)-1]
	for len(last.Cells) <= column {
		last.Cells = append(last.Cells, Cell{})
	}
	last.Cells[column].Text = one.value
}

// labels parts a line at its labels; lead is what stands before the first. A line whose
// lead is itself parted into values has none: it is read as a row.
func (b *labelBlock) labels(line string) (found []labelled, lead string) {
	pieces := strings.Split(line, ":")
	value := ""
	for i, piece := range pieces[:len(pieces)-1] {
		before, label, id := b.known.tail(piece, i == 0)
		if id == "" {
			value += piece + ":"
			continue
		}
		value += before
		if len(found) > 0 {
			found[len(found)-1].value = trimmed(value)
		} else {
			lead = trimmed(value)
		}
		found, value = append(found, labelled{id: id, label: label}), ""
	}
	if len(found) == 0 || lead != "" && (b.name.id == "" || len(found) < 2 || strings.Contains(lead, "/") || parts(lead)) {
		return nil, ""
	}
	found[len(found)-1].value = trimmed(value + pieces[len(pieces)-1])
	return found, lead
}

// tail finds the label at the end of a piece, the longest that is one.
func (p phrases) tail(piece string, first bool) (before, label, id string) {
	if h := p.recognise(piece); first && h.score >= leads && len(strings.Fields(piece)) <= mostWord && !parts(strings.TrimSpace(piece)) {
		return "", strings.TrimSpace(piece), h.id
	}
	words := strings.Fields(piece)
	for n := min(mostWord, len(words)); n > 0; n-- {
		label := strings.Join(words[len(words)-n:], " ")
		if h := p.recognise(label); h.score >= follows {
			return piece[:strings.LastIndex(piece, words[len(words)-n])], label, h.id
		}
	}
	return piece, "", ""
}

func trimmed(s string) string { return strings.Trim(s, " \t,;|-–—•\u00a0") }

// parts reports whether a text holds several values.
func parts(s string) bool {
	return strings.ContainsAny(s, "\t;|,") || gapped.MatchString(s) || dashed.MatchString(s)
}
