package bot

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
)

// resolve turns a pressed button, a typed number or a typed label into the Value
// of the choice it stands for. A press of an offer that is no longer the present
// one comes out Stale and without text. With value set, digits are left alone.
func resolve(talk chat.Conversation, in chat.Inbound, value bool) chat.Inbound {
	switch {
	case in.Press != nil:
		return pressed(talk, in)
	case in.Kind == chat.Said && in.Start == "":
		return typed(talk, in, value)
	}
	return in
}

func pressed(talk chat.Conversation, in chat.Inbound) chat.Inbound {
	press := *in.Press
	in.Press = &press
	switch {
	case press.Value != "":
		in.Text = press.Value
	case press.Offer != talk.OfferedAt || press.Index < 0 || press.Index >= len(talk.Offered):
		press.Stale, in.Text = true, ""
	default:
		press.Value = talk.Offered[press.Index].Value
		in.Text = press.Value
	}
	return in
}

func typed(talk chat.Conversation, in chat.Inbound, value bool) chat.Inbound {
	i, ok := byNumber(talk.Offered, in.Text)
	if ok && value {
		return in
	}
	if !ok {
		i, ok = byLabel(talk.Offered, in.Text)
	}
	if !ok {
		return in
	}
	in.Text = talk.Offered[i].Value
	in.Press = &chat.Press{Offer: talk.OfferedAt, Index: i, Value: in.Text}
	return in
}

// byNumber reads "2", "2.", "(2)" and "[2]", in wide digits too.
func byNumber(offered []chat.Choice, text string) (int, bool) {
	if len(text) > 20 {
		return 0, false
	}
	bare := strings.Trim(norm.NFKC.String(text), " \t\r\n.()[]")
	if len(bare) == 0 || len(bare) > 2 || strings.Trim(bare, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(bare)
	return n - 1, err == nil && n >= 1 && n <= len(offered)
}

// byLabel finds the one choice with that label; a label that two choices share
// says nothing.
func byLabel(offered []chat.Choice, text string) (int, bool) {
	if len(text) > 400 {
		return 0, false
	}
	want := directive.Fold(text)
	is := func(c chat.Choice) bool { return directive.Fold(c.Label) == want }
	i := slices.IndexFunc(offered, is)
	if want == "" || i < 0 || slices.ContainsFunc(offered[i+1:], is) {
		return 0, false
	}
	return i, true
}
