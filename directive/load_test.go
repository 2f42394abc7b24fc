package directive

import (
	"testing"
	"time"
)

func embeddedDirective(t *testing.T) *Directive {
	t.Helper()
	d, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheEmbeddedDirectiveIsWhole(t *testing.T) {
	d, all := ReadIn(Embedded(), embedded)
	for _, f := range all {
		if f.Level != Accepted {
			t.Errorf("%s %v", f.Level, f)
		}
	}
	if got := len(d.Topics); got != 54 {
		t.Errorf("%d topics, topics.tsv has 54", got)
	}
	communes := 0
	for _, u := range d.Units {
		if u.Kind == "commune" {
			communes++
		}
	}
	if communes != 11 {
		t.Errorf("%d communes and towns, 11 in 2020", communes)
	}
}

func TestTheDeadlineIsExclusive(t *testing.T) {
	d := embeddedDirective(t)
	o, ok := d.Next(d.Deadlines[0], time.Date(2020, 9, 23, 9, 0, 0, 0, d.Zone()))
	if !ok {
		t.Fatal("no occurrence")
	}
	if want := time.Date(2020, 9, 28, 0, 0, 0, 0, d.Zone()); !o.End.Equal(want) {
		t.Errorf("ends %v, want %v", o.End, want)
	}
	if got := Date(o.LastWorkingDay()); got != "25/9/2020" {
		t.Errorf("last working day %s", got)
	}
	for date, left := range map[int]int{23: 4, 25: 2, 26: 1, 27: 0, 28: -1} {
		if got := o.Left(time.Date(2020, 9, date, 23, 59, 0, 0, d.Zone())); got != left {
			t.Errorf("%d/9: %d left, want %d", date, got, left)
		}
	}
}

func TestUnitsAreFoundInAnySpelling(t *testing.T) {
	d := embeddedDirective(t)
	for words, want := range map[string]string{"UBND xã An Bình": "an-binh", "xa an binh": "an-binh", "Phước Hoà": "phuoc-hoa",
		"tt phuoc vinh": "phuoc-vinh", "phòng nội vụ": "noi-vu", "BPMC": "mot-cua"} {
		got := d.FindUnits(words)
		if len(got) != 1 || got[0].ID != want {
			t.Errorf("%q: %v", words, got)
		}
	}
	if got := d.FindUnits("An"); len(got) < 4 {
		t.Errorf("An is ambiguous, got %v", got)
	}
}

func TestTheListIsReadAsPrinted(t *testing.T) {
	d := embeddedDirective(t)
	for _, c := range []struct {
		kind, post string
		tasks      []string
		want       string
	}{
		{"district", "Phó Chủ tịch UBND huyện", nil, Obliged},
		{"district", "Chủ tịch UBND huyện", nil, Encouraged},
		{"commune", "Chủ tịch UBND xã", nil, Obliged},
		{"office", "phó trưởng phòng", nil, Obliged},
		{"office", "Chuyên viên", nil, Encouraged},
		{"office", "Chuyên viên", []string{"Phụ trách bộ phận một cửa"}, Obliged},
	} {
		r, ok := d.Judge(Case{Kind: c.kind, Post: c.post, Tasks: c.tasks})
		if !ok || r.Duty != c.want {
			t.Errorf("%s %s: %q", c.kind, c.post, r.Duty)
		}
	}
	if got := d.Meanings("ct"); len(got) != 2 {
		t.Errorf("CT means %v", got)
	}
}

func TestAFaultStopsTheLoad(t *testing.T) {
	for name, raw := range map[string]string{
		"unknown key": "format: 1\nnonsense: 1\n", "no number": "format: 1\nid: x\n", "twice": "format: 1\n---\nformat: 1\n", "empty": ""} {
		if _, err := Load([]byte(raw)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("format: 1\nid: x\nforms:\n- id: a\n  columns:\n  - {id: b, kind: name}\n"))
	f.Add([]byte("format: 1\ndeadlines:\n- {id: d, before: 2020-09-28}\n"))
	f.Fuzz(func(_ *testing.T, raw []byte) { _, _ = Load(raw) })
}
