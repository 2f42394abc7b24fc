package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

// tables are all that a store holds but whose turn it is, each table as its rows.
func (g *stage) tables(s *Store) map[string][][]any {
	g.Helper()
	names, err := s.names(g.Context(), `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('leases', 'sqlite_sequence') ORDER BY name`)
	g.must(err)
	all := map[string][][]any{}
	for _, name := range names {
		found, err := s.reads.QueryContext(g.Context(), `SELECT * FROM `+name+` ORDER BY 1, 2`)
		g.must(err)
		columns, err := found.Columns()
		g.must(err)
		g.must(each(found, func() error {
			row, at := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				at[i] = &row[i]
			}
			err := found.Scan(at...)
			all[name] = append(all[name], row)
			return err
		}))
	}
	return all
}

func TestACopyGivesBackEverything(t *testing.T) {
	g := newStage(t)
	s := g.open("office.db")
	g.plant(s, "one")
	g.plant(s, "two")
	g.must(storage.EraseRows(t.Context(), s, storage.Strike{Key: unit, Rows: []string{"one"}, Verb: roster.Erase, At: g.now}))
	g.plant(s, "three")
	g.now = g.now.Add(time.Minute)
	before := g.tables(s)
	data, keys := g.copy(s, "1")
	back := g.restore(data, keys, "1")
	if len(before) < 12 || len(before["cells"]) != 2 {
		t.Fatalf("%d tables hold something, %d rows", len(before), len(before["cells"]))
	}
	after := g.tables(back)
	stripped(before)
	stripped(after)
	for name := range before {
		if !reflect.DeepEqual(before[name], after[name]) {
			t.Errorf("%s: %d rows before, %d after, or others", name, len(before[name]), len(after[name]))
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d tables, %d after", len(before), len(after))
	}
	talk, err := back.Conversation(t.Context(), head)
	if err != nil || talk.Slots["typed"] != "canary three" {
		t.Errorf("the talk: %v %v", talk.Slots, err)
	}
	for _, file := range []string{data, keys} {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", filepath.Base(file), info.Mode(), err)
		}
	}
}

// stripped leaves out the sealed values of erased rows in the history, which restoring
// empties and nothing can open.
func stripped(all map[string][][]any) {
	for _, row := range all["history"] {
		if strings.Contains(fmt.Sprintf("%s", row[3]), `"Row":"one"`) {
			row[4] = nil
		}
	}
}

func TestNoKeyIsInTheCopyOfTheData(t *testing.T) {
	g := newStage(t)
	s := g.open("office.db")
	g.plant(s, "one")
	wrapped := g.wrapped(s)
	data, keys := g.copy(s, "1")
	if n := inFile(t, keys, wrapped); n != len(wrapped) || n < 5 {
		t.Errorf("the copy of the keys has %d of %d", n, len(wrapped))
	}
	if n := inFile(t, data, append(wrapped, []byte("canary"))); n != 0 {
		t.Errorf("the copy of the data has %d keys", n)
	}
	if left, err := filepath.Glob(filepath.Join(g.folder, "*.copying")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func (g *stage) wrapped(s *Store) (all [][]byte) {
	g.Helper()
	g.must(rows(g.Context(), s.db, `SELECT subject, wrapped FROM keys`, func(_ string, raw []byte) error {
		all = append(all, raw)
		return nil
	}))
	return all
}

func inFile(t *testing.T, file string, words [][]byte) (n int) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range words {
		if bytes.Contains(raw, w) {
			n++
		}
	}
	return n
}

// TestWhoWasErasedDoesNotComeBack restores an older copy of the data with the newest of
// the keys. One row was under way when the data was copied and saved afterwards.
func TestWhoWasErasedDoesNotComeBack(t *testing.T) {
	g := newStage(t)
	s := g.open("office.db")
	g.plant(s, "one")
	g.plant(s, "two")
	stranger := chat.Conversation{Of: seen, Slots: map[string]string{"typed": "canary draft"}}
	g.must(s.Commit(t.Context(), chat.Turn{Of: seen, Cause: "d", Outcome: chat.Outcome{Next: &stranger}}))
	p, err := s.Person(t.Context(), head)
	g.must(err)
	data, stale := g.copy(s, "old")
	sealed := g.sealed(s)
	if n := inFile(t, data, sealed); n != len(sealed) || n < 10 {
		t.Fatalf("the older copy has %d of %d", n, len(sealed))
	}
	g.now = g.now.Add(time.Hour)
	g.plant(s, "late")
	for _, row := range []string{"one", "two", "late"} {
		g.must(storage.EraseRows(t.Context(), s, storage.Strike{Key: unit, Rows: []string{row}, Verb: roster.Erase, At: g.now}))
	}
	g.must(storage.ErasePerson(t.Context(), s, p.ID))
	g.must(s.Apply(t.Context(), people.Set{Person: people.Person{ID: p.ID, Version: p.Version + 1, Addresses: []chat.Address{head}}})) // comes again
	_, keys := g.copy(s, "new")
	back := g.restore(data, keys, "1")
	if open := append(g.opened(back, keys), g.opened(back, stale)...); len(open) != 0 {
		t.Errorf("still opened: %v", open)
	}
	if n := inFile(t, filepath.Join(g.folder, "back-1"), sealed); n != 0 {
		t.Errorf("%d of %d are still in the file", n, len(sealed))
	}
	r, err := back.Roster(t.Context(), unit)
	if err != nil || len(r.Every()) != 0 {
		t.Errorf("the roster: %+v %v", r, err)
	}
	twins, err := back.Twins(t.Context(), []string{"0950000777"})
	if err != nil || len(twins) != 0 {
		t.Errorf("twins: %v %v", twins, err)
	}
	again, err := back.Person(t.Context(), head)
	if err != nil || len(again.Addresses) != 0 {
		t.Errorf("the person: %+v %v", again, err)
	}
	if entries, err := back.History(t.Context(), unit, time.Time{}); err != nil || len(entries) < 2 || len(entries[0].After) != 0 || entries[0].By != p.ID {
		t.Errorf("the history: %+v %v", entries, err)
	}
	g.plant(back, "fresh")
	if r, err = back.Roster(t.Context(), unit); err != nil || len(r.Rows) != 1 {
		t.Errorf("afterwards: %+v %v", r, err)
	}
}

// places are where something sealed stands, by how its place begins.
var places = map[string]string{
	"records/": `SELECT id, sealed FROM records`, "history/": `SELECT id, sealed FROM history`, "talks/": `SELECT address, sealed FROM talks WHERE sealed IS NOT NULL`,
	"outbox/": `SELECT id, sealed FROM outbox`, "lines/": `SELECT address || '/' || id, sealed FROM lines`, "files/": `SELECT id, sealed FROM files`,
	"failures/": `SELECT cause, sealed FROM failures`, "cells/": `SELECT record || '/' || row, sealed FROM cells`, "jobs/": `SELECT id, sealed FROM jobs`,
}

// opened gives where, of all that is sealed in a store, a canary can be read with any of
// the keys in a copy.
func (g *stage) opened(s *Store, copied string) (all []string) {
	g.Helper()
	db, err := sql.Open("sqlite", source(copied, nil))
	g.must(err)
	defer func() { _ = db.Close() }()
	keys := map[string]storage.DataKey{}
	g.must(rows(g.Context(), db, `SELECT subject, wrapped FROM keys`, func(subject string, raw []byte) error {
		key, err := g.keys.OpenDataKey(subject, raw)
		keys[subject] = key
		return err
	}))
	for place, query := range places {
		g.must(rows(g.Context(), s.db, query, func(id string, sealed []byte) error {
			for _, key := range keys {
				var v any
				if err := key.Open(sealed, place+id, &v); err == nil && holdsCanary(v) {
					all = append(all, place+id)
				}
			}
			return nil
		}))
	}
	return all
}

// sealed gives what is sealed in a store, but for the body of the roster, which stays.
func (g *stage) sealed(s *Store) (all [][]byte) {
	g.Helper()
	for _, query := range places {
		g.must(rows(g.Context(), s.db, query, func(id string, raw []byte) error {
			if !strings.HasPrefix(id, "rosters/949/pl2/an-binh/-") || strings.Count(id, "/") > 4 {
				all = append(all, raw)
			}
			return nil
		}))
	}
	return all
}

func holdsCanary(v any) bool {
	switch v := v.(type) {
	case string:
		return bytes.Contains([]byte(v), []byte("canary")) || v == "0950000777" || bytes.Contains([]byte(v), []byte("Y2FuYXJ5")) // the same in base64
	case []any:
		for _, one := range v {
			if holdsCanary(one) {
				return true
			}
		}
	case map[string]any:
		for _, one := range v {
			if holdsCanary(one) {
				return true
			}
		}
	}
	return false
}

func TestTheSearchFindsTheCanariesThatAreThere(t *testing.T) {
	g := newStage(t)
	s := g.open("office.db")
	g.plant(s, "one")
	data, keys := g.copy(s, "1")
	if before, after := g.opened(s, keys), g.opened(g.restore(data, keys, "1"), keys); len(before) != 9 || len(after) != len(before) {
		t.Errorf("%v, restored %v", before, after)
	}
}

func TestRestoringRefusesAndChangesNothing(t *testing.T) {
	g := newStage(t)
	s := g.open("office.db")
	g.plant(s, "one")
	_, older := g.copy(s, "old")
	g.now = g.now.Add(time.Hour)
	data, keys := g.copy(s, "new")
	other, err := storage.OpenKeys(filepath.Join(t.TempDir(), "other.json"), true)
	g.must(err)
	noise := filepath.Join(t.TempDir(), "noise")
	g.must(os.WriteFile(noise, bytes.Repeat([]byte("noise"), 5000), 0o600))
	fresh := filepath.Join(g.folder, "fresh.db")
	for name, one := range map[string]struct {
		Restored
		err error
	}{
		"a store that is there": {Restored{Data: data, Keys: keys, Path: filepath.Join(g.folder, "office.db"), Keyset: g.keys}, ErrThere},
		"older keys":            {Restored{Data: data, Keys: older, Path: fresh, Keyset: g.keys}, ErrOlder},
		"another keyset":        {Restored{Data: data, Keys: keys, Path: fresh, Keyset: other}, storage.ErrUnknownKey},
		"noise for data":        {Restored{Data: noise, Keys: keys, Path: fresh, Keyset: g.keys}, ErrNoCopy},
		"noise for keys":        {Restored{Data: data, Keys: noise, Path: fresh, Keyset: g.keys}, ErrNoCopy},
		"the two changed about": {Restored{Data: keys, Keys: data, Path: fresh, Keyset: g.keys}, ErrNoCopy},
	} {
		if err := Restore(t.Context(), one.Restored); !errors.Is(err, one.err) {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := filepath.Glob(filepath.Join(g.folder, "fresh*")); err != nil || len(left) != 0 {
			t.Errorf("%s: left %v %v", name, left, err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(g.folder, ".restore*")); err != nil || len(left) != 0 {
		t.Errorf("left %v %v", left, err)
	}
}

func TestAServedStoreIsNotRestored(t *testing.T) {
	g := newStage(t)
	s := g.open("office.db")
	data, keys := g.copy(s, "1")
	path := filepath.Join(g.folder, "served.db")
	served, err := Open(t.Context(), Options{Path: path, Keys: g.keys, Replica: "one"})
	g.must(err)
	t.Cleanup(func() { _ = served.Close() })
	for _, file := range []string{path, path + "-wal", path + "-shm"} {
		g.must(os.Remove(file))
	}
	if err := Restore(t.Context(), Restored{Data: data, Keys: keys, Path: path, Keyset: g.keys}); !errors.Is(err, ErrThere) {
		t.Error(err)
	}
}

// TestACopyIsOfOneMoment copies while rows are added: each turn is in it whole or not
// at all, the first one always.
func TestACopyIsOfOneMoment(t *testing.T) {
	g := newStage(t)
	s := g.open("office.db")
	g.plant(s, "first")
	begun, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for i := range 30 {
			to := chat.Address{Channel: "test", Room: fmt.Sprint(i), User: "3"}
			next := chat.Conversation{Of: to, Slots: map[string]string{"typed": "x"}}
			say := []chat.Outbound{{ID: fmt.Sprint(i), To: to, Body: chat.Body{{Text: chat.Words("x")}}}}
			if err := s.Commit(t.Context(), chat.Turn{Of: to, Cause: fmt.Sprint("m", i), Outcome: chat.Outcome{Next: &next, Say: say}}); err != nil {
				t.Error(err)
			}
			if i == 0 {
				close(begun)
			}
		}
	}()
	<-begun
	data, keys := g.copy(s, "1")
	<-ended
	back := g.tables(g.restore(data, keys, "1"))
	if n := len(back["talks"]); n < 2 || len(back["outbox"]) != n || len(back["causes"]) != n {
		t.Errorf("%d talks, %d replies, %d causes", n, len(back["outbox"]), len(back["causes"]))
	}
	if len(back["cells"]) != 1 {
		t.Errorf("%d rows", len(back["cells"]))
	}
}
