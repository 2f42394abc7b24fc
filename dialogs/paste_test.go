package dialogs

import (
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// TestABlockIsKeptButForItsBadCells pastes a heading and three rows of which one is bad,
// one is kept already but for its phone, and one of another unit. What waited from before
// goes on waiting behind them.
func TestABlockIsKeptButForItsBadCells(t *testing.T) {
	desk, talker := deskWithHead(t)
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	s := standing(d, desk, talker, frame(menuName, home))
	s.In = chat.Inbound{ID: "paste/1", From: talker, Text: "Họ và tên\tChức vụ\tĐơn vị\tSố CMND\tSĐT\n" +
		"Trần Thị Bình\tPCT\tUBND xã An Bình\t280000457\t0912345678\n" +
		"Hồ Văn Em\tCV\tUBND xã An Bình\t28000O458\t01681234567\n" +
		"Võ Thị Giang\tCV\tUBND xã An Linh\t280000459\t0912345679\n"}
	o, err := New().Step(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	words := ""
	for _, say := range o.Say {
		words += say.Body.Plain() + "\n"
	}
	for _, want := range []string{"Đã nhận ra các cột: A. Họ và tên, B. Chức vụ, C. Đơn vị", "1 dòng thuộc đơn vị khác", "Đã lưu 1 người", "Ô 1/3: dòng 3, Số CMND/CCCD", "28000O458"} {
		if !strings.Contains(words, want) {
			t.Errorf("never said %q:\n%s", want, words)
		}
	}
	added, left := 0, 0
	for _, c := range o.Changes {
		switch c := c.(type) {
		case roster.Edit:
			added += len(c.Ops)
		case roster.SetMending:
			left += c.Mending.Left()
		}
	}
	if added != 1 || left != 3 {
		t.Errorf("%d rows added, %d cells left", added, left)
	}
}

// TestWordsThatAreNoRowsAreLeftToTheTalk keeps questions and single values out.
func TestWordsThatAreNoRowsAreLeftToTheTalk(t *testing.T) {
	for _, text := range []string{"280000456", "0912345678", "Nguyễn Văn An", "số 091.777.50.51 là của ai, ở đâu, khi nào?", "Hạn nộp\nlà khi nào"} {
		desk, talker := deskWithHead(t)
		d, err := directive.Load(directive.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		s := standing(d, desk, talker, frame(menuName, home))
		s.In = chat.Inbound{ID: "paste/2", From: talker, Text: text}
		o, err := New().Step(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if len(o.Changes) > 0 || o.Next.At().Dialog == pasteName {
			t.Errorf("%q was taken for rows", text)
		}
	}
}
