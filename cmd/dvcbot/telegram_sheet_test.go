package main

import (
	"os"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
)

// TestASheetIsTakenOverTelegram: the head of a unit sends sheets as documents; one is
// refused with the way out, one is read, agreed to, and mended in its bad cell.
func TestASheetIsTakenOverTelegram(t *testing.T) {
	s := newTheatre(t)
	_, stop := s.serve()
	head := s.actor(902)
	payload, _ := s.invited("UBND xã An Bình")
	head.do(step{say: "/start " + payload, want: phrase("menu.roster")})
	head.look()
	old, err := os.ReadFile(sheets + "old.xls")
	if err != nil {
		t.Fatal(err)
	}
	head.Document("ds.xls", "application/vnd.ms-excel", old)
	head.answer(phrase("sheet.old_format"))
	head.look()
	head.Document("ds.csv", "text/csv", []byte("Họ tên;Chức vụ;CMND;SĐT\nNguyễn Văn An;PCT;280000456;0950000127\nTrần Thị Bình;Chủ tịch UBND xã;28000O457;0370000123\n"))
	head.answer(phrase("roster.agree"))
	mend := phrase("roster.mend", "value", "280000457")
	head.do(step{press: phrase("roster.agree"), want: mend})
	if err := head.Until(t.Context(), func([]telegramtest.Message) bool { return head.Deleted() == 1 }); err != nil {
		t.Errorf("the sheet that was read is still in the chat, or the refused one is not: %v", err)
	}
	head.do(step{press: mend, want: phrase("roster.hand")})
	stop()
	out := s.office.run("", "roster", "export", "--format", "csv", "-o", "-")
	for _, want := range []string{"1,Nguyễn Văn An,Phó Chủ tịch,UBND xã An Bình,280000456,0950000127", "2,Trần Thị Bình,Chủ tịch UBND xã,UBND xã An Bình,280000457,0370000123"} {
		if !strings.Contains(out, want) {
			t.Errorf("not stored: %s in\n%s", want, out)
		}
	}
	s.sound()
	s.quiet()
}

// TestAFormToFillInIsSentOverTelegram: the head asks for the empty form, gets it as a
// workbook and as text, and sends the workbook back as it came.
func TestAFormToFillInIsSentOverTelegram(t *testing.T) {
	s := newTheatre(t)
	_, stop := s.serve()
	head := s.actor(902)
	payload, _ := s.invited("UBND xã An Bình")
	head.do(step{say: "/start " + payload, want: phrase("menu.roster")})
	head.do(step{press: phrase("menu.roster"), want: phrase("roster.template")})
	book := head.do(step{press: phrase("roster.template"), want: phrase("roster.template.docx")})
	if book.Name != "mau-pl2.xlsx" || !strings.HasPrefix(string(book.File), "PK") {
		t.Fatalf("%s, %d bytes", book.Name, len(book.File))
	}
	if text := head.do(step{press: phrase("roster.template.docx"), want: phrase("roster.back")}); text.Name != "mau-pl2.docx" || !strings.HasPrefix(string(text.File), "PK") {
		t.Errorf("%s, %d bytes", text.Name, len(text.File))
	}
	head.look()
	head.Document(book.Name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", book.File)
	head.answer(phrase("sheet.no_rows"))
	stop()
	s.sound()
	s.quiet()
}
