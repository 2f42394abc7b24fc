package people

import (
	"strings"
	"testing"
)

func TestAGapHoldsNoPersonalData(t *testing.T) {
	for text, nameless := range map[string]bool{
		"lam sao doi ngay tiep dan":      true,
		"Phòng họp ở đâu":                true,
		"có 12 người thì sao 3 4":        true,
		"hỏi cho Nguyễn Văn An":          false,
		"AI LAM VIEC NAY":                false,
		"số 280000456 thì sao":           false,
		"số 280 000 456 thì sao":         false,
		"091.777.50.51 là ai":            false,
		"gửi a@b.vn được không":          false,
		strings.Repeat("dai qua ", 40):   false,
		"Ông Tám":                        false,
		"tôi ở Phú Giáo":                 false,
		"tôi là công chức, Phòng Nội vụ": false,
	} {
		if got := Nameless(text); got != nameless {
			t.Errorf("%q: %v", text, got)
		}
	}
}
