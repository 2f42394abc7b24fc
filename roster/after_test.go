package roster

import (
	"slices"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

// book is a roster edited one operation at a time, with its history.
type book struct {
	t       *testing.T
	r       Roster
	history []Entry
	n       int
}

func (b *book) do(op Op) string {
	b.t.Helper()
	b.n++
	cause := string(rune('a' + b.n))
	if op.Verb == Add {
		op.Row = RowID(cause, 0)
	}
	at := time.Date(2020, 9, 20+b.n, 8, 0, 0, 0, time.UTC)
	after, entries, err := Apply(b.r, Edit{Key: Key{"949", "pl2", "an-binh", "-"}, Rests: b.r.Version, By: "p", At: at, Cause: cause, Ops: []Op{op}})
	if err != nil {
		b.t.Fatalf("%s: %v", op.Verb, err)
	}
	b.r, b.history = after, append(b.history, entries...)
	return op.Row
}

func cellsOf(rows []Row, name string) []string {
	all := []string{}
	for _, row := range rows {
		all = append(all, row.Cells[name])
	}
	return all
}

func TestAfterHandingInNothingIsOverwritten(t *testing.T) {
	b := &book{t: t}
	an := b.do(Op{Verb: Add, Cells: map[string]string{"full_name": "An", "phone": "0950000001"}})
	binh := b.do(Op{Verb: Add, Cells: map[string]string{"full_name": "Bình", "phone": "0950000002"}})
	b.do(Op{Verb: Hand, Print: "x"})
	b.do(Op{Verb: Change, Row: an, Cells: map[string]string{"phone": "0950000009"}})
	b.do(Op{Verb: Close, Row: binh, Day: "2020-10-15", Reason: "nghỉ hưu"})
	b.do(Op{Verb: Add, Day: "2020-10-15", Cells: map[string]string{"full_name": "Cường", ReasonCell: "thay bà Bình"}})
	if b.r.State != Submitted {
		t.Errorf("a change withdrew the roster: %s", b.r.State)
	}
	for day, want := range map[string][]string{"2020-09-25": {"Bình", "An"}, "2020-10-14": {"Bình", "An"}, "2020-10-15": {"An", "Cường"}} {
		if got := cellsOf(b.r.On(day), "full_name"); !slices.Equal(got, want) {
			t.Errorf("%s: %v", day, got)
		}
	}
	found := b.r.Changed(b.history, b.r.Reported(), b.r.Version)
	sorts := []Sort{}
	for _, d := range found {
		sorts = append(sorts, d.Sort)
	}
	if !slices.Equal(sorts, []Sort{Ended, Mended, Opened}) || found[1].Before["phone"] != "0950000001" {
		t.Errorf("changes %+v", found)
	}
	b.do(Op{Verb: Told})
	if rest := b.r.Changed(b.history, b.r.Reported(), b.r.Version); len(rest) != 0 {
		t.Errorf("told, yet %+v", rest)
	}
}

func TestWhatIsTakenBackIsNoChange(t *testing.T) {
	b := &book{t: t}
	an := b.do(Op{Verb: Add, Cells: map[string]string{"phone": "1"}})
	b.do(Op{Verb: Hand})
	b.do(Op{Verb: Change, Row: an, Cells: map[string]string{"phone": "2"}})
	b.do(Op{Verb: Change, Row: an, Cells: map[string]string{"phone": "1"}})
	dung := b.do(Op{Verb: Add, Cells: map[string]string{"phone": "3"}})
	b.do(Op{Verb: Close, Row: dung, Day: "2020-10-01"})
	if found := b.r.Changed(b.history, b.r.Reported(), b.r.Version); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

func TestAReturnedRosterCarriesItsComments(t *testing.T) {
	b := &book{t: t}
	an := b.do(Op{Verb: Add, Cells: map[string]string{"phone": "1"}})
	b.do(Op{Verb: Hand})
	b.do(Op{Verb: Return})
	b.do(Op{Verb: Comment, Row: an, Reason: "số chưa khớp"})
	if row, _ := b.r.Row(an); row.Cells[CommentCell] != "số chưa khớp" || b.r.State != Returned {
		t.Errorf("%+v", b.r)
	}
	b.do(Op{Verb: Change, Row: an, Cells: map[string]string{"phone": "2"}})
	if row, _ := b.r.Row(an); row.Cells[CommentCell] != "" {
		t.Error("a change did not answer the comment")
	}
	b.do(Op{Verb: Hand})
	if last, _ := b.r.Last(); last.Number != 2 || b.r.State != Submitted {
		t.Errorf("%+v", last)
	}
	if _, _, err := Apply(Roster{}, Edit{Ops: []Op{{Verb: Return}}}); err == nil {
		t.Error("a roster that was never handed in was sent back")
	}
}

func TestThePrintFollowsTheContentOnly(t *testing.T) {
	f := directive.Form{Columns: []directive.Column{{ID: "name"}, {ID: "phone"}}}
	k := Key{"949", "pl2", "an-binh", "-"}
	rows := []Row{{ID: "1", Version: 3, Cells: map[string]string{"name": "An", "phone": "1", CommentCell: "x"}}}
	same := []Row{{ID: "2", Version: 9, Cells: map[string]string{"name": "An", "phone": "1"}}}
	moved := []Row{{ID: "1", Cells: map[string]string{"name": "An1", "phone": ""}}}
	if Print(f, k, rows) != Print(f, k, same) {
		t.Error("the same content has two prints")
	}
	if Print(f, k, rows) == Print(f, k, moved) || Print(f, k, rows) == Print(f, Key{"949", "pl2", "an-long", "-"}, rows) {
		t.Error("different content has one print")
	}
}
