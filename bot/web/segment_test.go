package web

import (
	"testing"

	"github.com/dvcbot/dvcbot/chat"
)

func TestTheSourceOfAWrongValueStandsInItsCard(t *testing.T) {
	body := chat.Body{{Role: chat.Saved, Text: chat.Words("Đã lưu")}, {Role: chat.Wrong, Text: chat.Words("Sai")}, {Role: chat.Source, Text: chat.Words("Phụ lục 2"), Quote: "phải khớp"},
		{Role: chat.Title, Text: chat.Words("Số CMND?")}}
	got := segments(body, nil)
	if len(got) != 2 || got[0].Kind != "saved" || got[1].Wrong == nil || len(got[1].Groups) != 1 || got[1].Groups[0].Role != "source" {
		t.Errorf("%+v", got)
	}
}
