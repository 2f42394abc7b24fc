package sqlite

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/storagetest"
)

// TestWhatIsErasedLeavesTheFiles looks for the sealed bytes themselves, which somebody
// with an old copy of the keys could still open: neither the file nor its log has them.
func TestWhatIsErasedLeavesTheFiles(t *testing.T) {
	folder := t.TempDir()
	s := opened(t, folder, "")
	key := roster.Key{Directive: "949", Form: "pl2", Unit: "an-binh", Period: "-"}
	edit := roster.Edit{Key: key, By: "p", At: storagetest.Now(), Cause: "a",
		Ops: []roster.Op{{Verb: roster.Add, Row: "r", Cells: map[string]string{"full_name": "canary"}}}}
	to := chat.Address{Channel: "test", Room: "1", User: "1"}
	next := chat.Conversation{Of: to, Slots: map[string]string{"typed": "canary"}}
	err := s.Commit(t.Context(), chat.Turn{Of: to, Cause: "a", Outcome: chat.Outcome{Next: &next, Changes: []chat.Change{edit},
		Say: []chat.Outbound{{ID: "a/0", To: to, Body: chat.Body{{Text: chat.Words("canary")}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	sealed := [][]byte{}
	for _, query := range []string{`SELECT sealed FROM cells`, `SELECT sealed FROM talks`, `SELECT sealed FROM outbox`, `SELECT wrapped FROM keys WHERE subject IN ('row/r', 'talk/test|1|1')`} {
		found, err := s.reads.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		err = each(found, func() error {
			var raw []byte
			err := found.Scan(&raw)
			sealed = append(sealed, raw)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := holding(t, folder, sealed); n != len(sealed) || n != 5 {
		t.Fatalf("before: %d of %d are in the files", n, len(sealed))
	}
	if err := storage.EraseRows(t.Context(), s, storage.Strike{Key: key, Rows: []string{"r"}, Verb: roster.Erase, At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if n := holding(t, folder, sealed); n != 0 {
		t.Errorf("%d of %d are still in the files", n, len(sealed))
	}
}

// holding counts how many of the words are in any file of the folder.
func holding(t *testing.T, folder string, words [][]byte) (n int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	all := []byte{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, raw...)
	}
	for _, w := range words {
		if bytes.Contains(all, w) {
			n++
		}
	}
	return n
}
