package dialogs

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/storage/sqlite"
)

// asker is a head on a channel without files who types "gửi tệp".
func asker(t *testing.T) (Scene, *sqlite.Store) {
	t.Helper()
	desk, talker := deskWithHead(t)
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	s := standing(d, desk, talker, frame(menuName, home))
	s.Talk.Slots, s.Uploads = map[string]string{}, "https://pg.example/tep/"
	s.In = chat.Inbound{ID: "a/1", From: talker, Text: "Gửi tệp"}
	return s, desk
}

// spoken steps once and gives all that was said.
func spoken(t *testing.T, s Scene) (string, chat.Outcome) {
	t.Helper()
	o, err := New().Step(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, say := range o.Say {
		all += say.Body.Plain() + "\n"
	}
	return all, o
}

// linkOf keeps the link that an outcome offers, as a commit would, and gives its token.
func linkOf(t *testing.T, s Scene, store *sqlite.Store) string {
	t.Helper()
	words, o := spoken(t, s)
	_, rest, offered := strings.Cut(words, s.Uploads)
	if !offered {
		t.Fatalf("no link: %s", words)
	}
	for _, c := range o.Changes {
		if set, ok := c.(people.SetUpload); ok {
			if err := store.Apply(t.Context(), set); err != nil {
				t.Fatal(err)
			}
			return strings.Fields(rest)[0]
		}
	}
	t.Fatal("the link is not kept")
	return ""
}

func TestHowASheetIsSentDependsOnWhatTheChannelCarries(t *testing.T) {
	s, _ := asker(t)
	s.Can.Documents = true
	if words, o := spoken(t, s); !strings.Contains(words, "ngay vào đây") || len(o.Changes) != 0 {
		t.Errorf("a channel with files: %s", words)
	}
	s.Can.Documents, s.Uploads = false, ""
	if words, _ := spoken(t, s); !strings.Contains(words, "rồi dán vào đây") {
		t.Errorf("no public address: %s", words)
	}
	s, _ = asker(t)
	s.In = chat.Inbound{ID: "a/2", From: s.In.From, Kind: chat.Sent, File: &chat.FileRef{Name: "ds.xlsx"}}
	if words, _ := spoken(t, s); !strings.Contains(words, s.Uploads) {
		t.Errorf("a file that the channel cannot hand on: %s", words)
	}
	s.In = chat.Inbound{ID: "a/3", From: chat.Address{Channel: "paper", Room: "x", User: "x"}, Text: "Gửi tệp"}
	if words, o := spoken(t, s); strings.Contains(words, s.Uploads) || len(o.Jobs) > 0 {
		t.Errorf("who keeps no list: %s", words)
	}
}

func ofLink(c chat.Change) bool { _, ok := c.(people.SetUpload); return ok }

func TestALinkTakesOneFileOfItsOwnTalkInTime(t *testing.T) {
	s, store := asker(t)
	token := linkOf(t, s, store)
	if len(token) != 20 {
		t.Errorf("%d letters", len(token))
	}
	file := chat.Inbound{ID: "upload/1", Kind: chat.Sent, From: s.In.From, Start: token, File: &chat.FileRef{Ref: "kept:1", Name: "ds.xlsx"}}
	try := func(change func(*Scene)) chat.Outcome {
		one := s
		one.In = file
		change(&one)
		_, o := spoken(t, one)
		return o
	}
	for why, change := range map[string]func(*Scene){
		"another token":    func(s *Scene) { s.In.Start = strings.Repeat("0", 20) },
		"another talk":     func(s *Scene) { s.In.From = chat.Address{Channel: "paper", Room: "x", User: "x"} },
		"after 10 minutes": func(s *Scene) { s.Now = s.Now.Add(people.UploadLife + time.Second) },
	} {
		if o := try(change); len(o.Jobs)+len(o.Say) > 0 || slices.ContainsFunc(o.Changes, ofLink) {
			t.Errorf("%s: %+v", why, o)
		}
	}
	taken := try(func(*Scene) {})
	if len(taken.Jobs) != 1 || !strings.Contains(taken.Jobs[0].Ref, `"Unit":"an-binh"`) || taken.Next.At() != s.Talk.At() {
		t.Fatalf("%+v", taken)
	}
	if err := store.Apply(t.Context(), taken.Changes[0]); err != nil {
		t.Fatal(err)
	}
	if o := try(func(s *Scene) { s.In.ID = "upload/2" }); len(o.Jobs)+len(o.Say) > 0 {
		t.Errorf("used twice: %+v", o)
	}
}

func TestALinkEndsWithTheRight(t *testing.T) {
	s, store := asker(t)
	token := linkOf(t, s, store)
	p, err := store.Person(t.Context(), s.In.From)
	if err != nil {
		t.Fatal(err)
	}
	p.Grants = nil
	if err := store.Apply(t.Context(), people.Set{Person: p}); err != nil {
		t.Fatal(err)
	}
	s.In = chat.Inbound{ID: "upload/1", Kind: chat.Sent, From: s.In.From, Start: token, File: &chat.FileRef{Ref: "kept:1", Name: "ds.xlsx"}}
	if words, o := spoken(t, s); len(o.Jobs) > 0 || words == "" {
		t.Errorf("%d jobs, %s", len(o.Jobs), words)
	}
}
