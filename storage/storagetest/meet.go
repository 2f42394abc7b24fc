package storagetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

// meeting is two turns of which the second happens whole at one call of the first, at
// each in its turn.
type meeting struct {
	title      string
	before     func(*testing.T, Store)
	one, other func(context.Context, Store) error
	after      func(*testing.T, Store, post)
}

var meetings = []meeting{
	{"two heads, one roster, no reply untrue", twoHeads, adds(1, "m"), adds(2, "n"), bothTrue},
	{"two deputies on one row: one is asked, with both values", oneRowAlready, changes(1, "m", "2", 1), changes(2, "n", "3", 1), oneAsked},
	{"one invite, two people", oneInvite, takesInvite("m", 1), takesInvite("n", 2), oneTook},
	{"the same message on two replicas", headOne, addsRow, addsRow, oneRow},
	{"the same message on two replicas after 256 others", manyCauses, firstMessage, firstMessage, func(t *testing.T, s Store, left post) {
		left.once(t, "m/0")
		stands(t, s, who(1))
	}},
	{"the same sentence that leaves the talk as it is", firstAlready, apology, apology, func(t *testing.T, _ Store, left post) { left.once(t, "sorry/0") }},
	{"a head revoked meanwhile writes nothing more", headOne, addsRow, revokes, nothingMore},
	{"a settlement meanwhile keeps its mark", shownAlready, firstMessage, settlesShown, markStands},
	{"a notice posted meanwhile", firstAlready, firstMessage, postsNotice, func(t *testing.T, _ Store, left post) { left.once(t, "m/0", "949/d/t3/-/p") }},
	{"a reader and a sweeper meanwhile", headOne, addsRow, sweeps, oneRow},
}

// met lets the other happen at the n-th call of the one, for every n that the one has.
func met(t *testing.T, m meeting, fresh func(*testing.T) Open) {
	points := 0
	for n := 0; !t.Failed(); n++ {
		happened, reached := metAt(t, m, n, fresh(t))
		if !reached {
			break
		}
		if happened {
			points++
		}
	}
	t.Logf("%d moments", points)
	if points == 0 {
		t.Error("they never met")
	}
}

func metAt(t *testing.T, m meeting, at int, open Open) (happened, reached bool) {
	m.before(t, open(t))
	second, calls := open(t), 0
	first := open(t, func(call string) error {
		now := calls
		calls++
		if now != at || strings.HasPrefix(call, "inside") {
			return nil
		}
		happened = true
		if err := m.other(t.Context(), second); err != nil {
			t.Errorf("the other: %v", err)
		}
		return nil
	})
	if err := m.one(t.Context(), first); err != nil {
		t.Errorf("the one: %v", err)
	}
	if !happened {
		return false, calls > at
	}
	left := post{}
	finish(t, second)
	left.collect(t, second)
	m.after(t, second, left)
	if t.Failed() {
		t.Logf("met at call %d", at)
	}
	return true, true
}

func twoHeads(t *testing.T, s Store) {
	headOf(t, s, 1)
	headOf(t, s, 2)
}

// bothTrue: one was told of one row, the other of two.
func bothTrue(t *testing.T, s Store, left post) {
	left.once(t, "m/0", "n/0")
	rows(t, s, 2)
	told := map[string]bool{}
	for _, id := range []string{"m/0", "n/0"} {
		told[strings.Join(left[id], "")] = true
	}
	if !told["đã lưu, 1"] || !told["đã lưu, 2"] {
		t.Errorf("told %v", left)
	}
}

func oneAsked(t *testing.T, s Store, left post) {
	left.once(t, "m/0", "n/0")
	r := rows(t, s, 1)
	is := r.Rows[0].Cells["phone"]
	told := left["m/0"][0] + "; " + left["n/0"][0]
	want := map[string]string{"2": "đã sửa thành 2; nay là 2, bạn gõ 3", "3": "nay là 3, bạn gõ 2; đã sửa thành 3"}[is]
	if r.Version != 2 || told != want {
		t.Errorf("stands %s, version %d, told %s", is, r.Version, told)
	}
}

func oneTook(t *testing.T, s Store, left post) {
	left.once(t, "m/0", "n/0")
	i, err := s.Invite(t.Context(), code)
	must(t, err)
	heads := []string{}
	for n, id := range map[int]string{1: "m/0", 2: "n/0"} {
		p, err := s.Person(t.Context(), who(n))
		must(t, err)
		if p.Has(people.Head, annex.Directive, annex.Unit) != (left[id][0] == "là thủ trưởng") {
			t.Errorf("%d was told %v", n, left[id])
		}
		if p.Has(people.Head, annex.Directive, annex.Unit) {
			heads = append(heads, p.ID)
		}
	}
	if len(heads) != 1 || heads[0] != i.UsedBy {
		t.Errorf("heads %v, used by %s", heads, i.UsedBy)
	}
}

func revokes(ctx context.Context, s Store) error {
	for {
		p, err := s.Person(ctx, who(1))
		if err != nil {
			return err
		}
		p.Grants = nil
		if err := s.Apply(ctx, people.Set{Person: p}); !isStale(err) {
			return err
		}
	}
}

// nothingMore: the row is there only if its turn was committed before the revocation,
// and then the head was told so.
func nothingMore(t *testing.T, s Store, left post) {
	left.once(t, "m/0")
	want := 0
	if strings.HasPrefix(left["m/0"][0], "đã lưu") {
		want = 1
	}
	rows(t, s, want)
	if p, err := s.Person(t.Context(), who(1)); err != nil || len(p.Grants) != 0 {
		t.Errorf("grants %v %v", p.Grants, err)
	}
}

func shownAlready(t *testing.T, s Store) {
	first := turn(who(1), "a", 0, "một")
	first.Say[0].Slot = "shown"
	must(t, s.Commit(t.Context(), first))
}

func settlesShown(ctx context.Context, s Store) error {
	parcels, err := s.Claim(ctx, ask("b"))
	for _, p := range parcels {
		done := []chat.Delivery{}
		for _, o := range p.Say {
			if o.ID == "a/0" {
				done = append(done, chat.Delivery{ID: o.ID, Mark: "77"})
			}
		}
		if err := s.Settle(ctx, p, done, true); err != nil {
			return err
		}
	}
	return err
}

func markStands(t *testing.T, s Store, left post) {
	left.once(t, "m/0")
	talk, err := s.Conversation(t.Context(), who(1))
	must(t, err)
	if len(left["a/0"]) != 0 || talk.Marks["shown"] != "77" || talk.Slots["at"] != "m" {
		t.Errorf("left %v, marks %v, slots %v", left, talk.Marks, talk.Slots)
	}
}

// sweeps reads everything and finishes what seems to be left, as a replica does while
// another one's turn is under way.
func sweeps(ctx context.Context, s Store) error {
	if _, err := s.Rosters(ctx, annex.Directive); err != nil {
		return err
	}
	if f, ok := s.(Finisher); ok {
		if err := f.Finish(ctx); err != nil {
			return err
		}
	}
	return s.Sweep(ctx, now)
}

// askedOnce is the same with both at once, many times.
func askedOnce(t *testing.T, open Open) {
	replicas := []Store{open(t), open(t)}
	oneRowAlready(t, replicas[0])
	for round := int64(1); round <= 20; round++ {
		said := make(chan error, 2)
		for i, s := range replicas {
			go func() {
				said <- changes(i, fmt.Sprint(round, "-", i), fmt.Sprint(round, i), round)(t.Context(), s)
			}()
		}
		for range 2 {
			must(t, <-said)
		}
	}
	left := post{}
	left.collect(t, replicas[0])
	asked, changed := 0, 0
	for _, words := range left {
		if strings.HasPrefix(strings.Join(words, ""), "nay là") {
			asked++
		} else {
			changed++
		}
	}
	if r, err := replicas[1].Roster(t.Context(), annex); err != nil || asked != 20 || changed != 20 || r.Version != 21 {
		t.Errorf("%d asked, %d changed, version %d: %v", asked, changed, r.Version, err)
	}
}
