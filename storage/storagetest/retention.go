package storagetest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

const day = 24 * time.Hour

// reported is when the report of results is sent, after the deadline of 28/9/2020.
var reported = now.Add(10 * day)

// retention is what is kept for 90 days, seen at a moment, with a deadline at the end of
// 27/9/2020.
func retention(at time.Time) storage.Retention {
	d := &directive.Directive{ID: annex.Directive, Forms: []directive.Form{{ID: annex.Form, Consent: &directive.Consent{}}},
		Deadlines: []directive.Deadline{{ID: "d", Of: []string{"form:" + annex.Form}, Before: "2020-09-28"}}}
	return storage.Retention{Days: 90, Directives: []*directive.Directive{d}, Now: at}
}

func over(t *testing.T, s Store, at time.Time) storage.Over {
	t.Helper()
	o, err := retention(at).Over(t.Context(), s)
	must(t, err)
	return o
}

// expires erases what is over at a moment.
func expires(at time.Time) func(context.Context, Store) error {
	return func(ctx context.Context, s Store) error {
		r := retention(at)
		o, err := r.Over(ctx, s)
		if err != nil {
			return err
		}
		return r.Erase(ctx, s, o)
	}
}

// begun plants what is still being worked on: a draft, a request, a question.
func begun(t *testing.T, s Store) {
	kept(t, s)
	p, err := s.Person(t.Context(), who(1))
	must(t, err)
	draft := roster.Mending{ID: "d", Key: annex, By: p.ID, At: now, Rows: []roster.DraftRow{{Cells: map[string]string{"full_name": canary}}}}
	ended := people.Request{ID: "r", Directive: annex.Directive, By: p.ID, Right: people.View, Made: now}.End(people.RequestDone, now)
	open := people.Request{ID: "o", Directive: annex.Directive, By: p.ID, Right: people.Removal, Made: now, State: people.RequestOpen}
	must(t, s.Apply(t.Context(), roster.SetMending{Mending: draft}, people.SetRequest{Request: ended}, people.SetRequest{Request: open}))
	must(t, s.Commit(t.Context(), chat.Turn{Of: who(2), Cause: "gap", Outcome: chat.Outcome{
		Changes: []chat.Change{people.AddGap{Gap: people.NewGap("gap", annex.Directive, canary, now)}}}}))
}

func sendsReport(t *testing.T, s Store) {
	must(t, s.Apply(t.Context(), people.SetSent{Sent: people.Sent{ID: "s", Directive: annex.Directive, At: reported}}))
}

func reportedOn(t *testing.T, s Store) { begun(t, s); sendsReport(t, s) }

// everything is what tell tells, with what is being worked on.
func everything(t *testing.T, s Store) string {
	t.Helper()
	drafts, err := storage.List[roster.Mending](t.Context(), s, "drafts/")
	must(t, err)
	gaps, err := s.Gaps(t.Context())
	must(t, err)
	raw, err := json.Marshal([]any{drafts, gaps})
	must(t, err)
	return string(raw) + tell(t, s)
}

// goneButCounted: no word is left of what is over, and how many there were still is.
func goneButCounted(t *testing.T, s Store, _ post) {
	t.Helper()
	if told := everything(t, s); strings.Contains(told, "0950000777") {
		t.Errorf("still told: %s", told)
	}
	r, err := s.Roster(t.Context(), annex)
	if err != nil || len(r.Every()) != 0 || r.Count() != 2 || r.State != roster.Draft {
		t.Errorf("the roster counts %d, holds %d: %v", r.Count(), len(r.Every()), err)
	}
	entries, err := s.History(t.Context(), annex, time.Time{})
	if err != nil || len(entries) != 4 || entries[3].Op != roster.Expire || len(entries[0].Fields) != 2 {
		t.Errorf("the history: %+v %v", entries, err)
	}
	requests, err := s.Requests(t.Context())
	if err != nil || len(requests) != 1 || requests[0].ID != "o" {
		t.Errorf("the open request: %+v %v", requests, err)
	}
	if head, err := s.Person(t.Context(), who(2)); err != nil || !head.Has(people.Head, annex.Directive, annex.Unit) {
		t.Errorf("a role: %+v %v", head, err)
	}
}

// expired: rows go so many days after the report that holds them, whoever sweeps and
// however often; one that was changed since waits for its own time.
func expired(t *testing.T, open Open) {
	s, at := open(t), reported.Add(90*day)
	reportedOn(t, s)
	if o := over(t, s, at.Add(-time.Second)); len(o.Rows) != 0 {
		t.Errorf("before its time: %+v", o.Rows)
	}
	if o := over(t, s, at); o.Counts() != (storage.Counts{Rows: 2, Talks: 1, Drafts: 1, Asked: 6}) {
		t.Errorf("over are %+v", o.Counts())
	}
	must(t, expires(at)(t.Context(), open(t)))
	goneButCounted(t, s, nil)
	before, err := s.Roster(t.Context(), annex)
	must(t, err)
	must(t, expires(at)(t.Context(), s))
	if o := over(t, s, at); !o.None() {
		t.Errorf("over a second time: %+v", o)
	}
	late := add("late", before.Version, map[string]string{"phone": "0950000123"})
	late.At = reported.Add(40 * day)
	must(t, s.Apply(t.Context(), late))
	if o := over(t, s, at); len(o.Rows) != 0 {
		t.Errorf("a row that no report holds: %+v", o.Rows)
	}
	if o := over(t, s, late.At.Add(90*day)); len(o.Rows) != 1 || o.Rows[0].Rows[0] != roster.RowID("late", 0) {
		t.Errorf("its own time: %+v", o.Rows)
	}
}

// unreported: where no report was sent, the days begin when the directive is closed.
func unreported(t *testing.T, open Open) {
	s := open(t)
	kept(t, s)
	closed := time.Date(2020, 10, 28, 0, 0, 0, 0, time.FixedZone("", 7*3600))
	if o := over(t, s, closed.Add(90*day-time.Second)); len(o.Rows) != 0 {
		t.Errorf("before: %+v", o.Rows)
	}
	if o := over(t, s, closed.Add(90*day)); len(o.Rows) != 1 || len(o.Rows[0].Rows) != 2 {
		t.Errorf("after: %+v", o.Rows)
	}
}

// quiet: after 30 days a draft and what a quiet talk holds are forgotten, no sooner; a
// talk in which somebody wrote since stands.
func quiet(t *testing.T, open Open) {
	s := open(t)
	begun(t, s)
	for n := range 2 {
		talk, err := s.Conversation(t.Context(), who(n))
		must(t, err)
		one := turn(who(n), fmt.Sprint("typing", n), talk.Version)
		one.Next.Slots["cell.full_name"], one.Next.Heard = canary, now.Add(time.Duration(1-n)*day)
		must(t, s.Commit(t.Context(), one))
	}
	if o := over(t, s, now.Add(storage.DraftLife-time.Second)); !o.None() {
		t.Errorf("too soon: %+v", o)
	}
	must(t, expires(now.Add(storage.DraftLife+time.Second))(t.Context(), s))
	for n, want := range []string{canary, ""} {
		if talk, err := s.Conversation(t.Context(), who(n)); err != nil || talk.Slots["cell.full_name"] != want {
			t.Errorf("talk %d: %+v %v", n, talk, err)
		}
	}
	if d, err := storage.List[roster.Mending](t.Context(), s, "drafts/"); err != nil || len(d) != 0 {
		t.Errorf("drafts: %+v %v", d, err)
	}
	if r, err := s.Roster(t.Context(), annex); err != nil || len(r.Rows) != 2 {
		t.Errorf("the rows: %+v %v", r, err)
	}
	must(t, firstMessage(t.Context(), s)) // and whoever was forgotten comes again
}

// spareKeys: whatever a killed turn left, sweeping keys takes nothing from what stands,
// and whoever comes after it is kept.
func spareKeys(t *testing.T, open Open) {
	s := open(t)
	begun(t, s)
	for calls := range 12 {
		victim := &killer{left: calls}
		_ = adds(2, "spare")(t.Context(), open(t, victim.step))
	}
	finish(t, s)
	before := everything(t, s)
	for n := range 3 {
		_, err := s.SweepKeys(t.Context(), now.Add(time.Duration(n+1)*26*time.Hour))
		must(t, err)
	}
	if after := everything(t, open(t)); !strings.Contains(after, "row "+canary) || len(after) != len(before) {
		t.Errorf("before %s\nafter %s", before, after)
	}
	must(t, adds(2, "spare")(t.Context(), s))
}

// nobodies: whoever holds no role and was not heard of is made nobody once the directive
// is closed; how far they came still counts, and they may come again. A head stays.
func nobodies(t *testing.T, open Open) {
	s := open(t)
	headOf(t, s, 2)
	p, err := s.Person(t.Context(), who(1))
	must(t, err)
	p.Addresses, p.Progress = []chat.Address{who(1)}, map[string]people.Progress{"949/reg": {Step: "step5", Outcome: "done", At: now}}
	must(t, s.Apply(t.Context(), people.Set{Person: p}))
	if o := over(t, s, now.Add(20*day)); len(o.People) != 0 {
		t.Errorf("before it is closed: %v", o.People)
	}
	talk := turn(who(1), "late", 0)
	talk.Next.Heard = now.Add(60 * day)
	must(t, s.Commit(t.Context(), talk))
	if o := over(t, s, now.Add(100*day)); len(o.People) != 0 {
		t.Errorf("heard of meanwhile: %v", o.People)
	}
	at := now.Add(150 * day)
	if o := over(t, s, at); len(o.People) != 1 || o.People[0] != p.ID {
		t.Errorf("over: %v", o.People)
	}
	must(t, expires(at)(t.Context(), s))
	if left, err := open(t).PersonByID(t.Context(), p.ID); err != nil || len(left.Addresses) != 0 || left.Progress["949/reg"].Outcome != "done" {
		t.Errorf("what is left: %+v %v", left, err)
	}
	if o := over(t, s, at); !o.None() {
		t.Errorf("over again: %+v", o)
	}
	if head, err := s.Person(t.Context(), who(2)); err != nil || !head.Has(people.Head, annex.Directive, annex.Unit) {
		t.Errorf("a head: %+v %v", head, err)
	}
	again, err := s.Person(t.Context(), who(1))
	must(t, err)
	again.Addresses = []chat.Address{who(1)}
	must(t, s.Apply(t.Context(), people.Set{Person: again}))
	if back, err := s.Person(t.Context(), who(1)); err != nil || back.Version == 0 || len(back.Addresses) != 1 {
		t.Errorf("come again: %+v %v", back, err)
	}
}
