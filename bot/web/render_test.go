package web

import (
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

func TestDifferingDigitsAreMarked(t *testing.T) {
	for _, c := range []struct{ typed, proposed, left, right string }{
		{"28000456", "028000456", "28000456", "<em>0</em>28000456"},
		{"01670000123", "037 000 0123", "0<s>16</s>70000123", "0<em>3</em>7 000 0123"},
		{"Nguyen", "Nguyễn", "Nguy<s>e</s>n", "Nguy<em>ễ</em>n"},
		{"a<b", "a", "a<s>&lt;b</s>", "a"},
		{"", "1", "", "<em>1</em>"},
		{"same", "same", "same", "same"},
	} {
		if got := string(differ(c.typed, c.proposed)); got != c.left {
			t.Errorf("%q against %q: %q", c.typed, c.proposed, got)
		}
		if got := string(other(c.proposed, c.typed)); got != c.right {
			t.Errorf("%q against %q: %q", c.proposed, c.typed, got)
		}
	}
}

func TestALinkGoesOnlyWhereItMay(t *testing.T) {
	for url, links := range map[string]bool{"https://a.vn": true, "tel:091": true, "mailto:a@b": true, "javascript:x": false, "data:x": false, "": false, "/a": false} {
		if got := strings.Contains(string(text(chat.Text{{Text: "x", URL: url}})), "<a "); got != links {
			t.Errorf("%q: %v", url, got)
		}
	}
}

func TestWhatIsAwaitedChoosesTheKeyboard(t *testing.T) {
	for kind, want := range map[string]string{"phone": "tel", "national_id": "numeric", "percent": "decimal", "name": "text", "": "text"} {
		if got := mode(kind); got != want {
			t.Errorf("%q: %q", kind, got)
		}
	}
}

func TestDaysLeftAreColoured(t *testing.T) {
	for left, want := range map[int]string{9: "calm", 4: "calm", 3: "warn", 0: "warn", -1: "bad", -30: "bad", -31: "calm"} {
		if got := urgency(left); got != want {
			t.Errorf("%d: %q", left, got)
		}
	}
}

func TestADayIsNamed(t *testing.T) {
	at := time.Date(2020, 9, 24, 9, 0, 0, 0, zone())
	for today, want := range map[time.Time]string{at: "Hôm nay, thứ Năm 24/9/2020", at.AddDate(0, 0, 1): "Thứ Năm, 24/9/2020"} {
		if got := date(at, today); got != want {
			t.Errorf("%q", got)
		}
	}
}

// TestAWrongValueTurnsItsCardIntoOneOfRepair and leaves what else was said before it.
func TestAWrongValueTurnsItsCardIntoOneOfRepair(t *testing.T) {
	body := chat.Body{{Role: chat.Saved, Text: chat.Words("đã lưu")}, {Role: chat.Wrong, Text: chat.Words("sai"), Label: "1", Quote: "2"},
		{Role: chat.Title, Text: chat.Words("Số?")}, {Role: chat.Field, Label: "a"}, {Role: chat.Field, Label: "b"}, {Role: chat.Hint}}
	got := segments(body, nil)
	if len(got) != 2 || got[0].Kind != "saved" || got[1].Kind != "card" || got[1].Wrong == nil || len(got[1].Groups) != 2 || len(got[1].Groups[0].Parts) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestASavedLineBearsTheChoiceThatTakesItBack(t *testing.T) {
	body := chat.Body{{Role: chat.Saved, Text: chat.Words("Đã xóa"), Pick: "undo:1"}, {Role: chat.Title, Text: chat.Words("Danh sách")}}
	v := view{N: 1}
	p := &Page{}
	p.fill(&v, &chat.Outbound{Offer: 7, Body: body, Choices: [][]chat.Choice{{{Label: "Thêm", Value: "add"}}, {{Label: "Hoàn tác", Value: "undo:1", Lasting: true}}}})
	if u := v.Parts[0].Undo; u == nil || u.Label != "Hoàn tác" || !v.Choices[1].Elsewhere || v.Choices[0].Elsewhere {
		t.Errorf("%+v", v)
	}
}
