package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

var update = flag.Bool("update", false, "rewrite the transcripts")

func decomposed(s string) string { return norm.NFD.String(s) }

// office is a store of its own with the commands as they are typed.
type office struct {
	t   *testing.T
	env map[string]string
}

func newOffice(t *testing.T) office {
	return office{t, map[string]string{"DVCBOT_STORE": "sqlite:" + filepath.Join(t.TempDir(), "office.db")}}
}

// environ gives the settings as a process of its own gets them.
func (o office) environ() []string {
	all := []string{}
	for name, value := range o.env {
		all = append(all, name+"="+value)
	}
	return all
}

func (o office) run(stdin string, args ...string) string {
	o.t.Helper()
	var out, faults bytes.Buffer
	code := run(o.t.Context(), console{strings.NewReader(stdin), &out, &faults, func(k string) string { return o.env[k] }}, args)
	if code != exitFine {
		o.t.Fatalf("%v ended with %d: %s", args, code, faults.String())
	}
	return out.String()
}

const threePeople = `Danh sách của đơn vị
Thêm người
Đồng ý, tiếp tục
Nguyễn Văn An
PCT
280000456
0950000123
Có
Lưu
Thêm người nữa
TRẦN THỊ BÌNH
Chủ tịch UBND xã
28000O457
Có phải 280000457?
01670000123
Có phải 0370 000 123?
Không
Lưu
Thêm người nữa
Lê Văn Cường
VPTK
074085000001
095 000 0125
Có
Lưu
Nộp danh sách
Nộp danh sách
`

func rowsOf(t *testing.T, exported string) []map[string]any {
	t.Helper()
	var all []struct {
		State string
		Rows  []map[string]any
	}
	if err := json.Unmarshal([]byte(exported), &all); err != nil || len(all) != 1 {
		t.Fatalf("%d rosters: %v", len(all), err)
	}
	if all[0].State != "submitted" {
		t.Errorf("state %s", all[0].State)
	}
	return all[0].Rows
}

func TestAHeadHandsInExactlyThreePeople(t *testing.T) {
	o := newOffice(t)
	for _, line := range strings.SplitAfter(threePeople, "\n") {
		o.run(line, "chat", "--as", "head:UBND xã An Bình")
	}
	rows := rowsOf(t, o.run("", "roster", "export", "--format", "json", "-o", "-"))
	if len(rows) != 3 {
		t.Fatalf("%d people", len(rows))
	}
	for i, want := range []string{"Nguyễn Văn An 280000456 0950000123", "Trần Thị Bình 280000457 0370000123", "Lê Văn Cường 074085000001 0950000125"} {
		if got := rows[i]["full_name"].(string) + " " + rows[i]["national_id"].(string) + " " + rows[i]["phone"].(string); got != want {
			t.Errorf("%d: %s", i, got)
		}
	}
}

func TestACodeMakesOneHead(t *testing.T) {
	o := newOffice(t)
	var made struct{ Say string }
	if err := json.Unmarshal([]byte(o.run("", "invite", "--role", "head", "--unit", "an binh", "--json")), &made); err != nil {
		t.Fatal(err)
	}
	if out := o.run(made.Say+"\n", "chat"); !strings.Contains(out, "thủ trưởng của UBND xã An Bình") {
		t.Error(out)
	}
	if out := o.run(made.Say+"\n", "chat", "--as", "staff"); !strings.Contains(out, "không đúng, đã dùng rồi hoặc hết hạn") {
		t.Error("used twice")
	}
}

func TestTheReminderPlanIsACarefulOfficers(t *testing.T) {
	o := newOffice(t)
	o.run(threePeople, "chat", "--as", "head:UBND xã An Bình")
	o.run(strings.Join(strings.SplitAfter(threePeople, "\n")[:9], ""), "chat", "--as", "head:UBND xã An Linh")
	o.run("", "chat", "--as", "head:UBND xã An Long")
	plan := strings.Split(strings.TrimSpace(o.run("", "remind", "plan", "--from", "2020-09-22", "--to", "2020-10-01", "--json")), "\n")
	got := []string{}
	for _, line := range plan {
		var due struct{ At, Unit, Status, Text string }
		if err := json.Unmarshal([]byte(line), &due); err != nil {
			t.Fatal(err)
		}
		got = append(got, due.At+" "+due.Unit+" "+due.Status)
		if !strings.Contains(due.Text, "28/9/2020") || !strings.Contains(due.Text, "091.777.50.51") {
			t.Errorf("without deadline or contact: %s", due.Text)
		}
	}
	want := []string{}
	for _, day := range []string{"24", "25", "26", "27", "28"} {
		for _, unit := range []string{"UBND xã An Linh half", "UBND xã An Long not_started"} {
			want = append(want, "2020-09-"+day+"T08:00:00+07:00 "+unit)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("planned\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestTheSecondDirectiveRuns plays a form with other columns, choices, a computed
// column and a relation, from its file alone.
func TestTheSecondDirectiveRuns(t *testing.T) {
	o := newOffice(t)
	file, err := filepath.Abs("../../directive/testdata/second.yaml")
	if err != nil {
		t.Fatal(err)
	}
	o.env["DVCBOT_DIRECTIVE"] = file
	out := o.run(strings.Join([]string{"Danh sách của đơn vị", "Trạm Bắc · Báo cáo số hóa (Mẫu 01)", "Thêm loại hồ sơ", "Đất đai", "s-001", "100,5", "100", "120", "Máy hỏng", "31/12/2027", "30/6/2026",
		"bỏ qua", "bỏ qua", "bỏ qua", "Lưu", "90", "Lưu",
		"Nộp danh sách", "Nộp danh sách"}, "\n")+"\n", "chat", "--as", "head:Trạm Bắc")
	for _, want := range []string{"Loại hồ sơ nào?", "không thể lớn hơn tổng số", "ngoài khoảng cho phép", "Trạm Bắc đã nộp danh sách 1 loại hồ sơ"} {
		if !strings.Contains(out, want) {
			t.Errorf("never said %q", want)
		}
	}
	row := rowsOf(t, o.run("", "roster", "export", "-o", "-"))[0]
	for column, want := range map[string]string{"kind": "dat", "code": "S-001", "why": "Máy hỏng", "total": "100", "done": "90", "rest": "10", "until": "2026-06-30", "mail": ""} {
		if row[column] != want {
			t.Errorf("%s: %v, want %s", column, row[column], want)
		}
	}
	if out := o.run("Quét một hồ sơ\nBắt đầu từ Bước 1\nmenu\n", "chat"); !strings.Contains(out, "Bước 1/2") {
		t.Error("its procedure is not explained")
	}
}
