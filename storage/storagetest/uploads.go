package storagetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/storage"
)

// Uploads is what the suite asks about one-time links for files.
type Uploads interface {
	Upload(ctx context.Context, token string) (people.Upload, error)
}

// uploads: two files come through one link at once; one of them uses it up, and the
// token stands nowhere in what is kept. Links go with who asked for them.
func uploads(t *testing.T, open Open) {
	replicas := []Store{open(t), open(t)}
	for n := range 20 {
		token := fmt.Sprint("TOKEN", n)
		link, err := replicas[0].Upload(t.Context(), token)
		must(t, err)
		if link.Version != 0 || link.ID == "" || link.ID == token {
			t.Fatalf("unknown link %+v", link)
		}
		link.Of, link.By, link.Expires = who(n), asker(t, replicas[0], n), now.Add(people.UploadLife)
		must(t, replicas[0].Apply(t.Context(), people.SetUpload{Upload: link}))
		var kept [2]bool
		var both sync.WaitGroup
		for i, s := range replicas {
			both.Go(func() {
				shut, cause := errors.New("used by another"), fmt.Sprint(n, "/", i)
				err := until(t.Context(), s, who(n), cause, func() (chat.Change, error) {
					held, err := s.Upload(t.Context(), token)
					if err == nil && !held.Open(now) {
						err = shut
					}
					held.Used = cause
					return people.SetUpload{Upload: held}, err
				})
				kept[i] = err == nil
				if err != nil && !errors.Is(err, shut) {
					t.Error(err)
				}
			})
		}
		both.Wait()
		held, err := replicas[1].Upload(t.Context(), token)
		must(t, err)
		if kept[0] == kept[1] || held.Used == "" || held.Open(now) {
			t.Fatalf("round %d: kept %v, %+v", n, kept, held)
		}
	}
	left := func() int {
		all, err := storage.List[people.Upload](t.Context(), replicas[1], "uploads/")
		must(t, err)
		return len(all)
	}
	must(t, storage.ErasePerson(t.Context(), replicas[0], asker(t, replicas[0], 0)))
	if n := left(); n != 10 {
		t.Errorf("%d links are left of 20 when who asked for 10 was erased", n)
	}
}

// asker is one of two people, in turn.
func asker(t *testing.T, s Store, n int) string {
	t.Helper()
	p, err := s.Person(t.Context(), who(n%2))
	must(t, err)
	if p.Version == 0 {
		p.Addresses = []chat.Address{who(n % 2)}
		must(t, s.Apply(t.Context(), people.Set{Person: p}))
	}
	return p.ID
}
