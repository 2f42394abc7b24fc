// Package storagetest holds every store to the promises of package storage. A
// subtest's title is the promise.
package storagetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// Store is what the suite asks of a store.
type Store interface {
	Conversation(context.Context, chat.Address) (chat.Conversation, error)
	Commit(context.Context, chat.Turn) error
	Post(context.Context, []chat.Outbound) (int, error)
	Claim(context.Context, chat.Ask) ([]chat.Parcel, error)
	Settle(context.Context, chat.Parcel, []chat.Delivery, bool) error
	Hold(ctx context.Context, name, by string, now time.Time, ttl time.Duration) (int64, error)
	Person(context.Context, chat.Address) (people.Person, error)
	Roster(context.Context, roster.Key) (roster.Roster, error)
	History(context.Context, roster.Key, time.Time) ([]roster.Entry, error)
	Twins(context.Context, []string) ([]roster.Twin, error)
	Invite(context.Context, string) (people.Invite, error)
	Apply(context.Context, ...chat.Change) error
	InviteID(string) string
	Tickets
}

// Open opens one more replica on the same data; it is closed by the test's cleanup.
type Open func(t *testing.T) Store

// Now is the moment at which the suite's messages are due: a store under test that
// reads a clock reads this one.
func Now() time.Time { return now }

var (
	now   = time.Date(2020, 9, 23, 9, 0, 0, 0, time.UTC)
	annex = roster.Key{Directive: "949", Form: "pl2", Unit: "an-binh", Period: "-"}
)

func who(n int) chat.Address {
	return chat.Address{Channel: "test", Room: fmt.Sprint(n), User: fmt.Sprint(n)}
}

// Run holds a store to its promises. fresh makes new data and gives what opens it.
func Run(t *testing.T, fresh func(t *testing.T) Open) {
	for title, promise := range map[string]func(*testing.T, Open){
		"a turn is stored once":                                      once,
		"a turn decided on an old version changes nothing":           stale,
		"a guarded change without the next state is refused":         unguarded,
		"two heads on one roster: each row stands, none twice":       race,
		"of two answers to one ticket the first stands":              answers,
		"the holders of a role are found":                            holders,
		"one invite makes one head":                                  invite,
		"messages leave in order and are settled once":               order,
		"a hold of a dead replica is taken over":                     takeover,
		"an old hold settles nothing":                                oldHold,
		"a notice is posted once":                                    notice,
		"a settlement between reading and committing keeps its mark": mark,
		"the history keeps before and after":                         history,
		"the same number elsewhere is found":                         twins,
		"a right revoked between step and commit stops the turn":     revoked,
	} {
		t.Run(title, func(t *testing.T) { promise(t, fresh(t)) })
	}
}

func turn(of chat.Address, cause string, version int64, say ...string) chat.Turn {
	next := chat.Conversation{Of: of, Version: version, Slots: map[string]string{"at": cause}}
	t := chat.Turn{Of: of, Cause: cause, Outcome: chat.Outcome{Next: &next}}
	for i, s := range say {
		t.Say = append(t.Say, chat.Outbound{ID: fmt.Sprint(cause, "/", i), To: of, Body: chat.Body{{Text: chat.Words(s)}}})
	}
	return t
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func once(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Commit(t.Context(), turn(who(1), "a", 0, "một")))
	if err := s.Commit(t.Context(), turn(who(1), "a", 1, "một")); !errors.Is(err, chat.ErrSeen) {
		t.Errorf("twice: %v", err)
	}
	talk, err := open(t).Conversation(t.Context(), who(1))
	must(t, err)
	if talk.Version != 1 || talk.Slots["at"] != "a" {
		t.Errorf("kept %+v", talk)
	}
}

func stale(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Commit(t.Context(), turn(who(1), "a", 0)))
	if err := s.Commit(t.Context(), turn(who(1), "b", 0, "hai")); !errors.Is(err, chat.ErrStale) {
		t.Errorf("stale: %v", err)
	}
	must(t, s.Commit(t.Context(), turn(who(1), "b", 1)))
}

func unguarded(t *testing.T, open Open) {
	s := open(t)
	bad := chat.Turn{Of: who(1), Cause: "a", Outcome: chat.Outcome{Changes: []chat.Change{chat.Check{Of: "people/x"}}}}
	if err := s.Commit(t.Context(), bad); err == nil {
		t.Error("taken")
	}
}

func add(cause string, rests int64, cells map[string]string) roster.Edit {
	return roster.Edit{Key: annex, Rests: rests, By: "p", At: now, Cause: cause, Ops: []roster.Op{{Verb: roster.Add, Row: roster.RowID(cause, 0), Cells: cells}}}
}

// until commits as the bot does: read, decide, commit, again while stale.
func until(ctx context.Context, s Store, of chat.Address, cause string, decide func() (chat.Change, error)) error {
	for {
		talk, err := s.Conversation(ctx, of)
		if err != nil {
			return err
		}
		c, err := decide()
		if err != nil {
			return err
		}
		one := turn(of, cause, talk.Version)
		one.Changes = []chat.Change{c}
		if err := s.Commit(ctx, one); !errors.Is(err, chat.ErrStale) {
			return err
		}
	}
}

func race(t *testing.T, open Open) {
	const rounds = 50
	replicas := []Store{open(t), open(t)}
	var both sync.WaitGroup
	for i, s := range replicas {
		both.Go(func() {
			for n := range rounds {
				cause := fmt.Sprint(i, "-", n)
				err := until(t.Context(), s, who(i), cause, func() (chat.Change, error) {
					r, err := s.Roster(t.Context(), annex)
					return add(cause, r.Version, map[string]string{"full_name": cause}), err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	r, err := open(t).Roster(t.Context(), annex)
	must(t, err)
	names := map[string]bool{}
	for _, row := range r.Rows {
		names[row.Cells["full_name"]] = true
	}
	if len(r.Rows) != 2*rounds || len(names) != 2*rounds || r.Version != 2*rounds {
		t.Errorf("%d rows, %d names, version %d", len(r.Rows), len(names), r.Version)
	}
}

func invite(t *testing.T, open Open) {
	replicas := []Store{open(t), open(t)}
	for n := range 50 {
		code := fmt.Sprintf("ABCDE-%05d", n)
		must(t, replicas[0].Apply(t.Context(), people.SetInvite{Invite: people.Invite{ID: replicas[0].InviteID(code), Role: people.Head, Made: now, Expires: now.Add(time.Hour)}}))
		var taken [2]bool
		var both sync.WaitGroup
		for i, s := range replicas {
			both.Go(func() {
				used := errors.New("used")
				err := until(t.Context(), s, who(i), fmt.Sprint(code, i), func() (chat.Change, error) {
					found, err := s.Invite(t.Context(), code)
					if err == nil && !found.Open(now) {
						err = used
					}
					found.UsedBy = fmt.Sprint(i)
					return people.SetInvite{Invite: found}, err
				})
				taken[i] = err == nil
				if err != nil && !errors.Is(err, used) {
					t.Error(err)
				}
			})
		}
		both.Wait()
		if taken[0] == taken[1] {
			t.Fatalf("round %d: taken %v", n, taken)
		}
	}
}

func ask(by string) chat.Ask {
	return chat.Ask{By: by, Now: now, Channels: []string{"test"}, Limit: 10}
}

func order(t *testing.T, open Open) {
	s := open(t)
	_, err := s.Hold(t.Context(), "replica/a", "a", now, time.Minute)
	must(t, err)
	must(t, s.Commit(t.Context(), turn(who(1), "a", 0, "một", "hai")))
	must(t, s.Commit(t.Context(), turn(who(1), "b", 1, "ba")))
	parcels, err := s.Claim(t.Context(), ask("a"))
	must(t, err)
	if len(parcels) != 1 || len(parcels[0].Say) != 3 {
		t.Fatalf("claimed %+v", parcels)
	}
	for i, want := range []string{"một", "hai", "ba"} {
		if got := parcels[0].Say[i].Body.Plain(); got != want {
			t.Errorf("%d: %s", i, got)
		}
	}
	if again, err := s.Claim(t.Context(), ask("b")); err != nil || len(again) != 0 {
		t.Errorf("held by two: %v %v", again, err)
	}
	must(t, s.Settle(t.Context(), parcels[0], []chat.Delivery{{ID: "a/0"}, {ID: "a/1"}, {ID: "b/0"}}, true))
	if again, err := s.Claim(t.Context(), ask("a")); err != nil || len(again) != 0 {
		t.Errorf("left twice: %v %v", again, err)
	}
}

func takeover(t *testing.T, open Open) {
	s := open(t)
	_, err := s.Hold(t.Context(), "replica/a", "a", now, time.Second)
	must(t, err)
	must(t, s.Commit(t.Context(), turn(who(1), "a", 0, "một")))
	_, err = s.Claim(t.Context(), ask("a"))
	must(t, err)
	later := ask("b")
	later.Now = now.Add(time.Minute)
	parcels, err := s.Claim(t.Context(), later)
	must(t, err)
	if len(parcels) != 1 {
		t.Errorf("claimed %v", parcels)
	}
}

func oldHold(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Commit(t.Context(), turn(who(1), "a", 0, "một")))
	parcels, err := s.Claim(t.Context(), ask("a"))
	must(t, err)
	second, err := s.Claim(t.Context(), ask("b"))
	must(t, err)
	if len(second) != 1 {
		t.Fatal("the hold of a replica that is not alive was kept")
	}
	must(t, s.Settle(t.Context(), parcels[0], []chat.Delivery{{ID: "a/0"}}, true))
	must(t, s.Settle(t.Context(), second[0], nil, true))
	if third, err := s.Claim(t.Context(), ask("b")); err != nil || len(third) != 1 {
		t.Errorf("settled under an old hold: %v %v", third, err)
	}
}

func notice(t *testing.T, open Open) {
	one := []chat.Outbound{{ID: "949/d1/t3/-/p/-", To: who(1), Lane: chat.Notice}}
	replicas := []Store{open(t), open(t)}
	var fresh [2]int
	var both sync.WaitGroup
	for i, s := range replicas {
		both.Go(func() {
			n, err := s.Post(t.Context(), one)
			if err != nil {
				t.Error(err)
			}
			fresh[i] = n
		})
	}
	both.Wait()
	if fresh[0]+fresh[1] != 1 {
		t.Errorf("posted %v", fresh)
	}
}

func mark(t *testing.T, open Open) {
	s := open(t)
	first := turn(who(1), "a", 0, "một")
	first.Say[0].Slot = "shown"
	must(t, s.Commit(t.Context(), first))
	talk, err := s.Conversation(t.Context(), who(1))
	must(t, err)
	parcels, err := s.Claim(t.Context(), ask("a"))
	must(t, err)
	must(t, s.Settle(t.Context(), parcels[0], []chat.Delivery{{ID: "a/0", Mark: "77"}}, true))
	must(t, s.Commit(t.Context(), turn(who(1), "b", talk.Version)))
	after, err := s.Conversation(t.Context(), who(1))
	must(t, err)
	if after.Marks["shown"] != "77" {
		t.Errorf("marks %v", after.Marks)
	}
}

func history(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Apply(t.Context(), add("a", 0, map[string]string{"phone": "0950000123"})))
	row := roster.RowID("a", 0)
	must(t, s.Apply(t.Context(), roster.Edit{Key: annex, Rests: 1, By: "p", At: now.Add(time.Minute), Cause: "b",
		Ops: []roster.Op{{Verb: roster.Change, Row: row, Cells: map[string]string{"phone": "0950000456"}}}}))
	all, err := s.History(t.Context(), annex, now)
	must(t, err)
	if len(all) != 2 || all[1].Before["phone"] != "0950000123" || all[1].After["phone"] != "0950000456" {
		t.Errorf("history %+v", all)
	}
}

func twins(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Apply(t.Context(), add("a", 0, map[string]string{"phone": "0950000123"})))
	found, err := s.Twins(t.Context(), []string{"0950000123"})
	must(t, err)
	if len(found) != 1 || found[0].Row != roster.RowID("a", 0) || found[0].Key != annex {
		t.Errorf("found %+v", found)
	}
}

func revoked(t *testing.T, open Open) {
	s := open(t)
	p, err := s.Person(t.Context(), who(1))
	must(t, err)
	p.Addresses = []chat.Address{who(1)}
	must(t, s.Apply(t.Context(), people.Set{Person: p}))
	p, err = s.Person(t.Context(), who(1))
	must(t, err)
	decided := turn(who(1), "a", 0)
	decided.Changes = []chat.Change{add("a", 0, nil), chat.Check{Of: people.Set{Person: p}.Record(), Version: p.Version}}
	must(t, s.Apply(t.Context(), people.Set{Person: p}))
	if err := s.Commit(t.Context(), decided); !errors.Is(err, chat.ErrStale) {
		t.Errorf("committed: %v", err)
	}
	if r, err := s.Roster(t.Context(), annex); err != nil || r.Version != 0 {
		t.Errorf("roster %+v %v", r, err)
	}
}
