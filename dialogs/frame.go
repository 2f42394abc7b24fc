package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
)

// A frame's state is a state of the dialog's table and, after colons, what it is
// about: "step:reg:3" is the state step of the third step of the procedure reg. So
// Quay lại finds not only the screen but also what it showed.

// state is the table's state that the talk stands in.
func (t *turn) state() string { return stateOf(t.at()) }

func stateOf(f chat.Frame) string {
	state, _, _ := strings.Cut(f.State, ":")
	return state
}

// about is the i-th thing, from 0, that the present state is about; "" when there is none.
func (t *turn) about(i int) string { return about(t.at(), i) }

func about(f chat.Frame, i int) string {
	parts := strings.Split(f.State, ":")
	if i+1 >= len(parts) {
		return ""
	}
	return parts[i+1]
}

func frame(dialog, state string, about ...string) chat.Frame {
	return chat.Frame{Dialog: dialog, State: strings.Join(append([]string{state}, about...), ":")}
}

// follow moves by an event of the dialog's table and shows the new state.
func (t *turn) follow(d dialog, event string, about ...string) error {
	state, err := d.table().Move(t.state(), event)
	if err != nil {
		return err
	}
	t.stand(frame(d.name(), state, about...))
	return d.show(t)
}

// allows reports whether the dialog's table has the event in the present state.
func (t *turn) allows(d dialog, event string) bool {
	_, err := d.table().Move(t.state(), event)
	return err == nil
}

// stand puts the talk into one frame and remembers where it stood for Quay lại. What
// is answered on the way leaves no trail.
func (t *turn) stand(to chat.Frame) {
	if was := t.at(); was.Dialog != "" && was != to && !t.interrupted() {
		t.next.Trail = append(t.next.Trail, was)
		if len(t.next.Trail) > chat.MaxTrail {
			t.next.Trail = t.next.Trail[len(t.next.Trail)-chat.MaxTrail:]
		}
	}
	t.place(to)
}

// place puts the talk into one frame without a trail.
func (t *turn) place(to chat.Frame) {
	if len(t.next.Frames) == 0 {
		t.next.Frames = []chat.Frame{to}
		return
	}
	t.next.Frames[len(t.next.Frames)-1] = to
}

// open begins a dialog: whatever was answered on the way is left behind.
func (t *turn) open(to chat.Frame) {
	t.pop()
	t.stand(to)
}

// home puts the talk at the menu, with nothing behind it.
func (t *turn) home() {
	t.next.Trail = nil
	t.next.Frames = []chat.Frame{frame(menuName, home)}
}

// interrupted reports whether an answer stands before the work it interrupted.
func (t *turn) interrupted() bool { return len(t.next.Frames) > 1 }

// push lets an answer stand before the present work, which goes on afterwards.
func (t *turn) push(to chat.Frame) {
	if at := t.at(); t.interrupted() && at.Dialog != amendName || at.Dialog == menuName || at.Dialog == "" || len(t.next.Frames) >= chat.MaxFrames {
		t.stand(to)
		return
	}
	t.next.Frames = append(t.next.Frames, to)
}

// detour lets something that is not the work stand before it: it ends where it began.
func (t *turn) detour(to chat.Frame) {
	if t.interrupted() {
		t.place(to)
		return
	}
	t.next.Frames = append(t.next.Frames, to)
}

// pop ends an answer: the talk stands in the work again.
func (t *turn) pop() {
	if t.interrupted() {
		t.next.Frames = t.next.Frames[:len(t.next.Frames)-1]
	}
}

// forget drops a dialog's screens from the trail: what they showed is no more.
func (t *turn) forget(dialog string) {
	kept := []chat.Frame{}
	for _, f := range t.next.Trail {
		if f.Dialog != dialog {
			kept = append(kept, f)
		}
	}
	t.next.Trail = kept
}
