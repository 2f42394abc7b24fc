package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// filed puts the second directive into a file of its own, altered.
func filed(t *testing.T, o office, pairs ...string) {
	t.Helper()
	raw, err := os.ReadFile("../../directive/testdata/second.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if o.env["DVCBOT_DIRECTIVE"] == "" {
		o.env["DVCBOT_DIRECTIVE"] = filepath.Join(t.TempDir(), "second.yaml")
	}
	if err := os.WriteFile(o.env["DVCBOT_DIRECTIVE"], []byte(strings.NewReplacer(pairs...).Replace(string(raw))), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOtherContentUnderAKnownEditionStopsTheStart(t *testing.T) {
	o := newOffice(t)
	filed(t, o)
	o.run("menu\n", "chat")
	filed(t, o, "Mỗi trạm số hóa", "Mọi trạm số hóa")
	var out, faults bytes.Buffer
	code := run(t.Context(), console{strings.NewReader(""), &out, &faults, func(k string) string { return o.env[k] }}, []string{"chat"})
	if code != exitSettings || !strings.Contains(faults.String(), "2026-01") {
		t.Errorf("ended with %d: %s", code, faults.String())
	}
}

// TestAnOpenTalkMovesToTheNewEdition takes a column away under somebody who was asked it.
func TestAnOpenTalkMovesToTheNewEdition(t *testing.T) {
	o := newOffice(t)
	filed(t, o)
	head := []string{"chat", "--as", "head:Trạm Bắc"}
	o.run("Danh sách của đơn vị\nTrạm Bắc · Báo cáo số hóa (Mẫu 01)\nThêm loại hồ sơ\nĐất đai\n", head...)
	filed(t, o, `edition: "2026-01"`, `edition: "2026-02"`, "Mã sổ?", "Mã quyển sổ?")
	if out := o.run("s-001\n", head...); !strings.Contains(out, "Tổng số hồ sơ?") {
		t.Errorf("a value was lost with the edition: %s", out)
	}
	filed(t, o, `edition: "2026-01"`, `edition: "2026-03"`, "id: total,", "id: sum,", "computed: total - done", "computed: sum - done", "right: total", "right: sum")
	if out := o.run("100\n", head...); !strings.Contains(out, "đã thay bản cũ") {
		t.Errorf("the talk did not move: %s", out)
	}
}

func TestADeadlineIsOverridden(t *testing.T) {
	o := newOffice(t)
	o.env["DVCBOT_DEADLINE"] = "d1=2020-10-05T00:00:00+07:00"
	o.run("", "chat", "--as", "head:UBND xã An Long")
	plan := o.run("", "remind", "plan", "--from", "2020-09-22", "--to", "2020-10-08")
	if !strings.Contains(plan, "2020-10-01 08:00") || strings.Contains(plan, "2020-09-24") || !strings.Contains(plan, "trước thứ Hai 5/10/2020") {
		t.Errorf("planned %s", plan)
	}
	if _, err := readDeadlines("hôm nay"); err == nil {
		t.Error("a time in words was taken")
	}
}
