package main

import (
	"bytes"
	"strings"
	"testing"
)

// canaries are planted by a talk: a name, numbers, and free words.
var canaries = []string{"Hoàng Thị Yến", "280000777", "0950000777", "0950000778", "chim bay tự do"}

// plant is the talk of a head: a row that is saved, a question to the officers, pasted
// lines that wait to be mended, and a row of which only the name was typed.
const plant = `Danh sách của đơn vị
Thêm người
Đồng ý, tiếp tục
Hoàng Thị Yến
PCT
280000777
0950000777
Có
Lưu
hỏi cán bộ
chim bay tự do thì ghi ở đâu?
gửi
menu
Danh sách của đơn vị
Hoàng Thị Yến; CV; 28000; 0950000778
Để sau
Thêm người
Hoàng Thị Yến
`

func TestErasedCanariesAreNowhereInTheFile(t *testing.T) { canary(t, newOffice(t)) }

func TestErasedCanariesAreNowhereInMongoDB(t *testing.T) { canary(t, newMongoOffice(t)) }

// canary: at rest none of them stands in clear, and the keys open every one; once the
// person and the row are erased, the keys that are left open none.
func canary(t *testing.T, o office) {
	if out := o.run(plant, "chat", "--as", "head:UBND xã An Bình"); !strings.Contains(out, "Đã chuyển") && !strings.Contains(out, "chưa có cán bộ hỗ trợ") {
		t.Fatalf("the talk went another way: %s", out)
	}
	keyset := o.env["DVCBOT_KEYSET"]
	if keyset == "" {
		keyset = strings.TrimPrefix(o.env["DVCBOT_STORE"], "sqlite:") + ".keyset.json"
	}
	before := o.remainsOf()
	opened := before.opened(t, keyset)
	for _, c := range canaries {
		if bytes.Contains(before.raw, []byte(c)) {
			t.Errorf("%q stands in clear", c)
		}
		if !bytes.Contains(opened, []byte(c)) {
			t.Errorf("%q was never planted", c)
		}
	}
	person, _, _ := strings.Cut(o.run("", "people"), "\t")
	o.run("0950 000 777\n", "erase", "--phone", "-", "--yes")
	o.run("", "erase", "--person", person, "--yes")
	after := o.remainsOf()
	left := append(after.opened(t, keyset), after.raw...)
	for _, c := range canaries {
		if bytes.Contains(left, []byte(c)) {
			t.Errorf("%q is still there", c)
		}
	}
	for subject := range after.keys {
		for _, gone := range []string{"row/", "talk/terminal", "record/drafts/", "record/tickets/", "record/people/"} {
			if strings.HasPrefix(subject, gone) {
				t.Errorf("a key is left of %s", gone)
			}
		}
	}
}
