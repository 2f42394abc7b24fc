package telegram_test

import (
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/bot/telegram"
	"github.com/dvcbot/dvcbot/chat"
)

const (
	privately = `"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":false},"message_id":7,"date":1600000000`
	inGroup   = `"chat":{"id":-9,"type":"supergroup"},"from":{"id":5,"is_bot":false},"message_id":7,"date":1600000000`
	command   = `"entities":[{"type":"bot_command","offset":0,"length":6}]`
)

var me = chat.Address{Channel: "telegram", Room: "5", User: "5"}

// updates are what the platform sends and what each means.
var updates = []struct {
	name, raw string
	want      *chat.Inbound // nil: nothing is said to us
}{
	{"words", `{"message":{` + privately + `,"text":"xin chào"}}`, &chat.Inbound{Text: "xin chào", Mark: "7"}},
	{"start", `{"message":{` + privately + `,"text":"/start",` + command + `}}`, &chat.Inbound{Text: "/start", Mark: "7"}},
	{"deep link", `{"message":{` + privately + `,"text":"/start ABCDE-12345",` + command + `}}`, &chat.Inbound{Start: "ABCDE-12345", Mark: "7"}},
	{"deep link with a name", `{"message":{` + privately + `,"text":"/start@a_bot x",` + command + `}}`, &chat.Inbound{Start: "x", Mark: "7"}},
	{"edited", `{"edited_message":{` + privately + `,"text":"sửa"}}`, &chat.Inbound{Kind: chat.Edited, Text: "sửa", Mark: "7", Of: "7"}},
	{"a live location moves", `{"edited_message":{` + privately + `,"location":{"longitude":1,"latitude":2}}}`, nil},
	{"press", `{"callback_query":{"id":"q","from":{"id":5},"data":"4.1","message":{` + privately + `}}}`, &chat.Inbound{Press: &chat.Press{Offer: 4, Index: 1}, Of: "7"}},
	{"press under a picture", `{"callback_query":{"id":"q","from":{"id":5},"data":"!go:menu","message":{` + privately + `,"photo":[{"file_id":"f"}]}}}`,
		&chat.Inbound{Press: &chat.Press{Value: "go:menu"}, Of: "7p"}},
	{"a press that is not ours", `{"callback_query":{"id":"q","from":{"id":5},"data":"evil","message":{` + privately + `}}}`, &chat.Inbound{Press: &chat.Press{Offer: -1}, Of: "7"}},
	{"a press of an inline message", `{"callback_query":{"id":"q","from":{"id":5},"inline_message_id":"x","data":"1.1"}}`, nil},
	{"own contact", `{"message":{` + privately + `,"contact":{"phone_number":"+84950000123","first_name":"A","user_id":5}}}`, &chat.Inbound{Kind: chat.Shared, Phone: "+84950000123", Mark: "7"}},
	{"another's contact", `{"message":{` + privately + `,"contact":{"phone_number":"+84950000124","first_name":"B","user_id":6}}}`, &chat.Inbound{Kind: chat.Shared, Mark: "7"}},
	{"a contact of nobody", `{"message":{` + privately + `,"contact":{"phone_number":"+84950000124","first_name":"B"}}}`, &chat.Inbound{Kind: chat.Shared, Mark: "7"}},
	{"photo", `{"message":{` + privately + `,"caption":"ảnh","photo":[{"file_id":"s","file_size":1},{"file_id":"l","file_size":9}]}}`,
		&chat.Inbound{Kind: chat.Sent, Text: "ảnh", Mark: "7", File: &chat.FileRef{Ref: "l", MIME: "image/jpeg", Size: 9}}},
	{"document", `{"message":{` + privately + `,"document":{"file_id":"d","file_name":"ds.xlsx","mime_type":"application/zip","file_size":5}}}`,
		&chat.Inbound{Kind: chat.Sent, Mark: "7", File: &chat.FileRef{Ref: "d", Name: "ds.xlsx", MIME: "application/zip", Size: 5}}},
	{"voice", `{"message":{` + privately + `,"voice":{"file_id":"v","duration":2}}}`, &chat.Inbound{Kind: chat.Sent, Mark: "7", File: &chat.FileRef{Ref: "v", MIME: "audio/ogg"}}},
	{"sticker", `{"message":{` + privately + `,"sticker":{"file_id":"s"}}}`, &chat.Inbound{Kind: chat.Unknown, Mark: "7"}},
	{"something of tomorrow", `{"message":{` + privately + `,"hologram":{"id":"x"}}}`, &chat.Inbound{Kind: chat.Unknown, Mark: "7"}},
	{"text of another type", `{"message":{` + privately + `,"text":{"not":"words"}}}`, &chat.Inbound{Kind: chat.Unknown}},
	{"blocked", `{"my_chat_member":{"chat":{"id":5,"type":"private"},"from":{"id":5},"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}}`, &chat.Inbound{Kind: chat.Gone}},
	{"back", `{"my_chat_member":{"chat":{"id":5,"type":"private"},"from":{"id":5},"date":1,"old_chat_member":{"status":"kicked"},"new_chat_member":{"status":"member"}}}`, &chat.Inbound{Kind: chat.Back}},
	{"pinned", `{"message":{` + privately + `,"pinned_message":{` + privately + `}}}`, nil},
	{"a group", `{"message":{` + inGroup + `,"text":"/start",` + command + `}}`, nil},
	{"a channel", `{"channel_post":{"chat":{"id":-8,"type":"channel"},"message_id":1,"date":1,"text":"x"}}`, nil},
	{"a kind of tomorrow", `{"telepathy":{"id":1}}`, nil},
	{"a bot", `{"message":{"chat":{"id":5,"type":"private"},"from":{"id":6,"is_bot":true},"message_id":7,"date":1,"text":"x"}}`, nil},
}

func numbered(raw string) []byte { return []byte(`{"update_id":41,` + strings.TrimPrefix(raw, "{")) }

func TestDecode(t *testing.T) {
	for _, one := range updates {
		t.Run(one.name, func(t *testing.T) {
			h, err := telegram.Decode("7001", numbered(one.raw))
			if err != nil || h.ID != 41 {
				t.Fatalf("%+v %v", h, err)
			}
			if one.want == nil {
				if h.Inbound != nil {
					t.Errorf("says %+v", *h.Inbound)
				}
				return
			}
			got := *h.Inbound
			if got.ID != "telegram/7001/41" || got.From != me {
				t.Errorf("cause %s from %v", got.ID, got.From)
			}
			same(t, got, *one.want)
		})
	}
}

func same(t *testing.T, got, want chat.Inbound) {
	t.Helper()
	if got.Kind != want.Kind || got.Text != want.Text || got.Start != want.Start || got.Of != want.Of || got.Phone != want.Phone || got.Mark != want.Mark {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if (got.Press == nil) != (want.Press == nil) || got.Press != nil && *got.Press != *want.Press {
		t.Errorf("press %+v, want %+v", got.Press, want.Press)
	}
	if (got.File == nil) != (want.File == nil) || got.File != nil && *got.File != *want.File {
		t.Errorf("file %+v, want %+v", got.File, want.File)
	}
}

func TestAnUpdateThatIsNoneIsAnError(t *testing.T) {
	for _, raw := range []string{``, `[]`, `{}`, `"x"`, `{"update_id":"a"}`, `{"update_id":3,"message":[]}`, `{"update_id":3,"callback_query":7}`} {
		if h, err := telegram.Decode("7001", []byte(raw)); err == nil {
			t.Errorf("%s is %+v", raw, h)
		}
	}
}

// FuzzDecode: whatever comes, decoding neither panics nor makes an inbound without a
// cause and a private address.
func FuzzDecode(f *testing.F) {
	for _, one := range updates {
		f.Add(numbered(one.raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		h, err := telegram.Decode("7001", raw)
		if err != nil && h.Inbound != nil {
			t.Error("both read and unread")
		}
		if in := h.Inbound; in != nil && (!strings.HasPrefix(in.ID, "telegram/7001/") || in.From.Room == "" || in.From.Channel != "telegram") {
			t.Errorf("without cause or address: %+v", in)
		}
	})
}
