package understand

import (
	"reflect"
	"testing"

	"github.com/dvcbot/dvcbot/directive"
)

// FuzzRead holds every text to the promises of a reading, and of telling a value from
// a question.
func FuzzRead(f *testing.F) {
	r := reader949(f)
	for _, text := range []string{"", "?", "k nhận dc otp", "d9a8ng ky1", "NguyÔn V¨n An", "What is the deadline?", "\u0300\u0301", "280 000 456", "đk gì"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		reading := r.Read(text)
		if reading.Score < 0 || reading.Score > 1 || len(reading.Topics) > 3 || reading.Answers() && len(reading.Topics) == 0 {
			t.Fatalf("%+v", reading)
		}
		if !reflect.DeepEqual(reading, r.Read(text)) {
			t.Fatal("read twice, understood twice")
		}
		for kind := range shapes {
			if s := r.Tell(text, Field{Kind: kind}); s > Doubt {
				t.Fatal(s)
			}
		}
	})
}

// TestAFileIsLearntTheSameTwice: the same file gives the same scores on every machine
// and at every start.
func TestAFileIsLearntTheSameTwice(t *testing.T) {
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	one, other := reader949(t), New(d)
	for _, q := range labelledIn(t, "testdata/report.tsv")[:60] {
		if a, b := one.Read(q.question), other.Read(q.question); !reflect.DeepEqual(a, b) {
			t.Fatalf("%s: %v, %v", q.question, a, b)
		}
	}
}

// TestEveryTypingIsOneQuestion: composed, decomposed and the mixed form, the two places of a
// tone mark, TCVN3, Telex, VNI, words run together and slips are one question.
func TestEveryTypingIsOneQuestion(t *testing.T) {
	r := reader949(t)
	for topic, typings := range map[string][]string{
		"login.forgot_password": {"quên mật khẩu", "quên mật khẩu", "que\u0302n mâ\u0323t khâ\u0309u", "quen mat khau", "queen maatj khaaur", "que6n ma65t kha63u", "quªn mËt khÈu", "QUÊN MẬT KHẨU", "quen matkhau", "quên mk", "quen mat khua"},
		"reg.otp_missing":       {"không nhận được otp", "k nhận đc otp", "ko nhan dc opt", "khoong nhaanj dduwowcj otp", "hok nhận dc otp", "hổng thấy otp"},
		"contact.support":       {"số điện thoại hỗ trợ", "sđt hỗ trợ", "so dien thoai ho tro", "sdt support"},
	} {
		for _, text := range typings {
			if reading := r.Read(text); !reading.Answers() || reading.Topics[0].ID != topic {
				t.Errorf("%q: %s %v {%v}", text, reading.Kind, reading.Topics, r.Words(text))
			}
		}
	}
}
