package storagetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

// Tickets is what the suite asks about questions to the support officers.
type Tickets interface {
	Ticket(context.Context, string) (people.Ticket, error)
	Tickets(context.Context) ([]people.Ticket, error)
	Holders(context.Context, people.Role, string) ([]people.Person, error)
}

// answers: two officers answer one ticket at once; whoever commits second has seen
// the first answer before anything of theirs is kept.
func answers(t *testing.T, open Open) {
	replicas := []Store{open(t), open(t)}
	for n := range 50 {
		asked := people.Ticket{ID: people.TicketID(fmt.Sprint(n)), Directive: "949", By: "p", From: who(9)}.Ask("câu hỏi", now)
		must(t, replicas[0].Apply(t.Context(), people.SetTicket{Ticket: asked}))
		var kept [2]bool
		var both sync.WaitGroup
		for i, s := range replicas {
			both.Go(func() {
				answered := errors.New("answered by another")
				err := until(t.Context(), s, who(i), fmt.Sprint(n, "/", i), func() (chat.Change, error) {
					held, err := s.Ticket(t.Context(), asked.ID)
					if err == nil && held.State != people.TicketOpen {
						err = answered
					}
					return people.SetTicket{Ticket: held.Answer(fmt.Sprint(i), "trả lời", now)}, err
				})
				kept[i] = err == nil
				if err != nil && !errors.Is(err, answered) {
					t.Error(err)
				}
			})
		}
		both.Wait()
		held, err := replicas[0].Ticket(t.Context(), asked.ID)
		must(t, err)
		if kept[0] == kept[1] || len(held.Said) != 2 || held.Version != 2 {
			t.Fatalf("round %d: kept %v, %d said", n, kept, len(held.Said))
		}
	}
	all, err := replicas[1].Tickets(t.Context())
	must(t, err)
	if len(all) != 50 || len(people.Waiting(all, "949")) != 0 {
		t.Errorf("%d tickets, %d waiting", len(all), len(people.Waiting(all, "949")))
	}
}

// holders: whoever was given a role is found by it, and no longer when it is gone.
func holders(t *testing.T, open Open) {
	s := open(t)
	for i, role := range []people.Role{people.Support, people.Staff, people.Support} {
		p := people.Person{ID: fmt.Sprint("p", i), Addresses: []chat.Address{who(i)}, Grants: []people.Grant{{Role: role, Directive: "949"}}}
		must(t, s.Apply(t.Context(), people.Set{Person: p}))
	}
	ids := func(directive string) string {
		found, err := open(t).Holders(t.Context(), people.Support, directive)
		must(t, err)
		all := ""
		for _, p := range found {
			all += p.ID + " "
		}
		return all
	}
	if got := ids("949"); got != "p0 p2 " {
		t.Errorf("holders %q", got)
	}
	if got := ids("950"); got != "" {
		t.Errorf("holders of another directive %q", got)
	}
	p, err := s.Person(t.Context(), who(0))
	must(t, err)
	p.Grants = nil
	must(t, s.Apply(t.Context(), people.Set{Person: p}))
	if got := ids("949"); got != "p2 " {
		t.Errorf("holders after a revocation %q", got)
	}
}
