package reminders

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// shelf is a store in memory: who there is, what they handed in, what was posted.
type shelf struct {
	people  []people.Person
	rosters map[roster.Key]roster.Roster
	posted  map[string]chat.Outbound
}

func (s *shelf) People(context.Context) ([]people.Person, error) { return s.people, nil }
func (s *shelf) Roster(_ context.Context, k roster.Key) (roster.Roster, error) {
	r := s.rosters[k]
	r.Key = k
	return r, nil
}
func (s *shelf) Ticket(context.Context, string) (people.Ticket, error) { return people.Ticket{}, nil }
func (s *shelf) Tickets(context.Context) ([]people.Ticket, error)      { return nil, nil }
func (s *shelf) Post(_ context.Context, all []chat.Outbound) (fresh int, err error) {
	for _, o := range all {
		if _, twice := s.posted[o.ID]; !twice {
			s.posted[o.ID] = o
			fresh++
		}
	}
	return fresh, nil
}
func (s *shelf) Posted(_ context.Context, ids []string) (map[string]bool, error) {
	sent := map[string]bool{}
	for _, id := range ids {
		_, sent[id] = s.posted[id]
	}
	return sent, nil
}

// office949 is the embedded directive with a head who has finished, one half done, one
// silent, an office person, and somebody in the middle of the registration.
func office949(t *testing.T) (*Clock, *shelf, *directive.Directive, *time.Time) {
	t.Helper()
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	head := func(id, unit string) people.Person {
		return people.Person{ID: id, Version: 1, Addresses: []chat.Address{{Channel: "web", Room: id, User: id}}, Grants: []people.Grant{{Role: people.Head, Directive: "949", Unit: unit}}}
	}
	s := &shelf{rosters: map[roster.Key]roster.Roster{}, posted: map[string]chat.Outbound{}}
	s.people = []people.Person{head("a", "an-binh"), head("b", "an-linh"), head("c", "an-long"),
		{ID: "o", Version: 1, Addresses: []chat.Address{{Channel: "web", Room: "o", User: "o"}}, Grants: []people.Grant{{Role: people.Office, Directive: "949"}}}}
	s.people[1].Progress = map[string]people.Progress{"949/reg": {Step: "reg.step3"}}
	s.rosters[roster.Key{Directive: "949", Form: "pl2", Unit: "an-binh", Period: "-"}] = roster.Roster{State: roster.Submitted, Rows: []roster.Row{{ID: "1"}}}
	s.rosters[roster.Key{Directive: "949", Form: "pl2", Unit: "an-linh", Period: "-"}] = roster.Roster{State: roster.Draft, Rows: []roster.Row{{ID: "2"}}}
	now := time.Date(2020, 9, 22, 9, 0, 0, 0, d.Zone())
	c := New(Options{Store: s, Directives: func() []*directive.Directive { return []*directive.Directive{d} }, Now: func() time.Time { return now },
		Render: func(_ *directive.Directive, due directive.Due, _ bool) chat.Outbound {
			return chat.Outbound{ID: due.ID(), Lane: chat.Notice, Body: chat.Body{{Text: chat.Text{{Text: due.Text}}}}}
		}})
	return c, s, d, &now
}

func TestThePlanIsACarefulOfficers(t *testing.T) {
	c, _, d, now := office949(t)
	plan, err := c.Plan(t.Context(), d, *now, now.AddDate(0, 0, 9))
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, due := range plan {
		got = append(got, due.At.Format("2/1 15:04 ")+due.Person)
	}
	if want := "24/9 08:00 b,24/9 08:00 c,24/9 08:00 o,25/9 08:00 b,25/9 08:00 c,25/9 08:00 o,26/9 08:00 b,26/9 08:00 c,26/9 08:00 o,27/9 08:00 b,27/9 08:00 c,27/9 08:00 o,28/9 08:00 b,28/9 08:00 c,28/9 08:00 o"; strings.Join(got, ",") != want {
		t.Errorf("planned %v", got)
	}
	for _, want := range []string{"Còn 3 ngày.", "UBND xã An Linh còn thiếu", "đang đăng ký dở: Bước 3", "trước thứ Hai 28/9/2020", "091.777.50.51"} {
		if text := plan[0].Text; strings.Count(text, want) != 1 {
			t.Errorf("%q is not once in %s", want, text)
		}
	}
	if text := plan[2].Text; !strings.Contains(text, "UBND thị trấn Phước Vĩnh") || strings.Contains(text, "An Bình") {
		t.Errorf("the office hears %s", text)
	}
}

func TestWhoHasSilencedHearsTheLastOnly(t *testing.T) {
	c, s, d, now := office949(t)
	s.people[2].Silenced = []string{"949/d1"}
	plan, err := c.Plan(t.Context(), d, *now, now.AddDate(0, 0, 9))
	if err != nil {
		t.Fatal(err)
	}
	for _, due := range plan {
		if due.Person == "c" && due.At.Day() != 27 {
			t.Errorf("reminded on %v", due.At)
		}
	}
}

func TestAfterAStopTheNewestMissedGoesOut(t *testing.T) {
	c, s, d, now := office949(t)
	*now = time.Date(2020, 9, 26, 7, 0, 0, 0, d.Zone())
	for range 2 {
		if _, err := c.Post(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.posted) != 3 {
		t.Fatalf("posted %d", len(s.posted))
	}
	for id, o := range s.posted {
		if !strings.Contains(id, "2020-09-25") || !strings.Contains(o.ID, id) {
			t.Errorf("posted %s", id)
		}
	}
	*now = time.Date(2020, 10, 2, 7, 0, 0, 0, d.Zone())
	if n, err := c.Post(t.Context()); n != 0 || err != nil {
		t.Errorf("%d went out four days late: %v", n, err)
	}
}

func TestANoticeIsWrittenWhenItLeaves(t *testing.T) {
	c, s, d, now := office949(t)
	*now = time.Date(2020, 9, 25, 8, 0, 0, 0, d.Zone())
	if _, err := c.Post(t.Context()); err != nil {
		t.Fatal(err)
	}
	notice := s.posted["949/2020-09-25T0800/c"]
	out, still, err := c.Write(t.Context(), notice, now.Add(24*time.Hour))
	if err != nil || !still || !strings.Contains(out.Body[0].Text.String(), "Còn 1 ngày, chậm nhất hết ngày mai") {
		t.Errorf("a day later it says %v %v %v", out.Body, still, err)
	}
	s.rosters[roster.Key{Directive: "949", Form: "pl2", Unit: "an-long", Period: "-"}] = roster.Roster{State: roster.Nil}
	if _, still, err = c.Write(t.Context(), notice, now.Add(time.Hour)); still || err != nil {
		t.Errorf("who has finished is still reminded: %v", err)
	}
}

func TestWhoBeganAfterAMilestoneIsLeftAlone(t *testing.T) {
	c, s, d, now := office949(t)
	*now = time.Date(2020, 9, 24, 12, 0, 0, 0, d.Zone())
	s.people[2].Grants[0].Since = now.Add(-time.Hour)
	if _, err := c.Post(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.posted["949/2020-09-24T0800/c"]; ok {
		t.Error("a head invited at eleven was reminded of eight o'clock")
	}
}
