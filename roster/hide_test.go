package roster

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestNumbersOfPeopleAreHidden(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"SIM 0950000123 của tôi không nhận được OTP", "SIM # của tôi không nhận được OTP"},
		{"so 095 000 0123 bi khoa", "so # bi khoa"},
		{"số 095.000.0123, CMND 280000456.", "số #, CMND #."},
		{"+84 950 000 123 gọi không được", "+# gọi không được"},
		{"CMND 28000O456 có chữ O", "CMND # có chữ O"},
		{"cccd 074085000001", "cccd #"},
		{"０９５００００１２３ là số rộng", "# là số rộng"},
		{"09\u200b50000123 có ký tự ẩn", "# có ký tự ẩn"},
		{"mã OTP là 4821 mà báo sai", "mã OTP là # mà báo sai"},
		{"otp toi nhan duoc la 482913 sai", "otp toi nhan duoc la # sai"},
		{"ma xac nhan 48213 khong dung", "ma xac nhan # khong dung"},
		{"mật khẩu là Abc@2020 mà không vào", "mật khẩu là # mà không vào"},
		{norm.NFD.String("mật khẩu là Abc@2020"), "mật khẩu là #"},
		{"mã 482913", "mã #"},
		{"Mã 4821 báo sai, ma so la 48213", "Mã # báo sai, ma so la #"},
		{"soạn TTTB gửi 1414 không được", "soạn TTTB gửi 1414 không được"},
		{"hạn 28/9/2020 hay 28-9-2020 hay 28.9.2020?", "hạn 28/9/2020 hay 28-9-2020 hay 28.9.2020?"},
		{"công văn 4623/UBND-NC ngày 21/9/2020", "công văn 4623/UBND-NC ngày 21/9/2020"},
		{"mật khẩu là gì", "mật khẩu là gì"},
		{"Bước 4 chờ 5 phút", "Bước 4 chờ 5 phút"},
		{"", ""},
	} {
		if got := Hide(c.text, "#"); got != c.want {
			t.Errorf("%q became %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzHide(f *testing.F) {
	for _, s := range []string{"0950000123", "28000O456", "mk: a1", "otp 1234", "28.9.2020", "1-2--3 . 4 5 6"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Hide(text, "#")
		if again := Hide(got, "#"); again != got {
			t.Errorf("%q became %q and then %q", text, got, again)
		}
		if longestRun(got) >= 9 {
			t.Errorf("%q kept a number: %q", text, got)
		}
	})
}

// longestRun is the length of the longest run of digits.
func longestRun(s string) int {
	n := 0
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Nd, r) }) {
		n = max(n, len([]rune(part)))
	}
	return n
}
