package dialogs

import (
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
)

// editFor is how long an edited message is offered as a correction of what it gave.
const editFor = 48 * time.Hour

// mendedRow stands for the pasted row that is being mended, until it is kept.
const mendedRow = "~"

// cell names one cell of a roster; row is "" for the row that is being typed.
type cell struct {
	key         roster.Key
	row, column string
}

func (c cell) String() string {
	return strings.Join([]string{c.key.Directive, c.key.Form, c.key.Unit, c.key.Period, c.row, c.column}, "/")
}

// readCell reads what String wrote.
func readCell(s string) (cell, bool) {
	p := strings.Split(s, "/")
	if len(p) != 6 {
		return cell{}, false
	}
	return cell{roster.Key{Directive: p[0], Form: p[1], Unit: p[2], Period: p[3]}, p[4], p[5]}, true
}

// gave remembers that the message of this turn gave a cell. What was pressed has no
// words that could be edited.
func (t *turn) gave(s sheet, row, column string) {
	mark := t.scene.In.Mark
	if mark == "" || t.scene.In.Kind != chat.Said {
		return
	}
	given := slices.DeleteFunc(t.next.Given, func(g chat.Given) bool { return g.Mark == mark })
	given = append(given, chat.Given{Mark: mark, Cell: cell{s.held.Key, row, column}.String(), At: t.now()})
	t.next.Given = given[max(0, len(given)-chat.MaxGiven):]
}

// givenBy is the cell that a message gave; false for any other message, and once it is
// too old.
func (t *turn) givenBy(mark string) (cell, bool) {
	i := slices.IndexFunc(t.next.Given, func(g chat.Given) bool { return g.Mark == mark })
	if i < 0 || mark == "" {
		return cell{}, false
	}
	return readCell(t.next.Given[i].Cell)
}

// lapse forgets the messages whose edits are no longer offered.
func (t *turn) lapse() {
	t.next.Given = slices.DeleteFunc(t.next.Given, func(g chat.Given) bool { return t.now().Sub(g.At) > editFor })
}

// named gives the messages of a row that was being typed or mended the id under which it
// is kept.
func (t *turn) named(s sheet, was, row string) {
	for i, g := range t.next.Given {
		if c, ok := readCell(g.Cell); ok && c.row == was && c.key == s.held.Key {
			c.row = row
			t.next.Given[i].Cell = c.String()
		}
	}
}

// untyped forgets the messages of a row that was never kept: another begins.
func (t *turn) untyped() { t.drop("") }

func (t *turn) drop(row string) {
	t.next.Given = slices.DeleteFunc(t.next.Given, func(g chat.Given) bool {
		c, ok := readCell(g.Cell)
		return !ok || c.row == row
	})
}
