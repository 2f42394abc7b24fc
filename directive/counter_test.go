package directive

import (
	"strings"
	"testing"
	"time"
)

func TestCounterAndFollowUpAreChecked(t *testing.T) {
	for name, c := range map[string]struct{ was, is, code string }{
		"a counter without what for":    {"mend: Cập nhật thông tin thuê bao di động này cho đúng chính chủ, ", "", "missing_key"},
		"a counter without whose":       {"where: Quầy giao dịch của nhà mạng đang dùng, ", "", "missing_key"},
		"a card too long for a phone":   {"mend: Cập nhật", "mend: " + strings.Repeat("Cập nhật ", 20), "too_long"},
		"a follow-up before the step":   {`{days: 3, ask: "Anh/chị đã đăng ký xong chưa?"}`, `{days: -1}`, "least"},
		"a follow-up after half a year": {`{days: 3, ask: "Anh/chị đã đăng ký xong chưa?"}`, `{days: 180}`, "most"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(string(Embedded()), c.was, c.is, 1)
			if text == string(Embedded()) {
				t.Fatal("nothing was altered")
			}
			if _, err := Load([]byte(text)); err == nil || !strings.Contains(err.Error(), "["+c.code+"]") {
				t.Errorf("loaded with %v", err)
			}
		})
	}
}

func TestAFollowUpComesAtEightAfterItsDays(t *testing.T) {
	d := &Directive{}
	last := time.Date(2020, 9, 22, 16, 0, 0, 0, d.Zone())
	for days, want := range map[int]string{0: "25/9/2020 08:00", 1: "23/9/2020 08:00", 10: "2/10/2020 08:00"} {
		at := d.FollowUpAt(Procedure{FollowUp: FollowUp{Days: days}}, last.UTC())
		if got := Date(at) + at.Format(" 15:04"); got != want {
			t.Errorf("%d days: %s, want %s", days, got, want)
		}
	}
}
