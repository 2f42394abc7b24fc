package sheet

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/xuri/excelize/v2"
)

// long makes a workbook of n people in the layout of the form.
func long(t testing.TB, n int) []byte {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	line := func(i int, cells ...any) {
		if err := w.SetRow(fmt.Sprintf("A%d", i), cells); err != nil {
			t.Fatal(err)
		}
	}
	line(1, "STT", "Họ và tên", "Chức vụ", "Đơn vị", "Số CMND", "Số ĐTDD", "CSDL quốc gia về TTHC", "Phản ánh, kiến nghị")
	for i := range n {
		line(i+2, i+1, "Nguyễn Văn An", "PCT", "UBND xã An Bình", fmt.Sprintf("28%07d", i), fmt.Sprintf("091%07d", i), "", "x")
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// BenchmarkFiveThousandRows is held under two seconds and 200 MB by hand: go test
// -bench . ./roster/sheet. heap-MB is what lives at the end, B/op all that was ever made.
func BenchmarkFiveThousandRows(b *testing.B) {
	raw, o := long(b, 5000), options(b)
	b.ReportAllocs()
	for b.Loop() {
		tables, err := Open(context.Background(), "a.xlsx", raw)
		if err != nil {
			b.Fatal(err)
		}
		r, err := Read(context.Background(), tables, o)
		if err != nil || len(r.People) != 5000 {
			b.Fatal(len(r.People), err)
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/(1<<20), "heap-MB")
}

// TestTooManyRowsAreRefused holds both ends of the limit.
func TestTooManyRowsAreRefused(t *testing.T) {
	if _, err := Open(context.Background(), "a.xlsx", long(t, MaxRows)); told(t, err) != "refused: too_many_rows\n" {
		t.Error(err)
	}
	if _, err := Open(context.Background(), "a.xlsx", make([]byte, MaxBytes+1)); told(t, err) != "refused: too_large\n" {
		t.Error(err)
	}
}
