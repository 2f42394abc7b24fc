package main

import (
	"regexp"
	"testing"
)

var code = regexp.MustCompile(`[0-9A-Z]{5}-[0-9A-Z]{5}`)

// joins has one actor make a code and the other type it.
func joins(t *testing.T, from, to *actor) {
	t.Helper()
	made := from.do(step{say: "nối kênh", want: phrase("link.title")})
	to.do(step{say: code.FindString(made.Text), want: phrase("link.carry")})
}

// TestARowBeingTypedGoesOnElsewhere: a head joins a second account; the row that stands
// half typed in the first goes on there, the first lets go of it, and one row is stored.
func TestARowBeingTypedGoesOnElsewhere(t *testing.T) {
	s := newTheatre(t)
	_, stop := s.serve()
	old, other := s.actor(901), s.actor(902)
	payload, _ := s.invited("UBND xã An Bình")
	old.do(step{say: "/start " + payload, want: phrase("menu.roster")})
	steps := s.rosterSteps()
	for _, one := range steps[:5] {
		old.do(one)
	}
	joins(t, old, other)
	old.look()
	other.do(step{press: phrase("link.carry"), want: s.ask("national_id")})
	old.answer(phrase("link.released"))
	for _, one := range steps[5:9] {
		other.do(one)
	}
	hand := phrase("roster.hand")
	other.do(step{press: hand, want: phrase("roster.sure", "n", "1", "noun", s.d.Forms[0].RowNoun, "unit", "UBND xã An Bình")})
	other.do(step{press: hand, want: phrase("roster.list")})
	stop()
	if rows := rowsOf(t, s.office.run("", "roster", "export", "--format", "json", "-o", "-")); len(rows) != 1 || rows[0]["full_name"] != "Nguyễn Văn An" {
		t.Errorf("stored %v", rows)
	}
	s.sound()
	s.quiet()
}
