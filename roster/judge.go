package roster

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/dvcbot/dvcbot/directive"
)

// Verdict is what the rules say of one value. Reason and Warnings are the short
// codes of docs/rules.md; Normal is "" unless OK; Suggestion is the stored form
// that one tap would take.
type Verdict struct {
	OK         bool
	Normal     string
	Reason     string
	Warnings   []string
	Suggestion string
}

func taken(normal string, warnings ...string) Verdict {
	return Verdict{OK: true, Normal: normal, Warnings: warnings}
}

func refused(reason string) Verdict { return Verdict{Reason: reason} }

func suggest(reason, suggestion string) Verdict {
	return Verdict{Reason: reason, Suggestion: suggestion}
}

// rule judges a value that is not empty.
type rule func(ask) Verdict

// ask is one question to a rule.
type ask struct {
	d       *directive.Directive
	c       directive.Column
	section string
	typed   string // as it came
	text    string // Clean
	now     time.Time
}

var kinds = map[string]rule{
	"name": name, "position": position, "unit": unit, "national_id": nationalID, "phone": phone, "email": email,
	"date": date, "year": year, "number": number, "percent": percent, "choice": choice, "code": code, "mark": mark, "text": text,
}

// skips are the words that leave a cell empty where the form allows it, in small letters.
var skips = map[string]bool{"": true, "bỏ qua": true, "bo qua": true, "không có": true, "khong co": true, "trống": true,
	"(trống)": true, "-": true, "–": true, "...": true, "…": true}

// Judge applies the rules of a column's kind and bounds to what was typed in a
// section of the form. It is pure; Normal judged again gives itself.
func Judge(d *directive.Directive, c directive.Column, section, typed string, now time.Time) Verdict {
	clean := Clean(typed)
	if c.Kind != "mark" && skips[strings.ToLower(clean)] {
		if c.Required {
			return refused("EMPTY")
		}
		return taken("")
	}
	judge, ok := kinds[c.Kind]
	if !ok {
		judge = text
	}
	if !c.Open(section) && section != "" {
		if m := mark(ask{text: clean}); c.Kind == "mark" && m.OK && m.Normal == "" {
			return m
		}
		return refused("RIGHT_NOT_FOR_LEVEL")
	}
	v := judge(ask{d: d, c: c, section: section, typed: typed, text: clean, now: now})
	v.Normal = stored(c, v.Normal)
	return v
}

// stored is a value in the letters that its column is kept in.
func stored(c directive.Column, value string) string {
	switch c.Stored {
	case "upper":
		return strings.ToUpper(value)
	case "lower":
		return strings.ToLower(value)
	}
	return value
}

// Clean makes NFC of a text and drops invisible characters, an apostrophe that
// Excel puts before a number, and spaces at the ends and in a row.
func Clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		}
		return r
	}, norm.NFC.String(s))
	s = strings.Join(strings.Fields(s), " ")
	return strings.TrimPrefix(s, "'")
}

// Fault is a cell that a whole row lacks or that contradicts another.
type Fault struct{ Column, Reason, Say string }

// Whole lists what is missing or contradictory in a row, in the order of the form.
func Whole(f directive.Form, section string, cells map[string]string) []Fault {
	faults := []Fault{}
	for _, c := range f.Columns {
		if !c.Open(section) || c.Computed != "" {
			continue
		}
		becomes := c.Becomes(section, cells)
		need := c.Required && becomes != directive.Empty || becomes == directive.Required
		if becomes == directive.Empty && cells[c.ID] != "" {
			faults = append(faults, Fault{Column: c.ID, Reason: "MUST_BE_EMPTY"})
		}
		if need && cells[c.ID] == "" && c.Fill == "" {
			faults = append(faults, Fault{Column: c.ID, Reason: "EMPTY"})
		}
	}
	for _, r := range f.Relations {
		if cells[r.Left] != "" && cells[r.Right] != "" && !holds(cells[r.Left], r.Op, cells[r.Right]) {
			faults = append(faults, Fault{Column: r.Left, Reason: "RELATION", Say: r.Say})
		}
	}
	return faults
}

// Asked reports whether a column is asked of a person filling in the section.
func Asked(c directive.Column, section string, cells map[string]string) bool {
	if c.Fill != "" || c.Computed != "" || !c.Open(section) {
		return false
	}
	return c.Becomes(section, cells) != directive.Empty
}
