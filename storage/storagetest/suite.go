// Package storagetest holds every store to the promises of package storage. A
// subtest's title is the promise.
package storagetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

// Store is what the suite asks of a store.
type Store interface {
	Conversation(context.Context, chat.Address) (chat.Conversation, error)
	Commit(context.Context, chat.Turn) error
	Apply(context.Context, ...chat.Change) error
	Sweep(context.Context, time.Time) error
	Person(context.Context, chat.Address) (people.Person, error)
	Roster(context.Context, roster.Key) (roster.Roster, error)
	Rosters(ctx context.Context, directive string) ([]roster.Roster, error)
	History(context.Context, roster.Key, time.Time) ([]roster.Entry, error)
	Twins(context.Context, []string) ([]roster.Twin, error)
	Invite(context.Context, string) (people.Invite, error)
	Invites(context.Context) ([]people.Invite, error)
	InviteID(string) string
	AppendLine(context.Context, chat.Address, storage.Line) (int64, error)
	Lines(ctx context.Context, a chat.Address, after int64, limit int) ([]storage.Line, error)
	Failed(ctx context.Context, cause string, raw []byte) (int, error)
	storage.Keeper
	Speaking
	Tickets
	Gaps
	Uploads
	Work
}

// Speaking is what the suite asks about what waits to leave.
type Speaking interface {
	Post(context.Context, []chat.Outbound) (int, error)
	Posted(context.Context, []string) (map[string]bool, error)
	Claim(context.Context, chat.Ask) ([]chat.Parcel, error)
	Settle(context.Context, chat.Parcel, []chat.Delivery, bool) error
	Hold(ctx context.Context, name, by string, now time.Time, ttl time.Duration) (int64, error)
	Withdraw(context.Context, string) (int, error)
}

// Finisher is a store that leaves work to others when its process dies.
type Finisher interface{ Finish(context.Context) error }

// Open opens one more replica on the same data; it is closed by the test's cleanup.
// With a step, that is asked before each of its calls to what keeps the data, and its
// error stops the call: so a process dies. A call inside a transaction is named
// "inside…": nobody else can act before it ends.
type Open func(t *testing.T, step ...func(call string) error) Store

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

// Weigh gives the bytes that it costs to do something: those that travel to and from a
// server, or those written to a disk.
type Weigh func(t *testing.T, do func()) int64

// Options are what the suite needs of a store under test. Fresh makes new data and
// gives what opens it; Least is how many kill points each kind of turn has at the
// least. A long talk has Turns: enough for its causes to move out many times.
type Options struct {
	Fresh func(t *testing.T) (Open, Weigh)
	Least map[string]int
	Turns int
}

// Run holds a store to its promises.
func Run(t *testing.T, o Options) {
	least, fresh := o.Least, func(t *testing.T) Open { open, _ := o.Fresh(t); return open }
	t.Run("a long talk costs what a short one costs", func(t *testing.T) {
		t.Parallel()
		open, weigh := o.Fresh(t)
		cost(t, open, weigh, o.Turns)
	})
	for title, promise := range promises {
		t.Run(title, func(t *testing.T) { t.Parallel(); promise(t, fresh(t)) })
	}
	for _, s := range scenes {
		t.Run("a kill after every call of: "+s.title, func(t *testing.T) { t.Parallel(); killed(t, s, least[s.title], fresh) })
	}
	for _, m := range meetings {
		t.Run("at every call of one: "+m.title, func(t *testing.T) { t.Parallel(); met(t, m, fresh) })
	}
}

// promises, by what is promised.
var promises = map[string]func(*testing.T, Open){
	"a turn is stored once":                                          once,
	"a turn decided on an old version changes nothing":               stale,
	"a guarded change without the next state is refused":             unguarded,
	"two heads on one roster: each row stands, none twice":           race,
	"two deputies on one row: one is asked, with both values":        askedOnce,
	"of two answers to one ticket the first stands":                  answers,
	"a question that nothing answered is kept once":                  gaps,
	"of two files through one link one is taken":                     uploads,
	"the holders of a role are found":                                holders,
	"one invite makes one head":                                      invite,
	"the same message on two replicas at once is one turn":           sameMessage,
	"an old cause is known after its talk has heard many more":       oldCause,
	"messages leave in order and are settled once":                   order,
	"replies leave before notices":                                   lanes,
	"a hold of a dead replica is taken over":                         takeover,
	"a hold does not outlive its last message":                       outlive,
	"an old hold settles nothing":                                    oldHold,
	"three senders, one killed between send and settle":              senders,
	"a replica that starts beside a claim keeps what it took":        starter,
	"a turn during a retry-after does not shorten it":                retryAfter,
	"a notice is posted once":                                        notice,
	"a notice to a dead address goes to the person's next one":       onward,
	"a withdrawn notice does not leave":                              withdrawn,
	"a settlement between reading and committing keeps its mark":     mark,
	"the history keeps before and after":                             history,
	"the same number elsewhere is found":                             twins,
	"a right revoked between step and commit stops the turn":         revoked,
	"an insert under a key of its own, done twice, is done once":     insert,
	"a job is done once though two replicas take":                    jobs,
	"a job of a dead replica is taken over, one given back is later": jobAgain,
	"of an erased row and person nothing can be read any more":       erased,
	"a file is kept for a day and no longer":                         files,
	"what is over its time is erased once, and still counts":         expired,
	"without a report the time begins when the directive is closed":  unreported,
	"a draft and a quiet talk are forgotten, a living one is not":    quiet,
	"who holds no role and is not heard of is made nobody":           nobodies,
	"a data key that something needs is never swept":                 spareKeys,
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
