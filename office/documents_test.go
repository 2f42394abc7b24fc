package office

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/paper"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

var noon = time.Date(2020, 9, 25, 5, 0, 0, 0, time.UTC)

func embedded(t *testing.T) (*directive.Directive, directive.Form) {
	t.Helper()
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return d, d.Forms[0]
}

var tags = regexp.MustCompile(`<[^>]*>`)

// read gives a document's words, a paragraph a line.
func read(t *testing.T, d paper.Document) string {
	t.Helper()
	var file bytes.Buffer
	if err := d.Write(&file); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return tags.ReplaceAllString(strings.ReplaceAll(string(raw), "</w:p>", "\n"), "")
}

func says(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q:\n%s", want, text)
		}
	}
}

func handed(unit string, rows int, late bool) roster.Roster {
	r := roster.Roster{Key: roster.Key{Directive: "949", Form: "pl2", Unit: unit, Period: "-"}, State: roster.Submitted, Version: 1}
	for i := range rows {
		r.Rows = append(r.Rows, roster.Row{ID: roster.RowID(unit, i), Since: 1, Version: 1, Cells: map[string]string{"full_name": "Nguyễn Văn An", "pakn": "x"}})
	}
	r.Handed = []roster.Handing{{Number: 1, Version: 1, At: noon, Rows: rows, Late: late, Print: "ABCD-0000-1111-2222"}}
	return r
}

func TestTheReceiptSaysWhatWasHandedIn(t *testing.T) {
	d, form := embedded(t)
	unit, _ := d.Unit("an-binh")
	r := handed("an-binh", 7, true)
	says(t, read(t, Receipt(d, form, unit, r, r.Handed[0])), "GIẤY BIÊN NHẬN", "UBND xã An Bình", "12:00 thứ Sáu 25/9/2020", "7", "ABCD-0000-1111-2222", "Nộp muộn")
	r.State, r.Nil = roster.Nil, "đơn vị không có người"
	says(t, read(t, Receipt(d, form, unit, r, r.Handed[0])), "không có người để phân công", "đơn vị không có người")
}

func TestTheReportOfChangesSaysOnlyWhatChanged(t *testing.T) {
	d, form := embedded(t)
	unit, _ := d.Unit("an-binh")
	found := []roster.Difference{
		{Sort: roster.Ended, Row: roster.Row{Until: "2020-10-15", Cells: map[string]string{"full_name": "Trần Thị Bình", roster.ReasonCell: "nghỉ hưu"}}},
		{Sort: roster.Mended, Row: roster.Row{Cells: map[string]string{"full_name": "Lê Văn Cường", "phone": "0950000002"}}, Before: map[string]string{"phone": "0950000001"}},
	}
	says(t, read(t, Changes(d, form, unit, found, "2020")), "UBND HUYỆN PHÚ GIÁO", "UBND XÃ AN BÌNH", "/BC-UBND", "Kính gửi: Ủy ban nhân dân huyện",
		"Trần Thị Bình", "nghỉ hưu", "15/10/2020", "0950 000 001 → 0950 000 002")
	none := read(t, Changes(d, form, unit, nil, "2020"))
	says(t, none, "không có thay đổi")
	if strings.Contains(none, "STT") {
		t.Error("an empty table")
	}
}

func TestTheReportOfResultsCountsEveryUnitOnce(t *testing.T) {
	d, form := embedded(t)
	rosters := map[string]roster.Roster{"an-binh": handed("an-binh", 3, false), "an-long": handed("an-long", 2, true), "an-linh": {State: roster.Draft}}
	returned := handed("tan-long", 4, false)
	returned.State = roster.Returned
	rosters["tan-long"] = returned
	everybody := []people.Person{{ID: "1", Progress: map[string]people.Progress{"949/reg": {Outcome: "done"}}},
		{ID: "2", Progress: map[string]people.Progress{"949/reg": {Step: "reg.step3"}}}, {ID: "3", As: "1", Progress: map[string]people.Progress{"949/reg": {Outcome: "done"}}}}
	f := Count(d, func(_ directive.Form, u directive.Unit) roster.Roster { return rosters[u.ID] }, everybody, noon)
	got := f.Forms[0]
	if got.Handed != 2 || got.OnTime != 1 || got.Late != 1 || got.Rows != 5 || got.Handed+len(got.Missing) != got.Units {
		t.Errorf("figures %+v", got)
	}
	report := read(t, Report(d, f, nil))
	says(t, report, "Kính gửi: Ủy ban nhân dân tỉnh", "công văn 949/UBND-VP", "Đã nộp: 2/", "Tổng số: 5 "+form.RowNoun, "UBND xã An Linh", "UBND xã Tân Long", "1 người; đang làm dở: 1 người", "./.")
}

func TestTheShortNameOfAnAgency(t *testing.T) {
	for name, want := range map[string]string{"UBND xã An Bình": "UBND", "Phòng Nội vụ": "PNV", "Phòng Tài chính - Kế hoạch": "PTCKH", "": ""} {
		if got := short(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
