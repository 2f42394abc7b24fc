package storagetest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

const canary = "canary 0950000777"

// kept puts a canary everywhere that a person's words may stand.
func kept(t *testing.T, s Store) {
	headOf(t, s, 1)
	headOf(t, s, 2)
	p, err := s.Person(t.Context(), who(1))
	must(t, err)
	for _, one := range []string{"row", "other"} {
		r, err := s.Roster(t.Context(), annex)
		must(t, err)
		edit := add(one, r.Version, map[string]string{"full_name": one + " " + canary, "phone": "0950000777"})
		edit.By = p.ID
		must(t, s.Apply(t.Context(), edit))
	}
	talk := turn(who(1), "a", 0, canary)
	talk.Next.Slots["typed"] = canary
	talk.Jobs = []chat.Job{{ID: "j", Kind: "read", Ref: canary}}
	must(t, s.Commit(t.Context(), talk))
	_, err = s.AppendLine(t.Context(), who(1), storage.Line{ID: "l", At: now, Body: []byte(canary)})
	must(t, err)
	must(t, s.KeepFile(t.Context(), storage.File{ID: "f", Of: who(1), Name: canary, At: now}, []byte(canary)))
	_, err = s.Failed(t.Context(), "bad", []byte(canary))
	must(t, err)
	ticket := people.Ticket{ID: "t", Directive: annex.Directive, By: p.ID, From: who(1)}.Ask(canary, now)
	must(t, s.Apply(t.Context(), people.SetTicket{Ticket: ticket}))
	duty := people.Invite{ID: "duty", Role: people.Deputy, Directive: annex.Directive, Unit: annex.Unit, Name: canary, UsedBy: p.ID, Expires: now, Until: now.Add(time.Hour)}
	upload := people.Upload{ID: "u", By: p.ID, Of: who(1), Form: canary, Expires: now}
	must(t, s.Apply(t.Context(), people.SetInvite{Invite: duty}, people.SetUpload{Upload: upload}))
	linked, err := s.Person(t.Context(), who(3))
	must(t, err)
	before := people.Ticket{ID: "before", Directive: annex.Directive, By: linked.ID, From: who(3)}.Ask(canary, now)
	must(t, s.Apply(t.Context(), people.Set{Person: people.Person{ID: linked.ID, As: p.ID}}, people.SetTicket{Ticket: before}))
}

// tell gives everything that can be read of a store.
func tell(t *testing.T, s Store) string {
	t.Helper()
	var b strings.Builder
	note := func(v any, err error) {
		must(t, err)
		raw, err := json.Marshal(v)
		must(t, err)
		b.Write(raw)
	}
	for n := range 3 {
		talk, err := s.Conversation(t.Context(), who(n))
		note(talk, err)
		lines, err := s.Lines(t.Context(), who(n), 0, 100)
		for _, l := range lines {
			b.Write(l.Body)
		}
		note(nil, err)
	}
	r, err := s.Rosters(t.Context(), annex.Directive)
	note(r, err)
	h, err := s.History(t.Context(), annex, time.Time{})
	note(h, err)
	tickets, err := s.Tickets(t.Context())
	note(tickets, err)
	invites, err := s.Invites(t.Context())
	note(invites, err)
	uploads, err := storage.List[people.Upload](t.Context(), s, "uploads/")
	note(uploads, err)
	requests, err := s.Requests(t.Context())
	note(requests, err)
	twins, err := s.Twins(t.Context(), []string{"0950000777"})
	note(len(twins), err)
	task, err := s.Take(t.Context(), chat.Ask{By: "x", Now: afterwards, Kinds: []string{"read"}})
	note(task, err)
	parcels, err := s.Claim(t.Context(), chat.Ask{By: "x", Now: afterwards, Channels: []string{"test"}, Limit: 10})
	note(parcels, err)
	return b.String()
}

// erased: of an erased row and an erased person nothing can be read any more, what is
// others' stands, and both may come again.
func erased(t *testing.T, open Open) {
	s := open(t)
	kept(t, s)
	p, err := s.Person(t.Context(), who(1))
	must(t, err)
	for right, what := range map[people.Right]string{people.Correct: canary, people.Removal: ""} {
		must(t, s.Apply(t.Context(), people.SetRequest{Request: people.Request{ID: string(right), Directive: annex.Directive, By: p.ID, Right: right, What: what, Made: now, State: people.RequestOpen}}))
	}
	for range 2 { // interrupted, it is done again
		must(t, storage.EraseRows(t.Context(), s, storage.Strike{Key: annex, Rows: []string{roster.RowID("row", 0)}, Verb: roster.Erase, At: now}))
	}
	if _, _, err := s.File(t.Context(), "f"); err == nil {
		t.Error("the file of the row's author is still there")
	}
	other := roster.RowID("other", 0)
	r, err := open(t).Roster(t.Context(), annex)
	if row, ok := r.Row(other); err != nil || len(r.Every()) != 1 || !ok || row.Cells["full_name"] != "other "+canary {
		t.Errorf("the other row: %+v %v", r, err)
	}
	must(t, storage.EraseRows(t.Context(), s, storage.Strike{Key: annex, Rows: []string{other}, Verb: roster.Erase, At: now}))
	for range 2 {
		must(t, storage.ErasePerson(t.Context(), s, p.ID))
	}
	if told := tell(t, open(t)); strings.Contains(told, "0950000777") {
		t.Errorf("still told: %s", told)
	}
	if second, err := s.Person(t.Context(), who(2)); err != nil || second.Version == 0 {
		t.Errorf("somebody else: %+v %v", second, err)
	}
	requests, err := s.Requests(t.Context())
	if err != nil || len(requests) != 1 || requests[0].Right != people.Removal || requests[0].State != people.RequestOpen {
		t.Errorf("the request to erase is still to be closed: %+v %v", requests, err)
	}
	entries, err := s.History(t.Context(), annex, time.Time{})
	if err != nil || len(entries) != 4 || entries[0].By != p.ID || len(entries[0].Fields) != 2 || len(entries[0].After) != 0 {
		t.Errorf("the history keeps who, when and which field: %+v %v", entries, err)
	}
	must(t, adds(1, "again")(t.Context(), s)) // a stranger now
	headOf(t, s, 1)
	must(t, adds(1, "once more")(t.Context(), s))
	if r, err := s.Roster(t.Context(), annex); err != nil || len(r.Rows) != 1 {
		t.Errorf("afterwards: %+v %v", r, err)
	}
}
