package people

import (
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

func embedded(t *testing.T) *directive.Directive {
	t.Helper()
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhoIsAskedHowItEnded(t *testing.T) {
	d := embedded(t)
	noon := time.Date(2020, 9, 22, 12, 0, 0, 0, d.Zone())
	for _, c := range []struct {
		name     string
		progress map[string]Progress
		silenced []string
		asked    []string
	}{
		{"after the last step", map[string]Progress{"949/reg": {Step: "reg.step5", At: noon}}, nil, []string{"949/followup/reg/p 25/9 08:00 Anh/chị đã đăng ký xong chưa?"}},
		{"two procedures", map[string]Progress{"949/reg": {Step: "reg.step5", At: noon}, "949/login": {Step: "login.step3", At: noon.AddDate(0, 0, 1)}}, nil,
			[]string{"949/followup/reg/p 25/9 08:00 Anh/chị đã đăng ký xong chưa?", "949/followup/login/p 26/9 08:00 Anh/chị đã đăng nhập được chưa?"}},
		{"half way", map[string]Progress{"949/reg": {Step: "reg.step4", At: noon}}, nil, nil},
		{"done", map[string]Progress{"949/reg": {Step: "reg.step5", Outcome: "done", At: noon}}, nil, nil},
		{"said not yet", map[string]Progress{"949/reg": {Step: "reg.step5", Outcome: "not_yet", At: noon}}, nil, nil},
		{"silenced", map[string]Progress{"949/reg": {Step: "reg.step5", At: noon}}, []string{"949/followup"}, nil},
		{"another directive's", map[string]Progress{"950/reg": {Step: "reg.step5", At: noon}}, nil, nil},
		{"the directive is closed by then", map[string]Progress{"949/reg": {Step: "reg.step5", At: noon.AddDate(0, 2, 0)}}, nil, nil},
		{"nothing begun", nil, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := []string{}
			for _, due := range FollowUps(d, Person{ID: "p", Progress: c.progress, Silenced: c.silenced}, noon, noon.AddDate(1, 0, 0)) {
				got = append(got, due.ID()+due.At.Format(" 2/1 15:04 ")+due.Text)
			}
			same(t, got, c.asked)
		})
	}
}

func TestOnlyWhatIsDueInTheSpanIsAsked(t *testing.T) {
	d := embedded(t)
	due := time.Date(2020, 9, 25, 8, 0, 0, 0, d.Zone())
	p := Person{ID: "p", Progress: map[string]Progress{"949/reg": {Step: "reg.step5", At: due.AddDate(0, 0, -3)}}}
	for _, c := range []struct {
		from, to time.Time
		n        int
	}{{due, due.Add(1), 1}, {due.Add(1), due.AddDate(0, 0, 9), 0}, {due.AddDate(0, 0, -9), due, 0}} {
		if got := FollowUps(d, p, c.from, c.to); len(got) != c.n {
			t.Errorf("%v to %v: %d, want %d", c.from, c.to, len(got), c.n)
		}
	}
}

func TestTheMorningSummaryIsOnceAWorkingDay(t *testing.T) {
	d := embedded(t)
	asked := time.Date(2020, 9, 24, 9, 0, 0, 0, d.Zone()) // Thursday
	tickets := []Ticket{Ticket{ID: "a", Directive: "949"}.Ask("một", asked), Ticket{ID: "b", Directive: "949"}.Ask("hai", asked.AddDate(0, 0, 3)),
		Ticket{ID: "c", Directive: "949"}.Ask("ba", asked).Answer("o", "xong", asked), Ticket{ID: "d", Directive: "950"}.Ask("bốn", asked)}
	officer := Person{ID: "o", Grants: []Grant{{Role: Support, Directive: "949"}}}
	got := []string{}
	for _, due := range Summaries(d, officer, tickets, asked.AddDate(0, 0, -2), asked.AddDate(0, 0, 5)) {
		got = append(got, due.ID()+" "+due.Text)
	}
	same(t, got, []string{"949/summary/2020-09-25/o Có 1 câu hỏi đang chờ trả lời; câu lâu nhất đã chờ 23 giờ.",
		"949/summary/2020-09-28/o Có 2 câu hỏi đang chờ trả lời; câu lâu nhất đã chờ 3 ngày.", "949/summary/2020-09-29/o Có 2 câu hỏi đang chờ trả lời; câu lâu nhất đã chờ 4 ngày."})
	if got := Summaries(d, Person{ID: "s", Grants: []Grant{{Role: Staff, Directive: "949"}}}, tickets, asked, asked.AddDate(0, 0, 5)); len(got) != 0 {
		t.Errorf("told to somebody who may not answer: %v", got)
	}
	if got := Summaries(d, officer, tickets[2:], asked, asked.AddDate(0, 0, 5)); len(got) != 0 {
		t.Errorf("told without an open question: %v", got)
	}
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

func TestATicketKnowsWhoSpokeLast(t *testing.T) {
	at := time.Date(2020, 9, 24, 9, 0, 0, 0, time.UTC)
	asked := Ticket{ID: "a", Directive: "949", By: "p"}.Ask("một", at)
	answered := asked.Answer("o", "xong", at)
	if asked.State != TicketOpen || answered.State != TicketAnswered || len(asked.Said) != 1 || answered.Answered().Text != "xong" || answered.Question().Text != "một" {
		t.Errorf("%+v %+v", asked, answered)
	}
	kind, id, n, ok := OfNotice(answered.NoticeID("answered", "o"))
	if kind != "answered" || id != "a" || n != 2 || !ok {
		t.Errorf("%s %s %d %v", kind, id, n, ok)
	}
	for _, other := range []string{"949/d1/t3/-/p/-", "949/summary/2020-09-25/o", "949/ticket/a.x/p", "cause/0", ""} {
		if _, _, _, ok := OfNotice(other); ok {
			t.Errorf("%q is taken for a ticket's", other)
		}
	}
	if TicketID("x") == TicketID("y") || len(TicketID("x")) != 13 {
		t.Errorf("ids %s %s", TicketID("x"), TicketID("y"))
	}
	full := asked
	for range MaxSaid {
		full = full.Ask("nữa", at)
	}
	if asked.Full() || !full.Full() {
		t.Error("the limit of a ticket")
	}
}
