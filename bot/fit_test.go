package bot

import (
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
)

func para(s string) chat.Block { return chat.Block{Role: chat.Para, Text: chat.Text{{Text: s}}} }

func message() chat.Outbound {
	return chat.Outbound{ID: "c/0", Offer: 3, Body: chat.Body{{Role: chat.Title, Text: chat.Text{{Text: "Bước 3"}}}, para("Nhập thông tin")},
		Choices: [][]chat.Choice{{{Label: "Tiếp", Value: "next"}}, {{Label: "Kẹt", Value: "stuck"}}}}
}

func TestChoicesAreSpelledWithTheirNumbersWhereThereAreNoButtons(t *testing.T) {
	parts := fit(message(), chat.Capabilities{})
	if len(parts) != 1 || len(parts[0].Choices) > 0 || !strings.HasSuffix(parts[0].Body.Plain(), "1. Tiếp\n2. Kẹt") {
		t.Errorf("%+v", parts)
	}
	notice := message()
	notice.Offer, notice.Lane = 0, chat.Notice
	if said := fit(notice, chat.Capabilities{})[0].Body.Plain(); strings.Contains(said, "1.") || !strings.Contains(said, "TIẾP TỤC") {
		t.Errorf("a notice offers numbers: %s", said)
	}
	if own := message(); len(fit(own, chat.Capabilities{})[0].Body) == len(own.Body) || len(own.Body) != 2 {
		t.Error("the message itself was changed")
	}
}

func TestWhatAChannelCannotDoIsLeftOut(t *testing.T) {
	if parts := fit(chat.Outbound{Erase: "7"}, chat.Capabilities{Buttons: true}); len(parts) != 0 {
		t.Error("deletes without being able to")
	}
	if parts := fit(chat.Outbound{Erase: "7"}, chat.Capabilities{Erase: true}); len(parts) != 1 {
		t.Error("does not delete")
	}
	o := message()
	o.Replace, o.Edits, o.File, o.Contact = true, "9", &chat.FileRef{Ref: "f"}, true
	if got := fit(o, chat.Capabilities{Buttons: true})[0]; got.Replace || got.Edits != "" || got.File != nil || got.Contact {
		t.Errorf("%+v", got)
	}
	if parts := fit(chat.Outbound{}, chat.Capabilities{Buttons: true}); len(parts) != 0 {
		t.Error("sends nothing at all")
	}
}

func TestALongMessageIsCutBetweenItsWordsAndTheChoicesGoLast(t *testing.T) {
	o := message()
	o.Body = append(o.Body, para(strings.Repeat("chữ 😀 ", 900)))
	parts := fit(o, chat.Capabilities{Buttons: true, MaxText: 1000})
	if len(parts) < 5 {
		t.Fatalf("%d parts", len(parts))
	}
	ids, whole := map[string]bool{}, 0
	for i, p := range parts {
		if n := length(p.Body); n > 1000 {
			t.Errorf("part %d has %d units", i, n)
		}
		if last := i == len(parts)-1; (len(p.Choices) > 0) != last {
			t.Errorf("choices in part %d of %d", i, len(parts))
		}
		ids[p.ID] = true
		whole += strings.Count(p.Body.Plain(), "chữ")
	}
	if len(ids) != len(parts) || whole != 900 {
		t.Errorf("%d ids of %d parts, %d words", len(ids), len(parts), whole)
	}
}
