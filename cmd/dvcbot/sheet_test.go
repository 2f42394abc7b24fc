package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sheets = "../../roster/sheet/testdata/files/"

// ran gives what a command prints and the code it ends with.
func ran(t *testing.T, store, stdin string, args ...string) (string, int) {
	var out, errs bytes.Buffer
	env := func(name string) string { return map[string]string{"DVCBOT_STORE": store}[name] }
	code := run(t.Context(), console{strings.NewReader(stdin), &out, &errs, env}, args)
	return out.String(), code
}

func TestValuesAreCheckedOneALine(t *testing.T) {
	out, code := ran(t, "", "0912 345 678\n0912\n", "check", "--field", "phone", "-")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != exitWarnings || len(lines) != 2 {
		t.Fatal(code, out)
	}
	if want := `{"value":"0912 345 678","ok":true,"normal":"0912345678","reason":"","warnings":[],"suggestion":""}`; lines[0] != want {
		t.Errorf("%s\nshould be\n%s", lines[0], want)
	}
	if out, code := ran(t, "", "", "check", "--field", "rights", "--level", "B", "1"); code != exitWarnings || !strings.Contains(out, `"reason":"RIGHT_NOT_FOR_LEVEL"`) {
		t.Error(code, out)
	}
}

func TestAFileIsCheckedRowByRow(t *testing.T) {
	out, code := ran(t, "", "", "check", sheets+"allbad.xlsx")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var sums checkedAll
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &sums); err != nil || code != exitWarnings || sums.Rows != 3 || sums.Refused != 3 || sums.Columns["full_name"] != "B" {
		t.Error(code, sums, err)
	}
	if out, code := ran(t, "", "", "check", sheets+"appendix.xlsx"); code != exitFine || !strings.Contains(out, `"accepted":4,"refused":0`) {
		t.Error(code, out)
	}
	if out, code := ran(t, "", "", "check", sheets+"photo.jpg"); code != exitFaults || !strings.HasPrefix(out, `{"error":{"code":"picture","message":"Đây là hình chụp`) {
		t.Error(code, out)
	}
	out, code = ran(t, "", "Nguyễn Văn An; PCT; 280000456; 0912345678; x\n", "check", "--paste", "--unit", "xã An Bình", "-")
	if want := `{"sheet":"","row":1,"unit":"UBND xã An Bình","level":"C","entry":{"full_name":"Nguyễn Văn An","national_id":"280000456","phone":"0912345678","position":"Phó Chủ tịch","rights":["feedback"]},"cells":[],"ok":true}`; code != exitFine || !strings.HasPrefix(out, want) {
		t.Errorf("%d %s\nshould be\n%s", code, out, want)
	}
}

func TestAListGoesInOutAndBackUnchanged(t *testing.T) {
	dir := t.TempDir()
	store := "sqlite:" + filepath.Join(dir, "a.db")
	if out, code := ran(t, store, "", "roster", "import", sheets+"appendix.xlsx"); code != exitWarnings || !strings.Contains(out, "Có 4 chỗ khác") {
		t.Fatal(code, out)
	}
	if out, code := ran(t, store, "", "roster", "import", sheets+"appendix.xlsx", "--yes"); code != exitFine || !strings.Contains(out, "Đã ghi 4 chỗ khác") {
		t.Fatal(code, out)
	}
	for _, format := range []string{"xlsx", "docx", "csv"} {
		file := filepath.Join(dir, "a."+format)
		if out, code := ran(t, store, "", "roster", "export", "--format", format, "-o", file); code != exitFine {
			t.Fatal(code, out)
		}
		if out, code := ran(t, store, "", "roster", "verify", file); code != exitFine || !strings.Contains(out, "4 người") {
			t.Error(format, code, out)
		}
		if out, code := ran(t, store, "", "roster", "import", file); code != exitFine || !strings.Contains(out, "Không có chỗ nào khác") {
			t.Error(format, code, out)
		}
	}
	moveOn(t, store, dir)
}

// moveOn changes one phone through a file, and holds the older export to be older.
func moveOn(t *testing.T, store, dir string) {
	file := filepath.Join(dir, "a.csv")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.Replace(raw, []byte("0912345678"), []byte("0912345999"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	want := "UBND xã An Bình · Nguyễn Văn An · Số điện thoại di động: 0912 345 678 → 0912 345 999"
	if out, code := ran(t, store, "", "roster", "import", "--yes", file); code != exitFine || !strings.Contains(out, want) {
		t.Fatal(code, out)
	}
	if out, code := ran(t, store, "", "roster", "verify", filepath.Join(dir, "a.xlsx")); code != exitWarnings || !strings.Contains(out, "tệp xuất từ phiên bản 1, nay là phiên bản 2") {
		t.Error(code, out)
	}
	if out, code := ran(t, store, "", "roster", "export", "--format", "json", "--unit", "xã An Bình"); code != exitFine || !strings.Contains(out, "0912345999") {
		t.Error(code, out)
	}
}

func TestAFormToFillInNeedsNoStore(t *testing.T) {
	out, code := ran(t, "", "", "roster", "template", "--format", "csv")
	if code != exitFine || !strings.Contains(out, "C. CẤP XÃ") {
		t.Error(code, out)
	}
}
