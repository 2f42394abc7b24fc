package main

import (
	"strings"
	"testing"
)

// TestARequestAboutOnesDataIsMet goes from the person to the office's command, through
// erasing, and through a refusal with its reason.
func TestARequestAboutOnesDataIsMet(t *testing.T) {
	o := newOffice(t)
	says(t, o.run(named(t, o)+"Đúng là tôi\n0950000123\nĐã đăng ký xong\ndữ liệu của tôi\nYêu cầu xóa\nGửi yêu cầu\n", "chat", "--as", "staff"),
		"Đã trả lời về dòng: Danh sách phân công khai thác hệ thống (Phụ lục 2), UBND xã An Bình: Đã xác nhận", "Đăng ký tài khoản: đã làm xong", "Vai trò: cán bộ", "Đã gửi yêu cầu tới cơ quan")
	line := strings.TrimSpace(o.run("", "people", "--requests"))
	parts := strings.Split(line, "\t")
	if len(parts) != 6 || parts[1] != "erase" || parts[5] != "dvcbot erase --person "+parts[2]+" --yes && dvcbot people --done "+parts[0] {
		t.Fatal(line)
	}
	store := o.env["DVCBOT_STORE"]
	o.run("", "people", "--refuse", parts[0])
	says(t, o.run("/cuatoi\n", "chat", "--as", "staff"), "Yêu cầu của anh/chị chưa thực hiện được", "hồ sơ công vụ", "chưa thực hiện được, trả lời ngày")
	if out, code := ran(t, store, "", "people", "--requests"); code != exitWarnings || out != "" {
		t.Error(code, out)
	}
	if _, code := ran(t, store, "", "people", "--done", parts[0]); code != exitFaults {
		t.Error("closed twice", code)
	}
	o.run("/cuatoi\nYêu cầu xóa\nGửi yêu cầu\n", "chat", "--as", "staff")
	again := strings.Split(strings.TrimSpace(o.run("", "people", "--requests")), "\t")
	o.run("", "erase", "--person", again[2], "--yes")
	o.run("", "people", "--done", again[0])
	if _, code := ran(t, store, "", "people", "--done", "nothing"); code != exitFaults {
		t.Error("a request that is none", code)
	}
}

// TestWhatIsWrongReachesTheOfficeAlone: whole in the command, without its number in the
// talk, and gone with the person.
func TestWhatIsWrongReachesTheOfficeAlone(t *testing.T) {
	o := newOffice(t)
	said := o.run("dữ liệu của tôi\nYêu cầu sửa\nTên thiếu dấu,\tsố đúng là 280000457\nGửi yêu cầu\n/cuatoi\n", "chat", "--as", "staff")
	says(t, said, "Thông tin nào sai", "nội dung: Tên thiếu dấu, số đúng là (số đã được che)")
	if strings.Contains(said, "280000457") {
		t.Errorf("shown in full: %s", said)
	}
	parts := strings.Split(strings.TrimSpace(o.run("", "people", "--requests")), "\t")
	if len(parts) != 7 || parts[1] != "correct" || parts[5] != "dvcbot people --done "+parts[0] || parts[6] != "Tên thiếu dấu, số đúng là 280000457" {
		t.Fatalf("%q", parts)
	}
	o.run("", "erase", "--person", parts[2], "--yes")
	if out, code := ran(t, o.env["DVCBOT_STORE"], "", "people", "--requests"); code != exitWarnings || out != "" {
		t.Errorf("%d %s", code, out)
	}
}
