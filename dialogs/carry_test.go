package dialogs

import (
	"testing"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
)

// TestOnlyWorkThatStandsAsItWasCopiedIsLetGo: a release that comes late leaves alone a
// talk that has moved on.
func TestOnlyWorkThatStandsAsItWasCopiedIsLetGo(t *testing.T) {
	desk, talker := deskWithHead(t)
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for version, want := range map[string]string{"7": menuName, "6": rosterName} {
		s := standing(d, desk, talker, frame(rosterName, "list"))
		s.In = chat.Inbound{ID: "job/1", Kind: chat.Done, From: talker, Of: ReleaseKind, Start: version}
		o, err := New().Step(t.Context(), s)
		if err != nil || o.Next.At().Dialog != want || (len(o.Say) > 0) != (want == menuName) {
			t.Errorf("copied at %s: %v, at %v, says %v", version, err, o.Next.At(), o.Say)
		}
	}
}
