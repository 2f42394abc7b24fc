package storagetest

import (
	"context"
	"errors"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

// Gaps is what the suite asks about questions that nothing answered.
type Gaps interface {
	Gaps(context.Context) ([]people.Gap, error)
}

// gaps: a question that nothing answered is kept with its turn, once for its cause,
// and by another replica beside a question of its own.
func gaps(t *testing.T, open Open) {
	replicas := []Store{open(t), open(t)}
	for _, cause := range []string{"a", "b", "a"} {
		for _, s := range replicas {
			turn := chat.Turn{Of: who(0), Cause: cause, Outcome: chat.Outcome{
				Changes: []chat.Change{people.AddGap{Gap: people.NewGap(cause, "949", "câu "+cause, now)}}}}
			if err := s.Commit(t.Context(), turn); err != nil && !errors.Is(err, chat.ErrSeen) {
				t.Fatal(err)
			}
		}
	}
	all, err := replicas[1].Gaps(t.Context())
	must(t, err)
	if len(all) != 2 || all[0].Text == all[1].Text {
		t.Errorf("%d gaps kept", len(all))
	}
}
