package main

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
)

// TestOddMessagesLeaveTheTalkWhereItStood sends over the wire what nobody expects: each is
// answered, and the question that was open is put again.
func TestOddMessagesLeaveTheTalkWhereItStood(t *testing.T) {
	s := newTheatre(t)
	_, stop := s.serve()
	a := s.actor(902)
	payload, _ := s.invited("UBND xã An Bình")
	a.do(step{say: "/start " + payload, want: phrase("menu.roster")})
	a.do(step{press: phrase("menu.roster"), want: phrase("roster.other", "noun", "Người")})
	a.do(step{press: phrase("roster.other", "noun", "Người"), want: phrase("roster.agree")})
	agree := a.do(step{press: phrase("roster.agree"), want: s.ask("full_name")})
	a.do(step{say: norm.NFD.String("Nguyễn Văn An"), want: s.ask("position")})
	question := a.do(step{say: "PCT", want: s.ask("national_id")})
	for _, odd := range []struct {
		name string
		act  func()
		told string
	}{
		{"nothing to see", func() { a.Type("\u200b\u200f") }, "dialogs.empty"},
		{"10,000 characters", func() { a.Type(strings.Repeat("chữ ", 2500)) }, "dialogs.long"},
		{"a sticker", func() { a.Sticker() }, "dialogs.unknown"},
		{"a photo", func() { a.Photo("") }, "dialogs.picture"},
		{"an edited message", func() { a.Edit(a.Type("😀😀"), "280000456") }, "dialogs.edited"},
		{"a button of last week", func() { a.PressOld(agree, "1.0") }, "dialogs.stale"},
		{"a button that nobody made", func() { a.PressOld(question, "\u202e'; DROP") }, "dialogs.stale"},
	} {
		a.look()
		odd.act()
		if got := a.answer(phrase(odd.told)); !strings.Contains(got.Text, s.ask("national_id")) {
			t.Errorf("%s: the question is not put again: %s", odd.name, got.Text)
		}
	}
	if a.Deleted() == 0 {
		t.Error("the photo is still in the chat")
	}
	a.do(step{say: "\u202e280000456\u200f", want: s.ask("phone")})
	a.look()
	a.Forward("+84950000199", 903)
	a.answer(phrase("dialogs.contact.other"))
	a.look()
	a.Contact()
	card := a.answer(s.ask("pakn"))
	if len(a.Keyboard()) != 0 {
		t.Error("the contact keyboard is still shown")
	}
	s.twoAtOnce(a, card)
	a.Block()
	a.look()
	a.Unblock()
	a.answer(phrase("roster.summary"))
	stop()
	s.sound()
	s.quiet()
}

// twoAtOnce presses both answers to one question in the same moment: one is taken, the
// other is told.
func (s *theatre) twoAtOnce(a *actor, card telegramtest.Message) {
	s.t.Helper()
	a.look()
	for _, label := range []string{phrase("roster.yes"), phrase("roster.no")} {
		button, ok := card.Button(label)
		if !ok {
			s.t.Fatalf("no button %s", label)
		}
		a.PressOld(card, button.Data)
	}
	a.answer(phrase("dialogs.stale"))
	taken := 0
	for _, m := range a.Chat() {
		if m.Bot && a.seen[m.ID] == 0 && !strings.Contains(m.Text, phrase("dialogs.stale")) {
			taken++
		}
	}
	if taken != 1 {
		s.t.Errorf("%d of two answers were taken: %s", taken, a.screen())
	}
}
