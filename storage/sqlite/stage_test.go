package sqlite

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/storagetest"
)

var (
	unit = roster.Key{Directive: "949", Form: "pl2", Unit: "an-binh", Period: "-"}
	head = chat.Address{Channel: "test", Room: "1", User: "1"}
	seen = chat.Address{Channel: "test", Room: "2", User: "2"}
)

// stage is a store whose clock is set by hand, with a folder for copies of it.
type stage struct {
	*testing.T
	folder, copies string
	keyset         string
	keys           *storage.Keys
	now            time.Time
}

func newStage(t *testing.T) *stage {
	t.Helper()
	g := &stage{T: t, folder: t.TempDir(), copies: t.TempDir(), now: storagetest.Now()}
	g.keyset = filepath.Join(t.TempDir(), "keyset.json")
	g.keys = g.read()
	return g
}

func (g *stage) must(err error) {
	g.Helper()
	if err != nil {
		g.Fatal(err)
	}
}

// read gives the keyset as another process reads it.
func (g *stage) read() *storage.Keys {
	g.Helper()
	keys, err := storage.OpenKeys(g.keyset, true)
	g.must(err)
	return keys
}

func (g *stage) open(name string) *Store {
	g.Helper()
	s, err := Open(g.Context(), Options{Path: filepath.Join(g.folder, name), Keys: g.keys, Now: func() time.Time { return g.now }})
	g.must(err)
	g.Cleanup(func() { _ = s.Close() })
	return s
}

func (g *stage) copy(s *Store, name string) (data, keys string) {
	g.Helper()
	data, keys = filepath.Join(g.copies, "data-"+name), filepath.Join(g.copies, "keys-"+name)
	g.must(s.Backup(g.Context(), data, keys))
	return data, keys
}

// restore makes the store "back-"+name of two copies.
func (g *stage) restore(data, keys, name string) *Store {
	g.Helper()
	path := filepath.Join(g.folder, "back-"+name)
	g.must(Restore(g.Context(), Restored{Data: data, Keys: keys, Path: path, Keyset: g.keys, Now: func() time.Time { return g.now }}))
	return g.open("back-" + name)
}

// plant puts a canary everywhere that a person's words may stand: a row of the unit, and
// all that its head has under way.
func (g *stage) plant(s *Store, row string) {
	g.Helper()
	r, err := s.Roster(g.Context(), unit)
	g.must(err)
	talk, err := s.Conversation(g.Context(), head)
	g.must(err)
	p, err := s.Person(g.Context(), head)
	g.must(err)
	if p.Version == 0 {
		p.Addresses = []chat.Address{head}
		g.must(s.Apply(g.Context(), people.Set{Person: p}))
		ticket := people.Ticket{ID: "t", Directive: unit.Directive, By: p.ID, From: head}.Ask("canary", g.now)
		ended := people.Request{ID: "r", Directive: unit.Directive, By: p.ID, Right: people.View, Made: g.now}.End(people.RequestDone, g.now)
		draft := roster.Mending{ID: "d", Key: unit, By: p.ID, At: g.now, Rows: []roster.DraftRow{{Cells: map[string]string{"full_name": "canary draft"}}}}
		g.must(s.Apply(g.Context(), people.SetTicket{Ticket: ticket}, people.SetRequest{Request: ended}, roster.SetMending{Mending: draft}))
	}
	edit := roster.Edit{Key: unit, Rests: r.Version, By: p.ID, At: g.now, Cause: row,
		Ops: []roster.Op{{Verb: roster.Add, Row: row, Cells: map[string]string{"full_name": "canary " + row, "phone": "0950000777"}}}}
	talk.Slots["typed"] = "canary " + row
	say := []chat.Outbound{{ID: row + "/0", To: head, Body: chat.Body{{Text: chat.Words("canary " + row)}}}}
	g.must(s.Commit(g.Context(), chat.Turn{Of: head, Cause: row, Outcome: chat.Outcome{Next: &talk, Changes: []chat.Change{edit}, Say: say}}))
	_, err = s.AppendLine(g.Context(), head, storage.Line{ID: row, At: g.now, Body: []byte("canary " + row)})
	g.must(err)
	g.must(s.KeepFile(g.Context(), storage.File{ID: row, Of: head, Name: "canary", At: g.now}, []byte("canary")))
	_, err = s.Failed(g.Context(), row, []byte("canary "+row))
	g.must(err)
}
