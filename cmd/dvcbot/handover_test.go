package main

import (
	"regexp"
	"strings"
	"testing"
)

var oneTime = regexp.MustCompile(`Mã mời ([0-9A-Z]{5}-[0-9A-Z]{5})`)

// TestAHeadHandsTheDutyToADeputyAndTakesItBack goes the whole way of the code.
func TestAHeadHandsTheDutyToADeputyAndTakesItBack(t *testing.T) {
	o := newOffice(t)
	head := []string{"chat", "--as", "head:UBND xã An Bình"}
	said := o.run("/giao\nGiao cho một người\nTrần Thị 12\nTrần Thị Bình\n1/1/2020\n31/12/2099\nTạo mã mời\n", head...)
	for _, want := range []string{"Họ tên không có chữ số.", "Ngày này đã qua.", "Giao danh sách UBND xã An Bình cho Trần Thị Bình đến hết ngày 31/12/2099?"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
	code := oneTime.FindStringSubmatch(said)
	if code == nil {
		t.Fatalf("no code: %s", said)
	}
	deputy := o.run("Mã mời "+code[1]+"\nDanh sách của đơn vị\nGiao cho cấp phó\n", "chat", "--as", "staff")
	if !strings.Contains(deputy, "cấp phó của UBND xã An Bình") || !strings.Contains(deputy, "Danh sách UBND xã An Bình") {
		t.Errorf("the deputy: %s", deputy)
	}
	if again := o.run("Mã mời "+code[1]+"\n", "chat", "--as", "support"); !strings.Contains(again, "Mã này không đúng") {
		t.Errorf("used twice: %s", again)
	}
	if held := o.run("/giao\nThu lại của Trần Thị Bình\n/giao\n", head...); !strings.Contains(held, "Trần Thị Bình: đến hết ngày 31/12/2099") || !strings.Contains(held, "Chưa giao cho ai.") {
		t.Errorf("taken back: %s", held)
	}
}
