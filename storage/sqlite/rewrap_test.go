package sqlite

import (
	"os"
	"testing"
)

// TestRotatingBesideARunningStore: another process, which knows the keyset of before,
// reads and writes on; a copy made before still opens.
func TestRotatingBesideARunningStore(t *testing.T) {
	g := newStage(t)
	running := g.open("office.db")
	g.plant(running, "one")
	data, keys := g.copy(running, "1")
	old := g.wrapped(running)
	g.keys = g.read()
	command := g.open("office.db")
	g.must(g.keys.Rotate(true))
	n, err := command.Rewrap(t.Context())
	if err != nil || n != len(old) {
		t.Fatalf("%d of %d: %v", n, len(old), err)
	}
	if left := holding(t, g.folder, old); left != 0 {
		t.Errorf("%d old wrappings are still in the files", left)
	}
	if info, err := os.Stat(g.keyset); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v", err)
	}
	if _, err := os.Stat(g.keyset + ".bak"); err != nil {
		t.Error(err)
	}
	g.plant(running, "two")
	r, err := command.Roster(t.Context(), unit)
	if row, ok := r.Row("two"); err != nil || !ok || row.Cells["full_name"] != "canary two" {
		t.Errorf("written meanwhile: %+v %v", r, err)
	}
	back := g.restore(data, keys, "1")
	if r, err := back.Roster(t.Context(), unit); err != nil || len(r.Rows) != 1 || r.Rows[0].Cells["full_name"] != "canary one" {
		t.Errorf("the copy of before: %+v %v", r, err)
	}
}
