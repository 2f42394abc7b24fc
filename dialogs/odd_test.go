package dialogs

import (
	"maps"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/sqlite"
)

// about is what a state needs besides its name, where it needs anything.
var stateAbout = map[string][]string{
	"menu task": {"t3"}, "menu topic": {"deadline.when"}, "menu missing": {"0"},
	"guide conditions": {"reg"}, "guide step": {"reg", "3"}, "guide steps": {"reg", "3"}, "guide stuck": {"reg", "3"},
	"guide symptom": {"reg", "3", "exists"}, "guide finished": {"reg", "5"}, "guide where": {"reg"}, "roster sure": {"1"},
	"mydata sure": {"erase"}, "review comment": {"r1"}, "paste cell": {"national_id"},
}

// held is what a person in the middle of everything has in the slots.
var held = map[string]string{
	"obliged.kind": "office", "obliged.word": "CT", "obliged.post": "Chuyên viên",
	"roster.unit": "an-binh", "roster.form": "pl2", "roster.column": "position",
	wrongWords: "Sai năm sinh", "support.text": "Máy báo lỗi đỏ", "support.where": "reg:reg.step3", "answer.id": "t1",
	"review.unit": "an-binh", "review.form": "pl2", "handover.unit": "an-binh", "handover.name": "Trần Thị Bình", "handover.until": "2020-12-31",
	"new.how": "leave", "new.reason": "Nghỉ hưu", "new.day": "2020-09-25",
}

// odd are inputs that no state takes for an answer.
var oddInputs = map[string]chat.Inbound{
	"empty":            {},
	"blank":            {Text: " \t\n "},
	"marks only":       {Text: "\u202e\u200f\u202c\u200b"},
	"10,000 letters":   {Text: strings.Repeat("chữ ", 2500)},
	"emoji":            {Text: "😀👍🏽"},
	"NFD punctuation":  {Text: norm.NFD.String("?!…")},
	"photo":            {Kind: chat.Sent, File: &chat.FileRef{Ref: "f", MIME: "image/jpeg"}},
	"file":             {Kind: chat.Sent, File: &chat.FileRef{Ref: "f", MIME: "application/zip"}},
	"no file":          {Kind: chat.Sent},
	"sticker":          {Kind: chat.Unknown},
	"edited":           {Kind: chat.Edited, Of: "1", Text: "Trưởng phòng"},
	"another's card":   {Kind: chat.Shared},
	"own card":         {Kind: chat.Shared, Phone: "0950000123"},
	"last week's":      {Press: &chat.Press{Offer: 1, Index: 2, Stale: true}},
	"unknown lasting":  {Text: "go:nowhere", Press: &chat.Press{Value: "go:nowhere"}},
	"unknown step":     {Text: "go:step:nowhere:3", Press: &chat.Press{Value: "go:step:nowhere:3"}},
	"unknown undo":     {Text: "undo:nothing", Press: &chat.Press{Value: "undo:nothing"}},
	"unknown deadline": {Text: "mute:nothing", Press: &chat.Press{Value: "mute:nothing"}},
	"unknown command":  {Text: "/nothing"},
	"OTP":              {Text: "mã OTP là 123456"},
	"password":         {Text: "mật khẩu: Abc@1234"},
}

// TestEveryStateStandsAtEveryOddInput puts each input to each state of each dialog:
// a sentence is said, the talk stands where it stood, and nothing is stored.
func TestEveryStateStandsAtEveryOddInput(t *testing.T) {
	desk, talker := deskWithHead(t)
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	h := New()
	for name, one := range h.dialogs {
		for _, state := range one.table().States() {
			if name == personnelName || name == answerName || name == confirmName || state == "joined" || state == earlierState {
				continue // what they stand on is a roster handed in, a ticket, an invite, another talk, another directive: their tests hold them
			}
			for title, in := range oddInputs {
				t.Run(name+" "+state+" "+title, func(t *testing.T) {
					s := standing(d, desk, talker, frame(name, state, stateAbout[name+" "+state]...))
					s.In = in
					s.In.ID, s.In.From = "odd/1", talker
					stands(t, h, s)
				})
			}
		}
	}
}

func stands(t *testing.T, h *House, s Scene) {
	t.Helper()
	before := s.Talk.Clone()
	o, err := h.Step(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if o.Next == nil || !reflect.DeepEqual(o.Next.Frames, before.Frames) {
		t.Fatalf("stands at %v", o.Next.Frames)
	}
	for _, passing := range []string{"asked", "roster.suggest", shownSources, "missed"} {
		delete(o.Next.Slots, passing)
	}
	if !maps.Equal(o.Next.Slots, before.Slots) {
		t.Errorf("slots %v", o.Next.Slots)
	}
	if len(o.Changes) > 0 || len(o.Jobs) > 0 {
		t.Errorf("stores %v %v", o.Changes, o.Jobs)
	}
	words := ""
	for _, say := range o.Say {
		words += say.Body.Plain()
	}
	if len([]rune(words)) < 20 {
		t.Errorf("says only %q", words)
	}
}

// deskWithHead is a store in which somebody heads a unit with one row.
func deskWithHead(t *testing.T) (*sqlite.Store, chat.Address) {
	t.Helper()
	dir := t.TempDir()
	keys, err := storage.OpenKeys(filepath.Join(dir, "keys.json"), true)
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(dir, "odd.db"), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	talker := chat.Address{Channel: "paper", Room: "r", User: "u"}
	p, err := store.Person(t.Context(), talker)
	if err != nil {
		t.Fatal(err)
	}
	p.Addresses = []chat.Address{talker}
	p.Grants = []people.Grant{{Role: people.Head, Directive: "949", Unit: "an-binh"}, {Role: people.Office, Directive: "949"}}
	p.Consents = []people.Consent{{Form: "949/pl2", Version: "1"}}
	p.Progress = map[string]people.Progress{"949/reg": {Step: "reg.step3"}}
	add := roster.Edit{Key: roster.Key{Directive: "949", Form: "pl2", Unit: "an-binh", Period: "-"}, By: p.ID, At: day(22), Cause: "seed",
		Ops: []roster.Op{{Verb: roster.Add, Row: "r1", Cells: map[string]string{"full_name": "Nguyễn Văn An", "position": "Chuyên viên"}}}}
	mend := roster.SetMending{Mending: roster.Mending{ID: roster.MendingID(add.Key, p.ID), Key: add.Key, Total: 1, Rows: []roster.DraftRow{{Line: 2, Cells: map[string]string{"full_name": "Lê Văn Cường"},
		Bad: []roster.BadCell{{Column: "national_id", Value: "28000O456", Reason: "ID_LETTER", Suggestion: "280000456"}}}}}}
	if err := store.Apply(t.Context(), people.Set{Person: p}, add, mend); err != nil {
		t.Fatal(err)
	}
	return store, talker
}

func day(d int) time.Time { return time.Date(2020, 9, d, 2, 0, 0, 0, time.UTC) }

// standing is a scene in which the talk stands at a frame, with everything in hand.
func standing(d *directive.Directive, desk Desk, talker chat.Address, f chat.Frame) Scene {
	slots := maps.Clone(held)
	if f.Dialog == rosterName && (stateOf(f) == "row" || stateOf(f) == "conflict") {
		slots["roster.row"], slots["roster.rowv"], slots[cellPrefix+"position"] = "r1", "1", "=Trưởng phòng"
	}
	if f.Dialog == amendName {
		slots["amend.cell"], slots["amend.value"], slots["amend.rowv"], slots["amend.mark"] = "949/pl2/an-binh/-/r1/position", "=Trưởng phòng", "1", "7"
	}
	talk := chat.Conversation{Of: talker, Directive: d.ID + "@" + d.Edition, Frames: []chat.Frame{f}, Slots: slots, Marks: map[string]string{}, Version: 7, OfferedAt: 7}
	return Scene{Talk: talk, Now: day(23), Directives: []*directive.Directive{d}, Desk: desk, Can: chat.Capabilities{Buttons: true}}
}
