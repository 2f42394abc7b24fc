package dialogs

import (
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// atWork looks at the work itself, also while an answer or an offer stands before it.
func (t *turn) atWork(look func()) {
	frames := t.next.Frames
	for t.interrupted() && (t.at().Dialog == menuName || t.at().Dialog == amendName) {
		t.pop()
	}
	look()
	t.next.Frames = frames
}

// awaits is the kind of value that the work waits for, "" for none.
func (h *House) awaits(t *turn) (kind string) {
	t.atWork(func() {
		if d, ok := h.dialogs[t.at().Dialog]; ok {
			kind = d.expects(t)
		}
	})
	return kind
}

// field is the column that the work waits for.
func (t *turn) field() (c directive.Column, ok bool) {
	t.atWork(func() {
		if t.at().Dialog == rosterName && t.state() == asking {
			c, ok = t.column()
		}
	})
	return c, ok
}

// awaited is the question that the work has put, "" where no value is awaited.
func (t *turn) awaited() (ask string) {
	if c, ok := t.field(); ok {
		return c.Ask
	}
	t.atWork(func() {
		if t.at().Dialog == obligedName && (t.state() == "unit" || t.state() == "post") {
			ask = words.Say("obliged." + t.state())
		}
	})
	return ask
}

// awaitedLabel names the value that the work waits for.
func (t *turn) awaitedLabel() (label string) {
	if c, ok := t.field(); ok {
		return c.Label
	}
	label = words.Say("understand.field")
	t.atWork(func() {
		if key := "understand.field." + t.state(); words.Known(key) {
			label = words.Say(key)
		}
	})
	return label
}
