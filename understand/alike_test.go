package understand

import (
	"slices"
	"testing"
)

func TestQuestionsAlikeStandTogether(t *testing.T) {
	got := Alike([]string{"phòng họp ở đâu", "may in bi ket giay", "phong hop o dau z", "máy in kẹt giấy", "phòng họp chỗ nào", "giữ xe"})
	if len(got) != 3 || len(got[0]) != 3 || got[0][0] != "phòng họp ở đâu" || len(got[1]) != 2 || !slices.Equal(got[2], []string{"giữ xe"}) {
		t.Errorf("%q", got)
	}
}

func TestANameWithoutCapitalsIsSeen(t *testing.T) {
	for text, named := range map[string]bool{"hoi ve nguyen van an": true, "trần thị b có tên không": true, "máy in kẹt giấy": false, "bao gio co van ban": false} {
		if Named(text) != named {
			t.Errorf("%q: %v", text, !named)
		}
	}
}
