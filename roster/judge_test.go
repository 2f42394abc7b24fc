package roster

import (
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

var now = time.Date(2020, 9, 23, 9, 0, 0, 0, time.UTC)

func form(t testing.TB) (*directive.Directive, directive.Form) {
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return d, d.Forms[0]
}

func TestValuesAreJudged(t *testing.T) {
	d, f := form(t)
	for _, c := range []struct{ column, typed, normal, reason, suggestion string }{
		{"national_id", "280 000 456", "280000456", "", ""},
		{"national_id", "CMND: 280-000-456", "280000456", "", ""},
		{"national_id", "２８００００４５６", "280000456", "", ""},
		{"national_id", "٢٨٠٠٠٠٤٥٦", "", "ID_NOT_DIGITS", ""},
		{"national_id", "28000O456", "", "ID_LETTER", "280000456"},
		{"national_id", "28000456", "", "ID_LOST_ZERO", "028000456"},
		{"national_id", "74085000001", "", "ID_LOST_ZERO", "074085000001"},
		{"national_id", "2.8E+08", "", "ID_ROUNDED", ""},
		{"national_id", "074585000001", "", "ID_CENTURY", ""},
		{"national_id", "074230000001", "", "ID_FUTURE", ""},
		{"national_id", "074085000001", "074085000001", "", ""},
		{"national_id", "111111111", "", "ID_PLACEHOLDER", ""},
		{"national_id", "280000456 280000457", "", "ID_TWO", ""},
		{"phone", "091.777.50.51", "0917775051", "", ""},
		{"phone", "+84 (0)912 345 678", "0912345678", "", ""},
		{"phone", "84912345678", "0912345678", "", ""},
		{"phone", "sđt: 0912-345-678 (Zalo)", "0912345678", "", ""},
		{"phone", "\u202a0912345678\u202c", "0912345678", "", ""},
		{"phone", "'0912345678", "0912345678", "", ""},
		{"phone", "01670000123", "", "PHONE_OLD", "0370000123"},
		{"phone", "O917775051", "", "PHONE_LETTER", "0917775051"},
		{"phone", "02743600000", "", "PHONE_LANDLINE", ""},
		{"phone", "912345678", "0912345678", "", ""},
		{"phone", "0999999912345678", "", "PHONE_LENGTH", ""},
		{"phone", "abc0912345678", "", "PHONE_NOT_DIGITS", ""},
		{"full_name", "NGUYỄN VĂN AN", "Nguyễn Văn An", "", ""},
		{"full_name", "Ông Ích Khiêm", "Ông Ích Khiêm", "", ""},
		{"full_name", "Bà Trần Thị Bình", "Trần Thị Bình", "", ""},
		{"full_name", "Võ Thị 12", "", "NAME_HAS_DIGIT", ""},
		{"full_name", "Trần Thị * #", "", "NAME_HAS_SYMBOL", ""},
		{"full_name", "H'Hen Niê", "H'Hen Niê", "", ""},
		{"position", "PCT", "Phó Chủ tịch", "", ""},
		{"position", "P.C.T", "Phó Chủ tịch", "", ""},
		{"position", "c.t.", "", "POSITION_AMBIGUOUS", "Chủ tịch"},
		{"position", "P. Nội vụ", "P. Nội vụ", "", ""},
		{"position", "vptk", "Văn phòng - Thống kê", "", ""},
		{"position", "CT", "", "POSITION_AMBIGUOUS", "Chủ tịch"},
		{"tthc", "x", "", "RIGHT_NOT_FOR_LEVEL", ""},
		{"pakn", "có", "x", "", ""},
		{"full_name", "  ", "", "EMPTY", ""},
	} {
		column, ok := f.Column(c.column)
		if !ok {
			t.Fatalf("no column %s", c.column)
		}
		v := Judge(d, column, "C", c.typed, now)
		if v.Normal != c.normal || v.Reason != c.reason || v.Suggestion != c.suggestion || v.OK != (c.reason == "") {
			t.Errorf("%s %q: %+v", c.column, c.typed, v)
		}
		if v.OK && v.Normal != "" {
			if again := Judge(d, column, "C", v.Normal, now); again.Normal != v.Normal {
				t.Errorf("%s %q: judged again %+v", c.column, v.Normal, again)
			}
		}
	}
}

func TestRightsAreReadTogether(t *testing.T) {
	_, f := form(t)
	for typed, want := range map[string]Verdict{
		"2": taken("feedback"), "\tx": taken("feedback"), "không": taken(""), "phản ánh kiến nghị": taken("feedback"),
		"1": refused("RIGHT_NOT_FOR_LEVEL"), "cả hai": refused("RIGHT_NOT_FOR_LEVEL"), "abc": refused("NOT_A_MARK")} {
		if got := JudgeRights(f, "C", typed); got.Normal != want.Normal || got.Reason != want.Reason {
			t.Errorf("%q: %+v", typed, got)
		}
	}
	if got := JudgeRights(f, "A", "cả hai"); got.Normal != "feedback,procedures" {
		t.Errorf("province: %+v", got)
	}
}

func TestNumbersAreMasked(t *testing.T) {
	_, f := form(t)
	id, _ := f.Column("national_id")
	tel, _ := f.Column("phone")
	if got := Mask(id, "280000456"); got != "280•••456" {
		t.Error(got)
	}
	if got := Mask(tel, "0917775051"); got != "091•••5051" {
		t.Error(got)
	}
}

func TestSecretsAreKnown(t *testing.T) {
	for text, want := range map[string]string{"mã OTP là 123456": "otp", "otp: 482913": "otp", "mật khẩu của tôi là Abc@1234": "password",
		"mk: abc123": "password", "mã OTP có mấy số?": "", "quên mật khẩu": "", "123456": "", "không nhận được otp": "", "280000456": ""} {
		if kind, _ := Secret(text); kind != want {
			t.Errorf("%q: %q", text, kind)
		}
	}
}

func FuzzJudge(f *testing.F) {
	d, fm := form(f)
	f.Add("280000456")
	f.Add("+84 (0)912 345 678")
	f.Fuzz(func(t *testing.T, typed string) {
		for _, c := range fm.Columns {
			v := Judge(d, c, "C", typed, now)
			if v.OK && v.Normal != "" && c.Kind != "position" && c.Kind != "unit" {
				if again := Judge(d, c, "C", v.Normal, now); again.Normal != v.Normal {
					t.Errorf("%s: judged again differs", c.ID)
				}
			}
			_ = Mask(c, typed)
		}
	})
}
