package storagetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

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

func isStale(err error) bool { return errors.Is(err, chat.ErrStale) }

// sameMessage: two replicas hear one message; one turn, one row, one reply.
func sameMessage(t *testing.T, open Open) {
	replicas := []Store{open(t), open(t)}
	headOne(t, replicas[0])
	left := post{}
	for n := range 30 {
		cause := fmt.Sprint("m", n)
		var both sync.WaitGroup
		for _, s := range replicas {
			both.Go(func() {
				if err := adds(1, cause)(t.Context(), s); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		left.collect(t, replicas[0])
		left.once(t, cause+"/0")
		rows(t, replicas[1], n+1)
	}
}

// oldCause: a message is known again though its talk has heard hundreds since.
func oldCause(t *testing.T, open Open) {
	s := open(t)
	firstAlready(t, s)
	manyCauses(t, s)
	for n := range 300 {
		must(t, s.Commit(t.Context(), turn(who(1), fmt.Sprint("more", n), int64(n)+1)))
	}
	for _, cause := range []string{"first", "old0", "old255", "more0", "more299"} {
		if err := s.Commit(t.Context(), turn(who(1), cause, 301)); !errors.Is(err, chat.ErrSeen) {
			t.Errorf("%s: %v", cause, err)
		}
	}
}

// insert: an unguarded change makes its record once.
func insert(t *testing.T, open Open) {
	s := open(t)
	one := turn(who(1), "a", 0)
	one.Changes = []chat.Change{people.SetInvite{Invite: people.Invite{ID: "x", Version: chat.NoGuard, Role: people.Staff, Made: now, Expires: afterwards}}}
	must(t, s.Commit(t.Context(), one))
	again := turn(who(1), "b", 1)
	again.Changes = []chat.Change{people.SetInvite{Invite: people.Invite{ID: "x", Version: chat.NoGuard, Role: people.Head, Made: now, Expires: afterwards}}}
	must(t, s.Commit(t.Context(), again))
	all, err := s.Invites(t.Context())
	must(t, err)
	if len(all) != 1 || all[0].Role != people.Staff {
		t.Errorf("kept %+v", all)
	}
}
