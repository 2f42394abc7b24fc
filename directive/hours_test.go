package directive

import (
	"testing"
	"time"
)

// TestWhenAnAnswerCanBeExpected holds Opens to a week with a holiday and a Saturday
// that is worked for it. 23/9/2020 is a Wednesday.
func TestWhenAnAnswerCanBeExpected(t *testing.T) {
	d := &Directive{Calendar: Calendar{Zone: "Asia/Ho_Chi_Minh", Holidays: []string{"2020-09-28", "2020-09-29"}, MadeUp: []string{"2020-09-26"}}}
	for _, c := range []struct{ name, now, opens string }{
		{"in the morning's hours", "2020-09-23T09:00", "2020-09-23T09:00"},
		{"the first minute", "2020-09-23T07:30", "2020-09-23T07:30"},
		{"before the office opens", "2020-09-23T06:15", "2020-09-23T07:30"},
		{"the minute before noon's rest", "2020-09-23T11:29", "2020-09-23T11:29"},
		{"the end of a span is no longer in it", "2020-09-23T11:30", "2020-09-23T13:30"},
		{"at noon", "2020-09-23T12:10", "2020-09-23T13:30"},
		{"the last minute", "2020-09-23T16:59", "2020-09-23T16:59"},
		{"the end of the day", "2020-09-23T17:00", "2020-09-24T07:30"},
		{"at night", "2020-09-23T23:59", "2020-09-24T07:30"},
		{"midnight is of the new day", "2020-09-24T00:00", "2020-09-24T07:30"},
		{"Friday evening, a Saturday that is worked", "2020-09-25T18:00", "2020-09-26T07:30"},
		{"on that Saturday", "2020-09-26T10:00", "2020-09-26T10:00"},
		{"Saturday evening, then a Sunday and two holidays", "2020-09-26T17:30", "2020-09-30T07:30"},
		{"on a holiday in office hours", "2020-09-28T09:00", "2020-09-30T07:30"},
		{"over the end of the year", "2020-12-31T17:00", "2021-01-01T07:30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := d.Opens(in(t, d, c.now))
			if want := in(t, d, c.opens); !ok || !got.Equal(want) {
				t.Errorf("%v %v, want %v", got, ok, want)
			}
		})
	}
}

func TestOfficeHoursAreTheDirectivesOwn(t *testing.T) {
	for _, c := range []struct {
		name       string
		calendar   Calendar
		now, opens string
		words      string
	}{
		{"Saturdays are worked", Calendar{WorkDays: []string{"sat"}, Hours: []string{"8:00-12:00"}}, "2020-09-23T09:00", "2020-09-26T08:00", "8:00–12:00"},
		{"asked in another zone", Calendar{Zone: "Asia/Tokyo"}, "2020-09-23T18:00", "2020-09-24T07:30", "7:30–11:30, 13:30–17:00"},
		{"a span the wrong way round is none", Calendar{Hours: []string{"17:00-8:00", "9:00-10:00"}}, "2020-09-23T06:00", "2020-09-23T09:00", "17:00–8:00, 9:00–10:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &Directive{Calendar: c.calendar}
			got, ok := d.Opens(in(t, d, c.now).UTC())
			if want := in(t, d, c.opens); !ok || !got.Equal(want) {
				t.Errorf("%v %v, want %v", got, ok, want)
			}
			if d.HoursInWords() != c.words {
				t.Errorf("hours %s", d.HoursInWords())
			}
		})
	}
	never := &Directive{Calendar: Calendar{WorkDays: []string{"none"}}}
	if at, ok := never.Opens(in(t, never, "2020-09-23T09:00")); ok {
		t.Errorf("an office that never opens opens at %v", at)
	}
}

func TestMorningsAreThoseOfWorkingDays(t *testing.T) {
	d := &Directive{Calendar: Calendar{Holidays: []string{"2020-09-28"}}}
	got := []string{}
	for _, at := range d.Mornings(in(t, d, "2020-09-24T08:00"), in(t, d, "2020-09-30T08:00")) {
		got = append(got, at.Format("2/1 15:04"))
	}
	want := []string{"24/9 08:00", "25/9 08:00", "29/9 08:00"}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%v, want %v", got, want)
	}
}

func in(t *testing.T, d *Directive, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02T15:04", s, d.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return at
}
