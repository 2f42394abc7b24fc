package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
)

// gone waits until no message of the person holds the words any more.
func (a *actor) gone(words string) {
	a.t.Helper()
	err := a.Until(a.t.Context(), func(chat []telegramtest.Message) bool {
		return !slices.ContainsFunc(chat, func(m telegramtest.Message) bool { return !m.Bot && strings.Contains(m.Text, words) })
	})
	if err != nil {
		a.t.Fatalf("still in the chat: %s\n%s", words, a.screen())
	}
}

// types does a step of words and gives the number of its message.
func (a *actor) types(text, want string) int {
	a.t.Helper()
	a.look()
	id := a.Type(text)
	a.answer(want)
	return id
}

// edits changes a message and accepts the correction that is offered.
func (a *actor) edits(id int, text, offer, want string) {
	a.t.Helper()
	a.look()
	a.Edit(id, text)
	a.answer(offer)
	a.do(step{press: phrase("amend.yes"), want: want})
}

// TestEditsAndNumbersOverTelegram: an edited message corrects the cell that it gave, in
// the row being typed and, after a restart, in the kept one; messages with numbers leave
// the chat once they are kept, also when Telegram says that one cannot be deleted.
func TestEditsAndNumbersOverTelegram(t *testing.T) {
	s := newTheatre(t)
	_, stop := s.serve()
	a := s.actor(902)
	payload, _ := s.invited("UBND xã An Bình")
	f := s.d.Forms[0]
	a.do(step{say: "/start " + payload, want: phrase("menu.roster")})
	a.do(step{press: phrase("menu.roster"), want: phrase("roster.other", "noun", "Người")})
	a.do(step{press: phrase("roster.other", "noun", "Người"), want: phrase("roster.agree")})
	a.do(step{press: phrase("roster.agree"), want: s.ask("full_name")})
	name := a.types("nguyen van an", s.ask("position"))
	a.edits(name, "Nguyễn Văn An", "thành Nguyễn Văn An?", s.ask("position"))
	post := a.types("PCT", s.ask("national_id"))
	a.types("28000O456", phrase("roster.mend", "value", "280000456"))
	a.types("280000456", s.ask("phone"))
	a.gone("280000456")
	a.gone("28000O456")
	s.platform.Fail("deleteMessage", telegramtest.Fault{Status: http.StatusBadRequest, Text: "Bad Request: message can't be deleted"})
	phone := a.types("0950000123", s.ask("pakn"))
	a.edits(phone, "0950000127", "thành 095•••0127?", s.ask("pakn"))
	a.gone("0950000127")
	a.do(step{press: phrase("roster.yes"), want: phrase("roster.save")})
	a.do(step{press: phrase("roster.save"), want: phrase("roster.hand")})
	stop()
	_, stop = s.serve()
	a.edits(post, "Chủ tịch UBND xã", "từ Phó Chủ tịch thành Chủ tịch UBND xã?", phrase("roster.hand"))
	a.do(step{press: phrase("roster.hand"), want: phrase("roster.sure", "n", "1", "noun", f.RowNoun, "unit", "UBND xã An Bình")})
	a.do(step{press: phrase("roster.hand"), want: phrase("roster.list")})
	a.edits(name, "Nguyễn Văn Ân", phrase("amend.handed"), phrase("roster.changed", "label", "Họ và tên", "name", "Nguyễn Văn Ân"))
	stop()
	row := rowsOf(t, s.office.run("", "roster", "export", "--format", "json", "-o", "-"))[0]
	for column, want := range map[string]string{"full_name": "Nguyễn Văn Ân", "position": "Chủ tịch UBND xã", "national_id": "280000456", "phone": "0950000127"} {
		if row[column] != want {
			t.Errorf("%s is %v, want %s", column, row[column], want)
		}
	}
	a.masked()
	s.sound()
	s.quiet()
}
