package mongo

import (
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/storage/storagetest"
)

// TestAnOrphanedKeyIsSweptAndNoneOfATurn: a key that nothing needs lies marked for a
// day; a turn that takes it meanwhile keeps it, and one that comes too late makes it anew.
func TestAnOrphanedKeyIsSweptAndNoneOfATurn(t *testing.T) {
	s := fresh(t).open(t, Options{})
	day := func(n int) time.Time { return storagetest.Now().Add(time.Duration(n) * 25 * time.Hour) }
	swept := func(n, want int) {
		t.Helper()
		if got, err := s.SweepKeys(t.Context(), day(n)); err != nil || got != want {
			t.Errorf("day %d: swept %d: %v", n, got, err)
		}
	}
	turn := func(cause string) { // the gap's key is an orphan of a turn that died before its commit
		t.Helper()
		of := chat.Address{Channel: "test", Room: cause, User: cause}
		gap := people.AddGap{Gap: people.NewGap("gap", "949", "câu hỏi", day(0))}
		if err := s.Commit(t.Context(), chat.Turn{Of: of, Cause: cause, Outcome: chat.Outcome{Changes: []chat.Change{gap}}}); err != nil {
			t.Fatal(err)
		}
	}
	subject := "record/" + people.AddGap{Gap: people.NewGap("gap", "949", "", day(0))}.Record()
	orphan := func() {
		t.Helper()
		if err := s.ring().need(t.Context(), subject); err != nil {
			t.Fatal(err)
		}
	}
	orphan()
	swept(0, 0) // too young
	swept(1, 0) // marked
	swept(2, 1)
	orphan()
	swept(3, 0)
	late := s.ring() // a turn that takes the marked key, and the sweeper between its calls
	if err := late.need(t.Context(), subject); err != nil {
		t.Fatal(err)
	}
	swept(4, 0)
	turn("a")
	swept(5, 0)
	swept(6, 0)
	gaps, err := s.Gaps(t.Context())
	if err != nil || len(gaps) != 1 || gaps[0].Text != "câu hỏi" {
		t.Errorf("the question: %+v %v", gaps, err)
	}
}
