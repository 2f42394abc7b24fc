package main

import (
	"strings"
	"testing"
)

var anBinh = []string{"chat", "--as", "head:UBND xã An Bình"}

// named keeps a list of three and gives the code by which its first person confirms.
func named(t *testing.T, o office) string {
	t.Helper()
	o.run(threePeople, anBinh...)
	return invited(t, o)
}

// invited gives a new code for that person.
func invited(t *testing.T, o office) string {
	t.Helper()
	said := o.run("Danh sách của đơn vị\nNguyễn Văn An\nMời người này xác nhận\n", anBinh...)
	code := oneTime.FindStringSubmatch(said)
	if code == nil || !strings.Contains(said, "Chưa xác nhận") {
		t.Fatalf("no code: %s", said)
	}
	return "Mã mời " + code[1] + "\n"
}

// says checks that all of it was said.
func says(t *testing.T, said string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

// TestAPersonOfTheListConfirms goes through the code to a list that says so.
func TestAPersonOfTheListConfirms(t *testing.T) {
	o := newOffice(t)
	code := named(t, o)
	said := o.run(code+"Đúng là tôi\nabc\n0950 000 124\n0950 000 123\nĐã đăng ký xong\n", "chat", "--as", "staff")
	says(t, said, "Danh sách UBND xã An Bình ghi về anh/chị như sau", "280•••456", "095•••0123", "Còn 5 lần gõ.", "Còn 4 lần gõ.", "Số điện thoại khớp", "Đã ghi lời xác nhận")
	for _, whole := range []string{"280000456", "0950000123\n", "095 000 0123"} {
		if strings.Contains(said, whole) {
			t.Errorf("%s is shown to the named person:\n%s", whole, said)
		}
	}
	says(t, o.run("Danh sách của đơn vị\nNguyễn Văn An\n", anBinh...), "Đã xác nhận", "Chưa xác nhận")
	says(t, o.run(code, "chat", "--as", "staff"), "Mã này không đúng")
	if strings.Contains(o.run("chào\n", anBinh...), "Khác số") {
		t.Error("the head is told of somebody who confirmed")
	}
}

// TestFivePhonesLockTheCode ends with a row whose phone differs, and a head who knows.
func TestFivePhonesLockTheCode(t *testing.T) {
	o := newOffice(t)
	code := named(t, o)
	wrong := "0950000131\n0950000132\n0950000133\n"
	says(t, o.run(code+"Đúng là tôi\n"+wrong, "chat", "--as", "staff"), "Còn 2 lần gõ.")
	says(t, o.run(code, "chat", "--as", "support"), "Mã này không đúng")
	says(t, o.run("Menu\n"+code+"Đúng là tôi\n0950000134\n0950000135\n0950000123\n", "chat", "--as", "staff"), "Còn 2 lần gõ.", "Đã gõ năm lần", "Đã báo cho người lập danh sách")
	says(t, o.run("Danh sách của đơn vị\n", anBinh...), "số điện thoại khác danh sách", "Khác số")
	says(t, o.run(code, "chat", "--as", "staff"), "Mã này không đúng")
}

// TestAPersonOfTheListRefuses tells the head, who asks once more after mending the row.
func TestAPersonOfTheListRefuses(t *testing.T) {
	o := newOffice(t)
	says(t, o.run(named(t, o)+"Không phải tôi hoặc không đồng ý\nBáo với đơn vị\n", "chat", "--as", "staff"), "Đã báo cho người lập danh sách")
	says(t, o.run("Danh sách của đơn vị\n", anBinh...), "không nhận dòng này", "Từ chối")
	again := invited(t, o)
	o.run("Danh sách của đơn vị\nNguyễn Văn An\nSửa Số điện thoại di động\n0950000199\n", anBinh...)
	says(t, o.run(again+"Đúng là tôi\n0950000199\nChưa được\n", "chat", "--as", "staff"), "Đã ghi lời xác nhận")
}

// TestAPersonOfTheListConfirmsByTheirOwnCard takes the code from a link, refuses a typed
// number and another's card, and tells the head of a card that differs.
func TestAPersonOfTheListConfirmsByTheirOwnCard(t *testing.T) {
	s := newTheatre(t)
	code := strings.TrimSpace(strings.TrimPrefix(named(t, s.office), "Mã mời "))
	_, stop := s.serve()
	same, other := s.actor(901), s.actor(902)
	same.Phone, other.Phone = "+84950000123", "+84950000188"
	for _, one := range []step{{say: "/start " + code, want: "095•••0123"}, {press: phrase("confirm.mine"), want: phrase("confirm.share")},
		{say: "0950000123", want: phrase("confirm.share.only")}} {
		same.do(one)
	}
	same.look()
	same.Forward("84950000123", 77)
	same.answer(phrase("dialogs.contact.other"))
	same.look()
	same.Contact()
	same.answer(phrase("confirm.same"))
	same.do(step{press: "Đã đăng ký xong", want: phrase("confirm.end.confirmed")})
	stop()
	code = strings.TrimSpace(strings.TrimPrefix(invited(t, s.office), "Mã mời "))
	_, stop = s.serve()
	other.do(step{say: "/start " + code, want: "095•••0123"})
	other.do(step{press: phrase("confirm.mine"), want: phrase("confirm.share")})
	other.look()
	other.Contact()
	other.answer("Số điện thoại khác số trong danh sách")
	stop()
	says(t, s.office.run("Danh sách của đơn vị\n", anBinh...), "số điện thoại khác danh sách", "Khác số")
	s.sound()
	s.quiet()
}

// TestARowThatMovesIsConfirmedAsItIsNow mends the row between the phone and the last word.
func TestARowThatMovesIsConfirmedAsItIsNow(t *testing.T) {
	o := newOffice(t)
	staff := []string{"chat", "--as", "staff"}
	o.run(named(t, o)+"Đúng là tôi\n0950000123\n", staff...)
	o.run("Danh sách của đơn vị\nNguyễn Văn An\nSửa Chức vụ\nChủ tịch UBND xã\n", anBinh...)
	says(t, o.run("Đã đăng ký xong\n", staff...), "Dòng này vừa được sửa", "Chức vụ: Chủ tịch UBND xã")
	says(t, o.run("Đúng là tôi\n0950000123\nĐã đăng ký xong\n", staff...), "Đã ghi lời xác nhận")
	other := invited(t, o)
	o.run(other+"Đúng là tôi\n", staff...)
	o.run("Danh sách của đơn vị\nNguyễn Văn An\nThay, bớt, đổi số\nBớt khỏi danh sách\nNghỉ hưu\n1/1/2026\nXác nhận\n", anBinh...)
	says(t, o.run("0950000123\n", staff...), "Lời mời này đã xong hoặc đã hết hạn")
}
