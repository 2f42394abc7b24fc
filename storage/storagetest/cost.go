package storagetest

import (
	"fmt"
	"testing"
)

// cost: ten turns of a talk that has had very many cost the calls and the bytes of ten
// turns of a young one, give or take half.
func cost(t *testing.T, open Open, weigh Weigh, turns int) {
	calls := 0
	s := open(t, func(string) error { calls++; return nil })
	at := int64(0)
	ten := func() {
		for range 10 {
			cause := fmt.Sprint("turn", at)
			must(t, s.Commit(t.Context(), turn(who(1), cause, at, "trả lời")))
			at++
			post{}.collect(t, s)
			_, err := s.Conversation(t.Context(), who(1))
			must(t, err)
		}
	}
	measured := func() (n int, bytes int64) {
		calls = 0
		bytes = weigh(t, ten)
		return calls, bytes
	}
	ten()
	youngCalls, youngBytes := measured()
	for at < int64(turns) {
		must(t, s.Commit(t.Context(), turn(who(1), fmt.Sprint("turn", at), at)))
		at++
	}
	oldCalls, oldBytes := measured()
	t.Logf("ten turns: %d calls and %d bytes; after %d turns %d calls and %d bytes", youngCalls, youngBytes, turns, oldCalls, oldBytes)
	if 2*oldCalls > 3*youngCalls || 2*oldBytes > 3*youngBytes {
		t.Error("it grows with the talk")
	}
}
