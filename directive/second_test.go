package directive

import (
	"os"
	"testing"
	"time"
)

func second(t *testing.T) *Directive {
	t.Helper()
	raw, err := os.ReadFile("testdata/second.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, all := ReadIn(raw, os.DirFS("testdata"))
	for _, f := range all {
		if f.Level != Accepted {
			t.Errorf("%s %v", f.Level, f)
		}
	}
	if d == nil {
		t.Fatal("the second directive cannot be read")
	}
	return d
}

// TestEndsAreWorkedOut holds every sort of deadline to its days.
func TestEndsAreWorkedOut(t *testing.T) {
	d := second(t)
	for id, want := range map[string][]string{
		"quy":   {"2026-01 17:00 23/3/2026 chậm nhất 17:00 thứ Hai 23/3/2026", "2026-04 00:00 1/7/2026 chậm nhất hết thứ Ba 30/6/2026", "2026-10 17:00 25/12/2026 chậm nhất 17:00 thứ Sáu 25/12/2026"},
		"ds":    {"- 17:00 27/2/2026 chậm nhất 17:00 thứ Sáu 27/2/2026"},
		"thang": {"2026-09 00:00 5/10/2026 trước thứ Hai 5/10/2026", "2026-10 00:00 5/11/2026 trước thứ Năm 5/11/2026"},
		"tuan":  {"2026-W40 00:00 3/10/2026 chậm nhất hết thứ Sáu 2/10/2026", "2026-W41 00:00 10/10/2026 chậm nhất hết thứ Sáu 9/10/2026"},
		"bonam": {"- 12:00 21/3/2026 chậm nhất 12:00 thứ Bảy 21/3/2026"},
		"nop":   {"- 00:00 11/5/2026 trước thứ Hai 11/5/2026"},
		"doi":   {},
	} {
		dl, _ := d.Deadline(id)
		got := d.of(dl)
		if len(got) != len(want) {
			t.Errorf("%s has %d ends, want %d", id, len(got), len(want))
			continue
		}
		for i, o := range got {
			if line := o.Period + " " + o.End.Truncate(time.Minute).Format("15:04 2/1/2006") + " " + o.Words(); line != want[i] {
				t.Errorf("%s: %s, want %s", id, line, want[i])
			}
		}
	}
}

func TestPeriodsAreNamed(t *testing.T) {
	for each, c := range map[string][2]string{"month": {"2026-02", "tháng 2/2026"}, "quarter": {"2026-10", "quý IV/2026"}, "half": {"2026-07", "6 tháng cuối năm 2026"},
		"year": {"2026-01", "năm 2026"}, "week": {"2026-W53", "tuần 53/2026"}} {
		o := Occurrence{Deadline: Deadline{Every: &Recurrence{Each: each}}, Period: c[0], End: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
		if got := o.PeriodWords(); got != c[1] {
			t.Errorf("%s: %s", each, got)
		}
	}
}

// TestDaysAreTrueWhenTheyAreSaid follows one deadline by the clock.
func TestDaysAreTrueWhenTheyAreSaid(t *testing.T) {
	d := embeddedDirective(t)
	o, _ := d.Next(d.Deadlines[0], time.Date(2020, 9, 23, 9, 0, 0, 0, d.Zone()))
	for now, want := range map[string]string{"2020-09-23": "Còn 4 ngày", "2020-09-25": "Còn 2 ngày, hôm nay là ngày làm việc cuối",
		"2020-09-26": "Còn 1 ngày, chậm nhất hết ngày mai, Chủ nhật 27/9/2020", "2020-09-27": "Hạn hết hôm nay", "2020-09-28": "Đã quá hạn từ 0 giờ hôm nay",
		"2020-09-29": "Đã quá hạn 1 ngày", "2020-11-01": "Đã hết hạn từ 28/9/2020"} {
		at, err := time.ParseInLocation(time.DateOnly, now, d.Zone())
		if err != nil || o.Days(at.Add(9*time.Hour)) != want {
			t.Errorf("%s: %s, want %s (%v)", now, o.Days(at.Add(9*time.Hour)), want, err)
		}
	}
}

func TestARecurringDeadlineIsPlanned(t *testing.T) {
	d := second(t)
	at := func(m time.Month, day int) time.Time { return time.Date(2026, m, day, 0, 0, 0, 0, d.Zone()) }
	party := Party{Of: "form:m01", Deadline: "quy", Period: "2026-04", Person: "p", Unit: "bac", State: NotStarted}
	plan := Plan(d, []Party{party}, at(6, 1), at(7, 10))
	if len(plan) != 2 || plan[0].At.Format("2/1 15:04") != "28/6 09:30" || !plan[1].Last {
		t.Fatalf("planned %+v", plan)
	}
	if want := "Báo cáo quý II/2026. Còn 2 ngày. Trạm Bắc chưa báo cáo quý II/2026. Hạn: chậm nhất hết thứ Ba 30/6/2026. Hỏi: Lê Văn Thử, 095.000.00.01."; plan[0].Text != want {
		t.Errorf("says %s", plan[0].Text)
	}
	party.Silenced = true
	if plan := Plan(d, []Party{party}, at(6, 1), at(7, 10)); len(plan) != 1 || !plan[0].Last {
		t.Errorf("silenced: %+v", plan)
	}
	other := Party{Of: "form:m01", Deadline: "quy", Period: "2026-04", Person: "p", Unit: "nam", State: Half, Missing: "chưa nộp"}
	party.Silenced = false
	if plan := Plan(d, []Party{party, other}, at(6, 1), at(6, 30)); len(plan) != 1 || len(plan[0].Parts) != 2 {
		t.Errorf("two units of one person are not one message: %+v", plan)
	}
}
