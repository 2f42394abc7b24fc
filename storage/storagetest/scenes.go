package storagetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// scenes are the kinds of turn. A title is a key of the recorded kill points.
var scenes = []scene{
	{title: "a first message", act: unsent(firstMessage), whole: replied, after: func(t *testing.T, s Store, left post) {
		left.once(t, "m/0")
		stands(t, s, who(1))
	}},
	{title: "a roster's first row", before: headOne, act: unsent(addsRow), whole: rowIsTrue, after: oneRow},
	{title: "a row changed", before: oneRowAlready, act: unsent(changesRow), whole: nil, after: changedOnce},
	{title: "an invite as the very first message", before: oneInvite, act: unsent(takesInvite("m", 1)), after: oneHead},
	{title: "a creation that somebody else takes up", before: oneInvite, act: unsent(abandoned()), after: func(t *testing.T, s Store, left post) {
		left.once(t, "m/0", "n/0")
		rows(t, s, 2)
	}},
	{title: "a message that another person hears", act: unsent(tellsAnother), after: func(t *testing.T, s Store, left post) {
		left.once(t, "m/0", "m/1")
		stands(t, s, who(1))
	}},
	{title: "a sentence that leaves the talk as it is", before: firstAlready, act: unsent(apology), after: func(t *testing.T, s Store, left post) {
		left.once(t, "sorry/0")
		stands(t, s, who(1))
	}},
	{title: "a message after 256 others", before: manyCauses, act: unsent(firstMessage), after: func(t *testing.T, s Store, left post) {
		left.once(t, "m/0")
		stands(t, s, who(1))
	}},
	{title: "a notice", act: unsent(postsNotice), after: func(t *testing.T, _ Store, left post) { left.once(t, "949/d/t3/-/p") }},
	{title: "two changes of a command", act: unsent(command), whole: bothOrNone, after: bothOrNone},
	{title: "sending three replies", before: threeReplies, act: sends, after: eachOnceMore},
	{title: "what is over its time is erased", before: reportedOn, act: unsent(expires(reported.Add(90 * day))), after: goneButCounted},
	{title: "a job from asking to its result", act: unsent(jobOnce), after: jobHeard},
}

func stands(t *testing.T, s Store, of chat.Address) {
	t.Helper()
	talk, err := s.Conversation(t.Context(), of)
	must(t, err)
	if talk.Version < 1 || talk.Slots["at"] == "" {
		t.Errorf("the talk stands at %d with %v", talk.Version, talk.Slots)
	}
}

func rows(t *testing.T, s Store, want int) roster.Roster {
	t.Helper()
	all, err := s.Rosters(t.Context(), annex.Directive)
	must(t, err)
	r := roster.Roster{}
	if len(all) > 0 {
		r = all[0]
	}
	entries, err := s.History(t.Context(), annex, time.Time{})
	must(t, err)
	if len(r.Rows) != want || len(entries) != int(r.Version) {
		t.Errorf("%d rows of %d, version %d, %d entries", len(r.Rows), want, r.Version, len(entries))
	}
	return r
}

func firstMessage(ctx context.Context, s Store) error {
	return live(ctx, s, who(1), "m", func() (chat.Outcome, error) { return chat.Outcome{Say: says("m", who(1), "chào")}, nil })
}

// replied: the reply has left if and only if the talk stands there.
func replied(t *testing.T, s Store, left post) {
	talk, err := s.Conversation(t.Context(), who(1))
	must(t, err)
	if (talk.Slots["at"] == "m") != (len(left["m/0"]) == 1) {
		t.Errorf("slots %v, left %v", talk.Slots, left)
	}
}

func firstAlready(t *testing.T, s Store) { must(t, s.Commit(t.Context(), turn(who(1), "first", 0))) }

// headOf makes the person behind who(n) a head.
func headOf(t *testing.T, s Store, n int) {
	p, err := s.Person(t.Context(), who(n))
	must(t, err)
	p.Addresses = []chat.Address{who(n)}
	p.Grants = []people.Grant{{Role: people.Head, Directive: annex.Directive, Unit: annex.Unit}}
	must(t, s.Apply(t.Context(), people.Set{Person: p}))
}

func headOne(t *testing.T, s Store) { headOf(t, s, 1) }

// adds is a head's turn that adds a row and says how many there are then.
func adds(n int, cause string) func(context.Context, Store) error {
	return func(ctx context.Context, s Store) error {
		return live(ctx, s, who(n), cause, func() (chat.Outcome, error) {
			p, err := s.Person(ctx, who(n))
			if err != nil {
				return chat.Outcome{}, err
			}
			r, err := s.Roster(ctx, annex)
			if !people.May(p, people.KeepRoster, annex.Directive, annex.Unit) {
				return chat.Outcome{Say: says(cause, who(n), "không có quyền")}, err
			}
			return chat.Outcome{Say: says(cause, who(n), fmt.Sprint("đã lưu, ", len(r.Rows)+1)), Changes: []chat.Change{
				add(cause, r.Version, map[string]string{"phone": "0950000123"}),
				chat.Check{Of: people.Set{Person: p}.Record(), Version: p.Version}}}, err
		})
	}
}

var addsRow = adds(1, "m")

// rowIsTrue: whoever was told that a row is kept finds it in the export.
func rowIsTrue(t *testing.T, s Store, left post) { rows(t, s, len(left["m/0"])) }

func oneRow(t *testing.T, s Store, left post) {
	left.once(t, "m/0")
	r := rows(t, s, 1)
	if found, err := s.Twins(t.Context(), []string{"0950000123"}); err != nil || len(found) != 1 || len(r.Rows) != 1 || r.Rows[0].Cells["phone"] != "0950000123" {
		t.Errorf("twins %v, roster %+v, %v", found, r, err)
	}
	must(t, s.Apply(t.Context(), add("later", 1, nil))) // nothing is locked any more
}

func oneRowAlready(t *testing.T, s Store) {
	must(t, s.Apply(t.Context(), add("old", 0, map[string]string{"phone": "1"})))
}

func changes(n int, cause, value string, shown int64) func(context.Context, Store) error {
	return func(ctx context.Context, s Store) error {
		return live(ctx, s, who(n), cause, func() (chat.Outcome, error) {
			r, err := s.Roster(ctx, annex)
			row, _ := r.Row(roster.RowID("old", 0))
			if row.Version != shown {
				return chat.Outcome{Say: says(cause, who(n), "nay là "+row.Cells["phone"]+", bạn gõ "+value)}, err
			}
			edit := roster.Edit{Key: annex, Rests: r.Version, By: "p", At: now, Cause: cause,
				Ops: []roster.Op{{Verb: roster.Change, Row: row.ID, Cells: map[string]string{"phone": value}}}}
			return chat.Outcome{Say: says(cause, who(n), "đã sửa thành "+value), Changes: []chat.Change{edit}}, err
		})
	}
}

var changesRow = changes(1, "m", "2", 1)

func changedOnce(t *testing.T, s Store, left post) {
	left.once(t, "m/0")
	r := rows(t, s, 1)
	if r.Version != 2 || r.Rows[0].Cells["phone"] != "2" || left["m/0"][0] != "đã sửa thành 2" {
		t.Errorf("roster %+v, told %v", r, left)
	}
}

const code = "ABCDE-12345"

func oneInvite(t *testing.T, s Store) {
	must(t, s.Apply(t.Context(), people.SetInvite{Invite: people.Invite{ID: s.InviteID(code), Role: people.Head, Directive: annex.Directive, Unit: annex.Unit,
		Made: now, Expires: now.Add(time.Hour)}}))
}

// takesInvite is somebody's very first message: a code, which makes them a head.
func takesInvite(cause string, n int) func(context.Context, Store) error {
	return func(ctx context.Context, s Store) error {
		return live(ctx, s, who(n), cause, func() (chat.Outcome, error) {
			p, err := s.Person(ctx, who(n))
			if err != nil {
				return chat.Outcome{}, err
			}
			i, err := s.Invite(ctx, code)
			if !i.Open(now) {
				return chat.Outcome{Say: says(cause, who(n), "đã dùng rồi")}, err
			}
			i.UsedBy = p.ID
			p.Addresses = []chat.Address{who(n)}
			p.Grants = []people.Grant{{Role: people.Head, Directive: annex.Directive, Unit: annex.Unit}}
			return chat.Outcome{Say: says(cause, who(n), "là thủ trưởng"), Changes: []chat.Change{people.SetInvite{Invite: i}, people.Set{Person: p}}}, err
		})
	}
}

func oneHead(t *testing.T, s Store, left post) {
	left.once(t, "m/0")
	i, err := s.Invite(t.Context(), code)
	must(t, err)
	heads := 0
	for n := range 3 {
		p, err := s.Person(t.Context(), who(n))
		must(t, err)
		if p.Has(people.Head, annex.Directive, annex.Unit) {
			heads++
			if i.UsedBy != p.ID {
				t.Errorf("used by %s, head is %s", i.UsedBy, p.ID)
			}
		}
	}
	if heads != 1 || left["m/0"][0] != "là thủ trưởng" {
		t.Errorf("%d heads, told %v", heads, left)
	}
}

// abandoned: the first process creates a roster and dies; another person's turn wants
// to create it too and must not wait, and then the first message comes again.
func abandoned() func(context.Context, Store) error {
	plain := func(n int, cause string) func(context.Context, Store) error {
		return func(ctx context.Context, s Store) error {
			return live(ctx, s, who(n), cause, func() (chat.Outcome, error) {
				r, err := s.Roster(ctx, annex)
				return chat.Outcome{Say: says(cause, who(n), "đã lưu"), Changes: []chat.Change{add(cause, r.Version, nil)}}, err
			})
		}
	}
	return func(ctx context.Context, s Store) error {
		if err := plain(2, "n")(ctx, s); err != nil {
			return err
		}
		return plain(1, "m")(ctx, s)
	}
}

func tellsAnother(ctx context.Context, s Store) error {
	return live(ctx, s, who(1), "m", func() (chat.Outcome, error) {
		say := append(says("m", who(1), "đã chuyển"), chat.Outbound{ID: "m/1", To: who(2), Body: chat.Body{{Text: chat.Words("có câu hỏi")}}})
		return chat.Outcome{Say: say}, nil
	})
}

func apology(ctx context.Context, s Store) error {
	return seen(s.Commit(ctx, chat.Turn{Of: who(1), Cause: "sorry", Outcome: chat.Outcome{Say: says("sorry", who(1), "xin lỗi")}}))
}

// manyCauses fills a talk with as many causes as it holds.
func manyCauses(t *testing.T, s Store) {
	var all sync.WaitGroup
	for n := range 256 {
		all.Go(func() {
			if err := s.Commit(t.Context(), chat.Turn{Of: who(1), Cause: fmt.Sprint("old", n)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func postsNotice(ctx context.Context, s Store) error {
	_, err := s.Post(ctx, []chat.Outbound{{ID: "949/d/t3/-/p", To: who(1), Lane: chat.Notice, Body: chat.Body{{Text: chat.Words("nhắc")}}}})
	return err
}

// command changes two records by no talk; done again it finds them as they are.
func command(ctx context.Context, s Store) error {
	r, err := s.Roster(ctx, annex)
	if err != nil || r.Version > 0 {
		return err
	}
	return s.Apply(ctx, add("c", 0, nil), people.SetInvite{Invite: people.Invite{ID: s.InviteID(code), Role: people.Staff, Made: now, Expires: afterwards}})
}

func bothOrNone(t *testing.T, s Store, _ post) {
	r, err1 := s.Roster(t.Context(), annex)
	i, err2 := s.Invite(t.Context(), code)
	if err1 != nil || err2 != nil || r.Version != i.Version {
		t.Errorf("roster %d, invite %d: %v %v", r.Version, i.Version, err1, err2)
	}
}

func threeReplies(t *testing.T, s Store) {
	must(t, s.Commit(t.Context(), turn(who(1), "m", 0, "một", "hai", "ba")))
}

// unsent is an act after which nothing has left yet.
func unsent(act func(context.Context, Store) error) func(context.Context, Store, post) error {
	return func(ctx context.Context, s Store, _ post) error { return act(ctx, s) }
}

// sends claims, sends and settles one by one. What has left the platform has seen,
// whatever the process knows of it.
func sends(ctx context.Context, s Store, left post) error {
	if _, err := s.Hold(ctx, "replica/sender", "sender", now, time.Minute); err != nil {
		return err
	}
	parcels, err := s.Claim(ctx, chat.Ask{By: "sender", Now: now, Channels: []string{"test"}, Limit: 10})
	for _, p := range parcels {
		for i, o := range p.Say {
			left.take([]chat.Outbound{o})
			if err := s.Settle(ctx, p, []chat.Delivery{{ID: o.ID}}, i == len(p.Say)-1); err != nil {
				return err
			}
		}
	}
	return err
}

// eachOnceMore: nothing is lost, and only what was on its way comes a second time.
func eachOnceMore(t *testing.T, _ Store, left post) {
	if n := len(left["m/0"]) + len(left["m/1"]) + len(left["m/2"]); n > 4 || len(left) != 3 {
		t.Errorf("left %v", left)
	}
}

func jobOnce(ctx context.Context, s Store) error {
	err := live(ctx, s, who(1), "m", func() (chat.Outcome, error) {
		return chat.Outcome{Say: says("m", who(1), "đang đọc"), Jobs: []chat.Job{{ID: "m/job/0", Kind: "read", Ref: "file"}}}, nil
	})
	if err != nil {
		return err
	}
	task, err := s.Take(ctx, chat.Ask{By: "x", Now: afterwards, Kinds: []string{"read"}})
	if err != nil || task.ID == "" {
		return err
	}
	err = live(ctx, s, task.Of, "job/"+task.ID, func() (chat.Outcome, error) {
		return chat.Outcome{Say: says("job/"+task.ID, task.Of, "đọc xong "+task.Ref)}, nil
	})
	if err != nil {
		return err
	}
	return s.Ended(ctx, task)
}

func jobHeard(t *testing.T, s Store, left post) {
	left.once(t, "m/0", "job/m/job/0/0")
	task, err := s.Take(t.Context(), chat.Ask{By: "y", Now: afterwards, Kinds: []string{"read"}})
	if err != nil || task.ID != "" {
		t.Errorf("still to be done: %+v %v", task, err)
	}
}
