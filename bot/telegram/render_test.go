package telegram_test

import (
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
)

// everything is a body with a block of every role, and letters that HTML would take.
func everything() chat.Body {
	return chat.Body{
		{Role: chat.Progress, Text: chat.Words("Đăng ký"), Label: "Bước 3/5", N: 3, Of: 5},
		{Role: chat.Title, Text: chat.Words("Nhập **thông tin**")},
		{Role: chat.Push, Label: "6", Text: chat.Words("Nhập <số> & tên")},
		{Role: chat.Push, Text: chat.Words("Hoặc vào thẳng")},
		{Role: chat.Para, Text: chat.Text{{Text: "Xem "}, {Style: chat.Bold, Text: "trang", URL: `https://a.vn/?x=1&y="2"`}, {Style: chat.Code, Text: "TTTB"}, {Text: "gọi", URL: "tel:0917775051"}}},
		{Role: chat.Warn, Text: chat.Words("Chọn **Công dân**.")},
		{Role: chat.Quoted, Text: chat.Words("trước ngày 28/9")},
		{Role: chat.Source, Text: chat.Words("Phụ lục 1"), Quote: "nguyên văn"},
		{Role: chat.Fix, Label: "TTTTB", Text: chat.Words("TTTB"), Note: "vì in sai"},
		{Role: chat.Banner, Text: chat.Words("Từ 1/7/2024")},
		{Role: chat.Field, Label: "Họ tên", Text: chat.Words("A"), Note: "mới"},
		{Role: chat.Item, Label: "B", Text: chat.Words("Chủ tịch"), State: "warn"},
		{Role: chat.Saved, Text: chat.Words("Đã lưu")},
		{Role: chat.Wrong, Text: chat.Words("Sai")},
		{Role: chat.Days, Label: "Còn 4 ngày", Text: chat.Words("Nộp")},
		{Role: chat.Hint, Text: chat.Words("Ví dụ")},
		{Role: chat.Demo, Text: chat.Words("Trình diễn")},
		{Role: chat.Officer, Label: "Cán bộ hỗ trợ trả lời", Text: chat.Text{{Text: "Chờ <5> phút"}}},
		{Role: chat.Large, Text: chat.Words("Cập nhật **thông tin**")},
	}
}

const everythingSeen = `▰▰▰▱▱ <b>Bước 3/5</b> · Đăng ký
<b>Nhập thông tin</b>
▸ <b>(6)</b> Nhập &lt;số&gt; &amp; tên
▸ Hoặc vào thẳng

Xem <a href="https://a.vn/?x=1&amp;y=&quot;2&quot;"><b>trang</b></a><code>TTTB</code>gọi

⚠️ Chọn <b>Công dân</b>.

<blockquote>“trước ngày 28/9”</blockquote>
<i>Nguồn: Phụ lục 1</i>
<blockquote expandable>“nguyên văn”</blockquote>

✏️ Bản in ghi “TTTTB”. Dùng: <b>TTTB</b>. <i>vì in sai</i>

🗓 <i>Từ 1/7/2024</i>

<b>Họ tên</b>: A (mới)

• <b>B</b>: Chủ tịch ⚠️

✅ Đã lưu

❌ <b>Sai</b>

⏳ <b>Còn 4 ngày</b>
Nộp

<i>Ví dụ</i>

ℹ️ <i>Trình diễn</i>

👤 <b>Cán bộ hỗ trợ trả lời</b>
Chờ &lt;5&gt; phút

<b>Cập nhật thông tin</b>`

func TestEveryRoleReadsWell(t *testing.T) {
	r := newRig(t, nil)
	r.send(t, chat.Outbound{Body: everything()})
	if got := r.last(t).HTML; got != everythingSeen {
		t.Errorf("got\n%s", got)
	}
	r.sound(t)
}

// TestWhatFitsTheCapabilitiesFitsThePlatform fills a message up to what the channel says
// it takes: quotations go first, then styles, never words.
func TestWhatFitsTheCapabilitiesFitsThePlatform(t *testing.T) {
	r := newRig(t, nil)
	for _, body := range []chat.Body{
		{{Role: chat.Source, Text: chat.Words("Phụ lục"), Quote: strings.Repeat("nguyên văn ", 400)}},
		{para(strings.Repeat("😀", r.Capabilities().MaxText/2))},
		append(chat.Body{{Role: chat.Source, Text: chat.Words("Phụ lục"), Quote: strings.Repeat("a", 2000)}}, para(strings.Repeat("<&>", 1000))),
		manyLines(300),
	} {
		r.send(t, chat.Outbound{Body: body})
		want := body[len(body)-1].Text.String()
		if got := r.last(t).Text; !strings.Contains(got, want) {
			t.Errorf("words are missing from %d", len(got))
		}
	}
	r.sound(t)
}

// manyLines are so short that blank lines and signs weigh more than words.
func manyLines(n int) chat.Body {
	b := chat.Body{}
	for range n {
		b = append(b, chat.Block{Role: chat.Warn, Text: chat.Words("chú ý")})
	}
	return b
}

func TestTextThatIsNoUTF8IsSentWithoutIt(t *testing.T) {
	r := newRig(t, nil)
	r.send(t, texts(para("tên\xff lạ")))
	if got := r.last(t).Text; got != "tên lạ" {
		t.Errorf("%q", got)
	}
	r.sound(t)
}
