package bot

import (
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
)

// offered is a talk that offers three choices, two of one label.
func offered() chat.Conversation {
	return chat.Conversation{OfferedAt: 4, Version: 5, Offered: []chat.Choice{{Label: "Đã xong, bước tiếp", Value: "next"},
		{Label: "Có", Value: "yes"}, {Label: "Có", Value: "v:x"}, {Label: "Về menu", Value: "go:menu", Lasting: true}}}
}

func TestWordsAndPressesBecomeTheChoiceTheyStandFor(t *testing.T) {
	for title, c := range map[string]struct {
		in    chat.Inbound
		value bool
		text  string
		press bool
		stale bool
	}{
		"a number":                   {in: chat.Inbound{Text: "1"}, text: "next", press: true},
		"a number in brackets":       {in: chat.Inbound{Text: " [4]. "}, text: "go:menu", press: true},
		"a wide number":              {in: chat.Inbound{Text: "１"}, text: "next", press: true},
		"a number beyond":            {in: chat.Inbound{Text: "5"}, text: "5"},
		"zero":                       {in: chat.Inbound{Text: "0"}, text: "0"},
		"a number that is a value":   {in: chat.Inbound{Text: "1"}, value: true, text: "1"},
		"a label without marks":      {in: chat.Inbound{Text: "da xong buoc tiep"}, text: "next", press: true},
		"a label while values count": {in: chat.Inbound{Text: "Về menu"}, value: true, text: "go:menu", press: true},
		"a label of two choices":     {in: chat.Inbound{Text: "có"}, text: "có"},
		"other words":                {in: chat.Inbound{Text: "Nguyễn Văn An"}, text: "Nguyễn Văn An"},
		"a very long text":           {in: chat.Inbound{Text: strings.Repeat("1", 500)}, text: strings.Repeat("1", 500)},
		"a press of this offer":      {in: chat.Inbound{Press: &chat.Press{Offer: 4, Index: 1}}, text: "yes", press: true},
		"a press of an older offer":  {in: chat.Inbound{Text: "x", Press: &chat.Press{Offer: 3, Index: 1}}, press: true, stale: true},
		"a press beyond the offer":   {in: chat.Inbound{Press: &chat.Press{Offer: 4, Index: 9}}, press: true, stale: true},
		"a lasting press":            {in: chat.Inbound{Press: &chat.Press{Value: "go:menu"}}, text: "go:menu", press: true},
		"a deep link":                {in: chat.Inbound{Text: "1", Start: "code"}, text: "1"},
		"an edited message":          {in: chat.Inbound{Kind: chat.Edited, Text: "1"}, text: "1"},
	} {
		t.Run(title, func(t *testing.T) {
			got := resolve(offered(), c.in, c.value)
			if got.Text != c.text || (got.Press != nil) != c.press || c.press && got.Press.Stale != c.stale {
				t.Errorf("%q %+v", got.Text, got.Press)
			}
		})
	}
}

func TestAPressIsNotChangedInTheInboundItCameWith(t *testing.T) {
	press := &chat.Press{Offer: 4, Index: 0}
	resolve(offered(), chat.Inbound{Press: press}, false)
	if press.Value != "" || press.Stale {
		t.Errorf("%+v", press)
	}
}
