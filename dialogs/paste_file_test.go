package dialogs

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	from "github.com/dvcbot/dvcbot/roster/sheet"
)

// TestASheetIsReadBesideTheTalk sends a sheet, and hears of it.
func TestASheetIsReadBesideTheTalk(t *testing.T) {
	desk, talker := deskWithHead(t)
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	s := standing(d, desk, talker, frame(rosterName, "list"))
	s.In = chat.Inbound{ID: "file/1", Kind: chat.Sent, From: talker, Mark: "41", File: &chat.FileRef{Ref: "f", Name: "DS.XLSX", MIME: "application/zip", Size: 9}}
	s.Can.Erase = true
	o, err := New().Step(t.Context(), s)
	if err != nil || len(o.Jobs) != 1 || o.Jobs[0].Kind != SheetKind || !strings.Contains(o.Say[0].Body.Plain(), "Đang đọc tệp DS.XLSX") {
		t.Fatalf("%v %+v", err, o.Jobs)
	}
	for result, want := range map[string]string{
		RefusedSheet + "old_format": "kiểu cũ", chat.JobFailed: "Chưa đọc được tệp", read(t, d): "Đã đọc tệp DS.XLSX: 1 dòng có người",
	} {
		s.In = chat.Inbound{ID: "job/1", Kind: chat.Done, From: talker, Of: SheetKind, Start: o.Jobs[0].Ref, Text: result}
		heard, err := New().Step(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		words := ""
		for _, say := range heard.Say {
			words += say.Body.Plain()
		}
		if !strings.Contains(words, want) {
			t.Errorf("never said %q:\n%s", want, words)
		}
		added := false
		for _, c := range heard.Changes {
			e, ok := c.(roster.Edit)
			added = added || ok && e.Ops[0].Cells["full_name"] == "Trần Thị Bình"
		}
		deleted := heard.Say[len(heard.Say)-1].Erase == "41"
		if kept := strings.HasPrefix(want, "Đã đọc"); added != kept || deleted != kept {
			t.Errorf("%s: added %v, the message with the file deleted %v", want, added, deleted)
		}
	}
}

// read is what the job gives for one whole row.
func read(t *testing.T, d *directive.Directive) string {
	tables, err := from.Open(t.Context(), "a.csv", []byte("Họ tên,Chức vụ,CMND,SĐT\nTrần Thị Bình,PCT,280000457,0912345678\n"))
	if err != nil {
		t.Fatal(err)
	}
	u, _ := d.Unit("an-binh")
	r, err := from.Read(t.Context(), tables, from.Options{Directive: d, Form: d.Forms[0], Unit: u, Section: "C", Now: day(23)})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
