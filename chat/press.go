package chat

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrPress means that button data is not of ours.
var ErrPress = errors.New("not a press")

// Data is how the i-th choice of an offer travels on a button: "!<value>" for a
// lasting choice, "<offer>.<index>" otherwise. At most 41 bytes, under
// Telegram's 64 (core.telegram.org/bots/api#inlinekeyboardbutton).
func Data(c Choice, offer int64, i int) string {
	if c.Lasting {
		return "!" + c.Value
	}
	return fmt.Sprintf("%d.%d", offer, i)
}

// ParsePress reads what Data wrote.
func ParsePress(data string) (Press, error) {
	if value, ok := strings.CutPrefix(data, "!"); ok && value != "" && len(value) <= 40 {
		return Press{Value: value}, nil
	}
	offer, index, ok := strings.Cut(data, ".")
	if !ok {
		return Press{}, ErrPress
	}
	o, err1 := strconv.ParseInt(offer, 10, 64)
	i, err2 := strconv.Atoi(index)
	if err1 != nil || err2 != nil || o < 0 || i < 0 {
		return Press{}, ErrPress
	}
	return Press{Offer: o, Index: i}, nil
}

// Clone copies c so deep that changing the copy leaves c alone.
func (c Conversation) Clone() Conversation {
	c.Frames = append([]Frame(nil), c.Frames...)
	c.Trail = append([]Frame(nil), c.Trail...)
	c.Offered = append([]Choice(nil), c.Offered...)
	c.Given = append([]Given(nil), c.Given...)
	c.Slots = copyMap(c.Slots)
	c.Marks = copyMap(c.Marks)
	return c
}

func copyMap(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// At is the frame the conversation stands in; the zero Frame before the first turn.
func (c Conversation) At() Frame {
	if len(c.Frames) == 0 {
		return Frame{}
	}
	return c.Frames[len(c.Frames)-1]
}
