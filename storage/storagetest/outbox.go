package storagetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

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
	sent, err := replicas[1].Posted(t.Context(), []string{one[0].ID, "949/d1/t1/-/p/-"})
	if err != nil || !sent[one[0].ID] || sent["949/d1/t1/-/p/-"] {
		t.Errorf("known as posted: %v %v", sent, err)
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

// claimed claims under a name at a time and gives the texts.
func claimed(t *testing.T, s Store, by string, at time.Time) (chat.Parcel, []string) {
	t.Helper()
	a := ask(by)
	a.Now = at
	parcels, err := s.Claim(t.Context(), a)
	must(t, err)
	if len(parcels) == 0 {
		return chat.Parcel{}, nil
	}
	words := []string{}
	for _, o := range parcels[0].Say {
		words = append(words, o.Body.Plain())
	}
	return parcels[0], words
}

func notices(s Store, t *testing.T, id string, to chat.Address) {
	t.Helper()
	_, err := s.Post(t.Context(), []chat.Outbound{{ID: id, To: to, Lane: chat.Notice, Body: chat.Body{{Text: chat.Words("nhắc")}}}})
	must(t, err)
}

func lanes(t *testing.T, open Open) {
	s := open(t)
	notices(s, t, "n", who(1))
	notices(s, t, "other", who(2))
	must(t, s.Commit(t.Context(), turn(who(1), "a", 0, "một")))
	p, words := claimed(t, s, "a", now)
	if p.To != who(1) || len(words) != 2 || words[0] != "một" {
		t.Errorf("first %v: %v", p.To, words)
	}
}

// outlive: a turn pushes a reply while the last one leaves; another replica takes it at
// once though the first is alive, and after it nothing is held.
func outlive(t *testing.T, open Open) {
	s := open(t)
	for _, name := range []string{"a", "b"} {
		_, err := s.Hold(t.Context(), "replica/"+name, name, now, time.Minute)
		must(t, err)
	}
	must(t, s.Commit(t.Context(), turn(who(1), "a", 0, "một")))
	p, _ := claimed(t, s, "a", now)
	must(t, s.Commit(t.Context(), turn(who(1), "b", 1, "hai")))
	if _, words := claimed(t, s, "b", now); words != nil {
		t.Errorf("held by two: %v", words)
	}
	must(t, s.Settle(t.Context(), p, []chat.Delivery{{ID: "a/0"}}, true))
	p, words := claimed(t, s, "b", now)
	if len(words) != 1 || words[0] != "hai" {
		t.Errorf("then %v", words)
	}
	must(t, s.Settle(t.Context(), p, []chat.Delivery{{ID: "b/0"}}, true))
	if _, words := claimed(t, s, "a", now); words != nil {
		t.Errorf("left over %v", words)
	}
	must(t, s.Commit(t.Context(), turn(who(1), "c", 2, "ba")))
	if _, words := claimed(t, s, "a", now); len(words) != 1 || words[0] != "ba" {
		t.Errorf("at last %v", words)
	}
}

func retryAfter(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Commit(t.Context(), turn(who(1), "a", 0, "một")))
	p, _ := claimed(t, s, "a", now)
	must(t, s.Settle(t.Context(), p, []chat.Delivery{{ID: "a/0", Result: chat.Again, Retry: now.Add(10 * time.Minute)}}, true))
	must(t, s.Commit(t.Context(), turn(who(1), "b", 1, "hai")))
	notices(s, t, "n", who(1))
	if _, words := claimed(t, s, "b", now.Add(9*time.Minute)); words != nil {
		t.Errorf("too early: %v", words)
	}
	if _, words := claimed(t, s, "b", now.Add(10*time.Minute)); len(words) != 3 || words[0] != "một" {
		t.Errorf("afterwards: %v", words)
	}
}

func onward(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Apply(t.Context(), people.Set{Person: people.Person{ID: "p", Addresses: []chat.Address{who(1), who(2)}}}))
	notices(s, t, "n", who(1))
	p, _ := claimed(t, s, "a", now)
	must(t, s.Settle(t.Context(), p, []chat.Delivery{{ID: "n", Result: chat.Unreachable}}, true))
	p, words := claimed(t, s, "a", now)
	if p.To != who(2) || len(words) != 1 || p.Say[0].ID != "n" || p.Say[0].To != who(2) {
		t.Fatalf("to %v: %v", p.To, words)
	}
	must(t, s.Settle(t.Context(), p, []chat.Delivery{{ID: "n", Result: chat.Unreachable}}, true))
	if _, words := claimed(t, s, "a", now); words != nil {
		t.Errorf("nowhere left, yet %v", words)
	}
}

func withdrawn(t *testing.T, open Open) {
	s := open(t)
	for _, id := range []string{"broadcast/1/p", "broadcast/1/q", "broadcast/2/p"} {
		notices(s, t, id, who(1))
	}
	n, err := s.Withdraw(t.Context(), "broadcast/1/")
	must(t, err)
	if p, words := claimed(t, s, "a", now); n != 2 || len(words) != 1 || p.Say[0].ID != "broadcast/2/p" {
		t.Errorf("%d withdrawn, left %v", n, words)
	}
}

// senders: three replicas send side by side; one dies after sending and before
// settling. Nothing is lost, order holds, and only what it had in hand comes again,
// once.
func senders(t *testing.T, open Open) {
	const talks, each = 20, 5
	s := open(t)
	for n := range talks {
		for i := range each {
			must(t, s.Commit(t.Context(), turn(who(n), fmt.Sprint(n, "-", i), int64(i), fmt.Sprint(i))))
		}
	}
	w := &wire{seen: map[chat.Address][]string{}}
	var all sync.WaitGroup
	for i, name := range []string{"a", "b", "c"} {
		mine := open(t)
		_, err := mine.Hold(t.Context(), "replica/"+name, name, now, time.Minute)
		must(t, err)
		all.Go(func() { w.send(t, mine, name, now, i == 0) })
	}
	all.Wait()
	w.send(t, s, "d", now.Add(2*time.Minute), false)
	repeats := 0
	for n := range talks {
		got, want := w.seen[who(n)], 0
		for _, word := range got {
			if word == fmt.Sprint(want) {
				want++
			} else if want > 0 && word == fmt.Sprint(want-1) {
				repeats++
			} else {
				t.Errorf("talk %d got %v", n, got)
			}
		}
		if want != each {
			t.Errorf("talk %d got %v", n, got)
		}
	}
	if repeats > 1 {
		t.Errorf("%d came again", repeats)
	}
}

// wire is what the platform has seen.
type wire struct {
	mu   sync.Mutex
	seen map[chat.Address][]string
}

// send claims and sends until nothing is due; one that dies does so after its third
// message has left, with more in its hands.
func (w *wire) send(t *testing.T, s Store, by string, at time.Time, dies bool) {
	for sent := 0; ; {
		a := ask(by)
		a.Now, a.Limit = at, 1
		parcels, err := s.Claim(t.Context(), a)
		if err != nil {
			t.Error(err)
		}
		if len(parcels) == 0 {
			return
		}
		p := parcels[0]
		for i, o := range p.Say {
			w.mu.Lock()
			w.seen[p.To] = append(w.seen[p.To], o.Body.Plain())
			w.mu.Unlock()
			if sent++; dies && sent == 3 {
				return
			}
			if err := s.Settle(t.Context(), p, []chat.Delivery{{ID: o.ID}}, i == len(p.Say)-1); err != nil {
				t.Error(err)
			}
		}
	}
}
