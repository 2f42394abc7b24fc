package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// opened is the house of an office, with what it logs.
func (o office) opened() (*house, *bytes.Buffer) {
	o.t.Helper()
	var said bytes.Buffer
	h, err := openHouse(o.t.Context(), console{strings.NewReader(""), &said, &said, func(k string) string { return o.env[k] }}, false, "")
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(func() { _ = h.store.Close() })
	return h, &said
}

func TestTheNightlySweep(t *testing.T) { sweepsByNight(t, newOffice(t)) }

func TestTheNightlySweepOnMongoDB(t *testing.T) { sweepsByNight(t, newMongoOffice(t)) }

// sweepsByNight: after the days, at night, once, by one replica; what is erased is told
// before, and how many there were is told after.
func sweepsByNight(t *testing.T, o office) {
	o.env["DVCBOT_RETENTION_DAYS"] = "40"
	if out := o.run(threePeople, "chat", "--as", "head:UBND xã An Bình"); !strings.Contains(out, "Lưu 40 ngày sau khi báo cáo") {
		t.Errorf("the notice: %s", out)
	}
	if code, said := o.code("", "erase", "--due"); code != exitWarnings || !strings.Contains(said, "Không thấy gì") {
		t.Errorf("nothing is due: %d %s", code, said)
	}
	h, log := o.opened()
	h.speaker = "one"
	noon := time.Now().In(h.all()[0].Zone())
	night := func(days, hour int) time.Time {
		return time.Date(noon.Year(), noon.Month(), noon.Day()+days, hour, 0, 0, 0, noon.Location())
	}
	sweep := func(h *house, at time.Time, rows int) {
		t.Helper()
		if err := h.sweepNight(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		if left := rowsOf(t, o.run("", "roster", "export", "-o", "-")); len(left) != rows {
			t.Fatalf("%d rows at %s", len(left), at)
		}
	}
	sweep(h, night(39, 3), 3)
	sweep(h, night(42, 1), 3) // not yet night
	if f := retentionAt(t.Context(), h, night(46, 1)); !f.Warn || !strings.Contains(f.Say, "3 dòng") {
		t.Errorf("doctor: %+v", f)
	}
	found, err := h.erasableOver(t.Context(), night(42, 3))
	if err != nil || len(found) != 2 || !strings.Contains(found[0].say, "3 dòng trong danh sách của UBND xã An Bình") {
		t.Errorf("told before: %+v %v", found, err)
	}
	other, _ := o.opened()
	other.speaker = "two"
	if _, err := other.store.Hold(t.Context(), sweepLease, "two", night(42, 3), sweepTime); err != nil {
		t.Fatal(err)
	}
	sweep(h, night(42, 3), 3) // the other one is at it, and dies
	sweep(h, night(42, 4), 0)
	if said := log.String(); !strings.Contains(said, "rows=3") || strings.Contains(said, "0950") {
		t.Errorf("logged: %s", said)
	}
	log.Reset()
	sweep(h, night(42, 5), 0)
	sweep(other, night(42, 6), 0)
	if log.Len() > 0 {
		t.Errorf("a second time: %s", log)
	}
	all, err := h.store.Rosters(t.Context(), "949")
	if err != nil || len(all) != 1 || all[0].Count() != 3 {
		t.Errorf("the count: %+v %v", all, err)
	}
	if f := retentionAt(t.Context(), h, night(42, 7)); f.Warn || !strings.Contains(f.Say, "chưa có gì hết hạn") {
		t.Errorf("doctor: %+v", f)
	}
}

func TestTheDaysOfKeepingAreChecked(t *testing.T) {
	for value, code := range map[string]int{"0": exitSettings, "-1": exitSettings, "x": exitSettings, "3651": exitSettings, "1": exitFine, "3650": exitFine} {
		o := newOffice(t)
		o.env["DVCBOT_RETENTION_DAYS"] = value
		if got, said := o.code("", "people"); got != code || code == exitSettings && !strings.Contains(said, "DVCBOT_RETENTION_DAYS") {
			t.Errorf("%s: %d %s", value, got, said)
		}
	}
}

// TestAnotherTermIsAskedAnew: who agreed to another number of days reads the notice again.
func TestAnotherTermIsAskedAnew(t *testing.T) {
	o := newOffice(t)
	asks := func(days string) bool {
		o.env["DVCBOT_RETENTION_DAYS"] = days
		out := o.run("Danh sách của đơn vị\nThêm người\nĐồng ý, tiếp tục\nHủy\n", "chat", "--as", "head:UBND xã An Bình")
		return strings.Contains(out, "Lưu "+days+" ngày")
	}
	for _, one := range []struct {
		days string
		asks bool
	}{{"90", true}, {"90", false}, {"365", true}} {
		if asks(one.days) != one.asks {
			t.Errorf("%s days: asked is not %v", one.days, one.asks)
		}
	}
}
