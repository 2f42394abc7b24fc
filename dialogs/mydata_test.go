package dialogs

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// TestAWithdrawalHoldsAtOnce: the consent ends and stays as a proof, what was typed or
// pasted and is in no list is dropped, rows that were kept stand, and the office has the
// request with its fifteen days.
func TestAWithdrawalHoldsAtOnce(t *testing.T) {
	c := newCorrection(t)
	c.s.Talk.Slots = map[string]string{"roster.unit": "an-binh", "roster.form": "pl2", cellPrefix + "full_name": "=Lê Văn Cường"}
	c.says(c.hear(chat.Inbound{Text: "rút lại đồng ý"}), "Rút lại đồng ý?", "Đã đồng ý: ", "đồng ý lại", "vẫn có giá trị", "giao cấp phó", "thực hiện chậm nhất ngày 8/10/2020")
	c.says(c.press("yes"), "Đã rút lại đồng ý", "Đã gửi yêu cầu")
	var request people.Request
	for _, change := range c.last.Changes {
		switch change := change.(type) {
		case people.SetRequest:
			request = change.Request
		case roster.SetMending:
			if change.Mending.Left() > 0 || len(change.Mending.Rows) > 0 {
				t.Errorf("the pasted rows stay: %+v", change.Mending)
			}
		case roster.Edit:
			t.Errorf("a kept row is changed: %+v", change)
		}
	}
	if request.Right != people.Withdraw || request.State != people.RequestOpen {
		t.Errorf("no request: %+v", request)
	}
	if len(c.last.Changes) != 3 || typing(c.s.Talk) {
		t.Errorf("%d changes, slots %v", len(c.last.Changes), c.s.Talk.Slots)
	}
	p, err := c.desk.Person(t.Context(), c.s.Talk.Of)
	if err != nil || len(p.Consents) != 1 || !p.Consents[0].Ended.Equal(c.s.Now) || p.Consented("949/pl2", "1") {
		t.Errorf("consents %+v %v", p.Consents, err)
	}
	c.says(c.edit("11", "PCT"), "không còn sửa lại được")
}

// TestWhatIsWrongIsDeletedFromTheChat when it holds a number, and is too long to take
// only beyond its limit.
func TestWhatIsWrongIsDeletedFromTheChat(t *testing.T) {
	for text, deleted := range map[string]bool{"Tên thiếu dấu": false, "Số đúng là 280000457": true, strings.Repeat("sai ", people.MaxWrong/4): false} {
		c := newCorrection(t)
		c.hear(chat.Inbound{Text: "dữ liệu của tôi"})
		c.press("correct")
		c.says(c.hear(chat.Inbound{Text: text, Mark: "31"}), "Gửi yêu cầu sửa dữ liệu?")
		if got := slices.ContainsFunc(c.last.Say, func(o chat.Outbound) bool { return o.Erase == "31" && o.Until.Sub(c.s.Now) == 48*time.Hour }); got != deleted {
			t.Errorf("%.20s: deleted %v", text, got)
		}
	}
	c := newCorrection(t)
	c.hear(chat.Inbound{Text: "dữ liệu của tôi"})
	c.press("correct")
	c.says(c.hear(chat.Inbound{Text: strings.Repeat("sai ", people.MaxWrong/4) + "lắm"}), "không quá 500")
}
