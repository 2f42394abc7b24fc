package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
)

// guideSteps lead through the whole first procedure, stuck at its third step.
func (s *theatre) guideSteps() []step {
	p := s.d.Procedures[0]
	third, begin := p.Steps[2], phrase("guide.start", "step", p.Steps[0].Label)
	all := []step{{say: "/start", want: p.Title}, {press: p.Title, want: begin}, {press: begin, want: p.Steps[0].Title},
		{press: phrase("guide.next"), want: p.Steps[1].Title}, {press: phrase("guide.next"), want: third.Title},
		{press: phrase("guide.stuck"), want: third.Symptoms[0].Label},
		{press: third.Symptoms[0].Label, want: phrase("guide.here", "step", third.Label)},
		{press: phrase("guide.here", "step", third.Label), want: third.Title}}
	for _, one := range p.Steps[3:] {
		all = append(all, step{press: phrase("guide.next"), want: one.Title})
	}
	return append(all, step{press: phrase("guide.last"), want: p.Done}, step{press: p.Done, want: phrase("common.menu")})
}

func (s *theatre) ask(column string) string {
	c, _ := s.d.Forms[0].Column(column)
	return c.Ask
}

// rosterSteps enter three people, with two wrong values on the way, and hand in.
func (s *theatre) rosterSteps() []step {
	f := s.d.Forms[0]
	id, phone, mark, summary := s.ask("national_id"), s.ask("phone"), s.ask("pakn"), phrase("roster.summary")
	yes, no, save := phrase("roster.yes"), phrase("roster.no"), phrase("roster.save")
	more, last := phrase("roster.other", "noun", "Người"), phrase("roster.more", "noun", f.RowNoun)
	return []step{
		{press: phrase("menu.roster"), want: phrase("roster.other", "noun", "Người")},
		{press: phrase("roster.other", "noun", "Người"), want: phrase("roster.agree")},
		{press: phrase("roster.agree"), want: s.ask("full_name")},
		{say: "Nguyễn Văn An", want: s.ask("position")}, {say: "PCT", want: id}, {say: "280000456", want: phone}, {say: "0950000127", want: mark},
		{press: yes, want: summary}, {press: save, want: more},
		{press: more, want: s.ask("full_name")},
		{say: "TRẦN THỊ BÌNH", want: s.ask("position")}, {say: "Chủ tịch UBND xã", want: id},
		{say: "28000O457", want: phrase("roster.mend", "value", "280000457")}, {press: phrase("roster.mend", "value", "280000457"), want: phone},
		{say: "01670000123", want: phrase("roster.mend", "value", "0370 000 123")}, {press: phrase("roster.mend", "value", "0370 000 123"), want: mark},
		{press: no, want: summary}, {press: save, want: more},
		{press: more, want: s.ask("full_name")},
		{say: "Lê Văn Cường", want: s.ask("position")}, {say: "VPTK", want: id}, {say: "074085000001", want: phone}, {say: "095 000 0125", want: mark},
		{press: yes, want: summary}, {press: save, want: last},
		{press: phrase("roster.hand"), want: phrase("roster.sure", "n", "3", "noun", f.RowNoun, "unit", "UBND xã An Bình")},
		{press: phrase("roster.hand"), want: phrase("roster.list")},
	}
}

var threeInOrder = []string{"Nguyễn Văn An 280000456 0950000127", "Trần Thị Bình 280000457 0370000123", "Lê Văn Cường 074085000001 0950000125"}

func (s *theatre) exactlyThree() {
	s.t.Helper()
	rows := rowsOf(s.t, s.office.run("", "roster", "export", "--format", "json", "-o", "-"))
	got := []string{}
	for _, row := range rows {
		got = append(got, fmt.Sprint(row["full_name"], " ", row["national_id"], " ", row["phone"]))
	}
	if strings.Join(got, "\n") != strings.Join(threeInOrder, "\n") {
		s.t.Errorf("stored %d people:\n%s", len(got), strings.Join(got, "\n"))
	}
}

// masked checks that no message still shows an identity number or phone in full.
func (a *actor) masked() {
	a.t.Helper()
	for _, m := range a.Chat() {
		for _, canary := range []string{"280000456", "280 000 456", "0950000127", "0950 000 127", "074085000001"} {
			if m.Bot && strings.Contains(m.Text, canary) {
				a.t.Errorf("still shown in full: %s", m.Text)
			}
		}
	}
}

// receipted checks that the receipt came on paper.
func (a *actor) receipted() {
	a.t.Helper()
	for _, m := range a.Chat() {
		if m.Name == phrase("personnel.file.receipt") && strings.HasPrefix(string(m.File), "PK") {
			return
		}
	}
	a.t.Errorf("no receipt as a document:\n%s", a.screen())
}

// quiet checks that nothing a person wrote, nor the token, is in the log.
func (s *theatre) quiet() {
	s.t.Helper()
	for _, canary := range []string{"canary", "Nguyễn Văn An", "Bình", "280000456", "0950000127", "074085000001", "901"} {
		if strings.Contains(s.log.String(), canary) {
			s.t.Errorf("%q is in the log:\n%s", canary, s.log)
		}
	}
}

// TestTheWholeTalkOverTelegram: the guide by one person, a roster by an invited head, both
// ways in which updates come, in good weather and in bad.
func TestTheWholeTalkOverTelegram(t *testing.T) {
	for _, way := range []string{"poll", "webhook"} {
		for _, weather := range []string{"good", "bad"} {
			t.Run(way+" in "+weather+" weather", func(t *testing.T) {
				t.Parallel()
				s := newTheatre(t)
				to := func(string) {}
				if way == "webhook" {
					to = s.public()
				}
				address, stop := s.serve()
				to(address)
				staff, head := s.actor(901), s.actor(902)
				play(s, staff, weather, s.guideSteps())
				payload, _ := s.invited("UBND xã An Bình")
				head.do(step{say: "/start " + payload, want: phrase("menu.roster")})
				play(s, head, weather, s.rosterSteps())
				stop()
				s.exactlyThree()
				head.masked()
				head.receipted()
				s.sound()
				s.quiet()
				if n := len(s.platform.Calls("editMessageMedia")); n == 0 {
					t.Error("no drawn step ever took the place of another")
				}
				if weather == "good" {
					once(t, head.Chat())
					if n := len(staff.Chat()); n > 4 {
						t.Errorf("the guide left %d messages in the chat instead of one that changes", n)
					}
				}
			})
		}
	}
}

// play goes through the steps; in bad weather the platform asks to wait, breaks, and
// tells things twice on the way.
func play(s *theatre, a *actor, weather string, steps []step) {
	s.t.Helper()
	for i, one := range steps {
		if weather == "bad" {
			storm(s.platform, i)
		}
		a.do(one)
	}
}

func storm(p *telegramtest.Server, i int) {
	switch i % 13 {
	case 2:
		p.Redeliver(5)
	case 4:
		p.Fail("sendMessage", telegramtest.TooMany(1))
	case 6:
		p.Fail("sendMessage", telegramtest.Gateway())
		p.Fail("answerCallbackQuery", telegramtest.Gateway())
	case 7:
		p.Fail("getUpdates", telegramtest.Gateway(), telegramtest.Fault{Cut: true})
	}
}

// once checks that no answer stands in the chat twice in a row.
func once(t *testing.T, chat []telegramtest.Message) {
	t.Helper()
	for i := 1; i < len(chat); i++ {
		if chat[i].Bot && chat[i-1].Bot && chat[i].Text == chat[i-1].Text {
			t.Errorf("doubled: %s", chat[i].Text)
		}
	}
}
