package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
	from "github.com/dvcbot/dvcbot/roster/sheet"
	"github.com/dvcbot/dvcbot/words"
)

// mostNamed is how many people one warning names.
const mostNamed = 3

// doubts are the warnings about rows, in the order met, each with the names it is about.
type doubts struct {
	codes []string
	names map[string][]string
}

func (d *doubts) add(code, name string) {
	if !slices.Contains(d.codes, code) {
		d.codes = append(d.codes, code)
	}
	if !slices.Contains(d.names[code], name) {
		d.names[code] = append(d.names[code], name)
	}
}

// warn says what is doubtful about rows that are taken, a line for each warning. The same
// number on another row counts, also of another unit.
func (s sheet) warn(t *turn, people []from.Person) error {
	found := doubts{names: map[string][]string{}}
	twins, err := s.twins(t, people)
	if err != nil {
		return err
	}
	for _, p := range people {
		name := s.name(p.Cells)
		for _, j := range p.Judged {
			for _, code := range j.Warnings {
				found.add(code, name)
			}
			if c, ok := s.form.Column(j.Field); ok && roster.Twinned(c) && j.OK && twins[j.Normal] {
				found.add(roster.TwinCode(c), name)
			}
		}
	}
	for _, code := range found.codes {
		t.note(chat.Warn, "paste.warning", "what", roster.Sentence(code), "names", someOf(found.names[code]))
	}
	return nil
}

// someOf lists a few names, and how many there are more.
func someOf(names []string) string {
	if more := len(names) - mostNamed; more > 0 {
		return words.Say("paste.warning.more", "names", strings.Join(names[:mostNamed], ", "), "n", strconv.Itoa(more))
	}
	return strings.Join(names, ", ")
}

// twins are the numbers of the rows that other rows of the form hold too.
func (s sheet) twins(t *turn, people []from.Person) (map[string]bool, error) {
	values, twins := []string{}, map[string]bool{}
	for _, p := range people {
		for _, c := range s.form.Columns {
			if value := p.Cells[c.ID]; roster.Twinned(c) && value != "" {
				values = append(values, value)
			}
		}
	}
	if len(values) == 0 {
		return twins, nil
	}
	found, err := t.scene.Desk.Twins(t.ctx, values)
	for _, twin := range found {
		if s.beside(twin) {
			twins[twin.Value] = true
		}
	}
	return twins, err
}

// beside reports whether a twin stands in the same form and period, in any unit.
func (s sheet) beside(twin roster.Twin) bool {
	k := s.held.Key
	return twin.Key.Directive == k.Directive && twin.Key.Form == k.Form && twin.Key.Period == k.Period
}
