// Package terminal is a talk in a terminal or a pipe: one line of input is one
// message, choices print as "[1] label".
package terminal

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/chat"
)

// Channel is the terminal of one person.
type Channel struct {
	in  io.Reader
	out io.Writer
	who chat.Address
	run string
	mu  sync.Mutex
}

// New makes the channel; user names the person among those of this machine.
func New(in io.Reader, out io.Writer, user string) *Channel {
	return &Channel{in: in, out: out, who: Address(user), run: rand.Text()}
}

// Address is where a person of the terminal is written to.
func Address(user string) chat.Address {
	return chat.Address{Channel: "terminal", Room: user, User: user}
}

// Name is "terminal".
func (*Channel) Name() string { return "terminal" }

// Waits says that the next line is read when the replies to the last have left.
func (*Channel) Waits() bool { return true }

// Capabilities are few: no buttons, no edits. The choices are printed here.
func (*Channel) Capabilities() chat.Capabilities { return chat.Capabilities{Buttons: true} }

// Send prints a message and its choices.
func (c *Channel) Send(_ context.Context, o chat.Outbound) (chat.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o.Erase != "" {
		return chat.Receipt{}, nil
	}
	if len(o.Body) > 0 {
		_, _ = fmt.Fprintln(c.out, o.Body.Plain())
	}
	c.choices(o)
	_, err := fmt.Fprintln(c.out)
	if err != nil {
		return chat.Receipt{}, &chat.SendError{Class: chat.Permanent, Err: err}
	}
	return chat.Receipt{Mark: o.ID}, nil
}

// choices prints those of the talk with their numbers; others are typed as they say.
func (c *Channel) choices(o chat.Outbound) {
	for i, choice := range o.Flat() {
		if o.Offer == 0 {
			_, _ = fmt.Fprintf(c.out, "[ ] %s\n", choice.Label)
			continue
		}
		_, _ = fmt.Fprintf(c.out, "[%d] %s\n", i+1, choice.Label)
	}
	if o.Offer == 0 && o.Type != "" {
		_, _ = fmt.Fprintln(c.out, chat.Words(o.Type))
	}
}

// maxLine is the most bytes of one line that are read.
const maxLine = 1 << 20

// Poll puts the present question, which greets somebody new, and then hears line by
// line, until the input ends.
func (c *Channel) Poll(ctx context.Context, hear bot.Hear) error {
	first := chat.Inbound{ID: "terminal/" + c.run + "/0", From: c.who, Press: &chat.Press{Value: "go:again"}, At: time.Now()}
	if err := hear(ctx, first); err != nil {
		return err
	}
	lines := bufio.NewScanner(c.in)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan() && ctx.Err() == nil; n++ {
		if err := c.say(ctx, hear, n, lines.Text()); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (c *Channel) say(ctx context.Context, hear bot.Hear, n int, text string) error {
	return hear(ctx, chat.Inbound{ID: fmt.Sprintf("terminal/%s/%d", c.run, n), From: c.who, Text: text, Mark: fmt.Sprint(n), At: time.Now()})
}
