package main

import (
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
)

// slip is paper without buttons: what is chosen there is typed.
type slip struct{ paper }

func (*slip) Name() string                    { return "slip" }
func (*slip) Capabilities() chat.Capabilities { return chat.Capabilities{} }
func (p *slip) channel(*stage) bot.Channel    { return p }
func (*slip) address(_ *stage, name string) chat.Address {
	return chat.Address{Channel: "slip", Room: name, User: name}
}

// TestAnAnswerGoesToAnotherChannel: who asks and who answers write on two channels, one
// of them without buttons, both ways round.
func TestAnAnswerGoesToAnotherChannel(t *testing.T) {
	for name, officersPaper := range map[string]bool{"the officer has buttons": true, "the officer has none": false} {
		t.Run(name, func(t *testing.T) {
			wires := [2]wire{&paper{}, &slip{}}
			asker, officer := wires[1], wires[0]
			if !officersPaper {
				asker, officer = officer, asker
			}
			s := newStage(t, plainly, asker, onSQLite)
			var err error
			s.bot, err = bot.New(bot.Options{House: dialogs.New(), Store: s.store, Channels: []bot.Channel{asker.channel(s), officer.channel(s)},
				Directives: s.directives, Writer: s.reminders(), Replica: "one", Now: s.clock})
			if err != nil {
				t.Fatal(err)
			}
			says := func(w wire, as string, lines ...string) {
				s.wire = w
				s.enter(as)
				for _, line := range lines {
					s.steps++
					s.answer(chat.Inbound{ID: said("%s/%d", as, s.steps), From: s.speakers[s.who], Text: line, At: s.now})
				}
			}
			says(officer, "hien support", "chào")
			officer.told(s.speakers["hien"])
			says(asker, "an", "hỏi cán bộ", "Máy báo lỗi", "gửi")
			if told := officer.told(s.speakers["hien"]); !strings.Contains(told, "Máy báo lỗi") || !strings.Contains(told, "Gõ TRẢ LỜI để trả lời.") || strings.Contains(told, "1. Trả lời") {
				t.Errorf("the officer is told\n%s", told)
			}
			says(officer, "hien", "trả lời", "Tắt máy rồi mở lại.", "gửi")
			told := asker.told(s.speakers["an"])
			for _, want := range []string{"Cán bộ hỗ trợ trả lời: Tắt máy rồi mở lại.", "Gõ HỎI THÊM"} {
				if !strings.Contains(told, want) {
					t.Errorf("the person is not told %q:\n%s", want, told)
				}
			}
			if strings.Contains(told, "1. Hỏi thêm") {
				t.Errorf("numbers of a message that the talk did not offer:\n%s", told)
			}
			says(asker, "an", "hỏi thêm", "Vẫn lỗi", "gửi")
			if told := officer.told(s.speakers["hien"]); !strings.Contains(told, "Vẫn lỗi") {
				t.Errorf("what was asked on does not come:\n%s", told)
			}
		})
	}
}
