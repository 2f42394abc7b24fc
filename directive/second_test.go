package directive

import (
	"os"
	"testing"
	"time"
)

func TestARecurringDeadlineIsPlanned(t *testing.T) {
	raw, err := os.ReadFile("testdata/second.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Load(raw)
	if err != nil {
		t.Fatal(err)
	}
	at := func(m time.Month, day int) time.Time { return time.Date(2026, m, day, 0, 0, 0, 0, d.Zone()) }
	ends := []string{}
	for _, o := range d.Occurrences(at(1, 1), at(12, 31)) {
		ends = append(ends, o.Period+" "+Date(o.LastDay()))
	}
	want := []string{"2026-01 25/3/2026", "2026-04 30/6/2026", "2026-10 25/12/2026"}
	if len(ends) != 3 || ends[0] != want[0] || ends[1] != want[1] || ends[2] != want[2] {
		t.Errorf("%v, want %v", ends, want)
	}
	party := Party{Of: "form:m01", Deadline: "quy", Period: "2026-04", Person: "p", Unit: "bac", State: NotStarted}
	plan := Plan(d, []Party{party}, at(6, 1), at(7, 10))
	if len(plan) != 2 || plan[0].At.Format("2/1 15:04") != "28/6 09:30" || !plan[1].Last {
		t.Errorf("planned %+v", plan)
	}
	party.Silenced = true
	if plan := Plan(d, []Party{party}, at(6, 1), at(7, 10)); len(plan) != 1 || !plan[0].Last {
		t.Errorf("silenced: %+v", plan)
	}
}
