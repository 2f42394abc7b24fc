package reminders

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/sqlite"
)

// morning is a store with an officer, somebody who did the last step and asked
// something, and a clock that is set by hand.
type morning struct {
	t     *testing.T
	store *sqlite.Store
	clock *Clock
	now   time.Time
	d     *directive.Directive
}

var (
	officer = chat.Address{Channel: "test", Room: "1", User: "1"}
	asker   = chat.Address{Channel: "test", Room: "2", User: "2"}
)

func newMorning(t *testing.T) *morning {
	t.Helper()
	m := &morning{t: t}
	var err error
	if m.d, err = directive.Load(directive.Embedded()); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	keys, err := storage.OpenKeys(filepath.Join(folder, "keys.json"), true)
	if err != nil {
		t.Fatal(err)
	}
	if m.store, err = sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(folder, "m.db"), Keys: keys}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.store.Close(); err != nil {
			t.Error(err)
		}
	})
	m.clock = New(Options{Store: m.store, Directives: func() []*directive.Directive { return []*directive.Directive{m.d} }, Now: func() time.Time { return m.now },
		Render: func(_ *directive.Directive, due directive.Due, _ bool) chat.Outbound {
			return chat.Outbound{ID: due.ID(), Lane: chat.Notice, Body: chat.Body{{Text: chat.Words(due.Text)}}}
		}})
	m.apply(people.Set{Person: people.Person{ID: "o", Addresses: []chat.Address{officer}, Grants: []people.Grant{{Role: people.Support, Directive: "949"}}}})
	m.apply(people.Set{Person: people.Person{ID: "p", Addresses: []chat.Address{asker},
		Progress: map[string]people.Progress{"949/login": {Step: "login.step3", At: m.at(22, 15)}}}})
	m.apply(people.SetTicket{Ticket: people.Ticket{ID: "a", Directive: "949", By: "p", From: asker}.Ask("câu hỏi", m.at(24, 16))})
	return m
}

func (m *morning) at(day, hour int) time.Time {
	return time.Date(2020, 9, day, hour, 0, 0, 0, m.d.Zone())
}

func (m *morning) apply(c chat.Change) {
	m.t.Helper()
	if err := m.store.Apply(m.t.Context(), c); err != nil {
		m.t.Fatal(err)
	}
}

// posted gives the ids that a tick at now puts into the outbox, milestones left out.
func (m *morning) posted(now time.Time) string {
	m.t.Helper()
	m.now = now
	if _, err := m.clock.Post(m.t.Context()); err != nil {
		m.t.Fatal(err)
	}
	parcels, err := m.store.Claim(m.t.Context(), chat.Ask{By: "x", Now: now, Channels: []string{"test"}, Limit: 10})
	if err != nil {
		m.t.Fatal(err)
	}
	ids := []string{}
	for _, p := range parcels {
		done := []chat.Delivery{}
		for _, o := range p.Say {
			done = append(done, chat.Delivery{ID: o.ID})
			if !strings.Contains(o.ID, "/d1/") {
				ids = append(ids, o.ID)
			}
		}
		if err := m.store.Settle(m.t.Context(), p, done, true); err != nil {
			m.t.Fatal(err)
		}
	}
	return strings.Join(ids, " ")
}

// still reports whether a notice is worth sending now, and what it says.
func (m *morning) still(id string) (bool, string) {
	m.t.Helper()
	out, still, err := m.clock.Write(context.WithoutCancel(m.t.Context()), chat.Outbound{ID: id}, m.now)
	if err != nil {
		m.t.Fatal(err)
	}
	return still, out.Body.Plain()
}

func TestAMorningIsToldOnce(t *testing.T) {
	m := newMorning(t)
	for _, tick := range []struct {
		day, hour int
		want      string
	}{{25, 7, ""}, {25, 8, "949/summary/2020-09-25/o 949/followup/login/p"}, {25, 9, ""}, {26, 8, ""}, {28, 8, "949/summary/2020-09-28/o"}, {28, 23, ""}} {
		if got := m.posted(m.at(tick.day, tick.hour)); got != tick.want {
			t.Errorf("%d/9 %d giờ: %q, want %q", tick.day, tick.hour, got, tick.want)
		}
	}
}

func TestAfterAStopOnlyWhatIsStillWorthSomethingIsTold(t *testing.T) {
	if got := newMorning(t).posted(newMorning(t).at(26, 10)); got != "949/followup/login/p" {
		t.Errorf("a day late: %q", got)
	}
	if got := newMorning(t).posted(newMorning(t).at(29, 7)); got != "" {
		t.Errorf("four days late: %q", got)
	}
}

func TestANoticeIsMootWhenItsReasonIsGone(t *testing.T) {
	m := newMorning(t)
	m.now = m.at(25, 8)
	ticket, err := m.store.Ticket(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	question := ticket.NoticeID("ticket", "o")
	for _, id := range []string{"949/summary/2020-09-25/o", "949/followup/login/p", question} {
		if still, _ := m.still(id); !still {
			t.Errorf("%s is moot at once", id)
		}
	}
	if _, says := m.still("949/summary/2020-09-25/o"); !strings.Contains(says, "Có 1 câu hỏi") {
		t.Errorf("the summary says %q", says)
	}
	m.apply(people.SetTicket{Ticket: ticket.Answer("o", "xong", m.now)})
	p, err := m.store.Person(t.Context(), asker)
	if err != nil {
		t.Fatal(err)
	}
	p.Progress["949/login"] = people.Progress{Step: "login.step3", Outcome: "done", At: m.now}
	m.apply(people.Set{Person: p})
	for _, id := range []string{"949/summary/2020-09-25/o", "949/followup/login/p", question} {
		if still, _ := m.still(id); still {
			t.Errorf("%s would leave although nothing is open", id)
		}
	}
	if still, _ := m.still("949/answered/a.2/x"); !still {
		t.Error("word of an answer does not leave")
	}
}
