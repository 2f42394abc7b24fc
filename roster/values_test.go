package roster

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestValuesAreJudgedAsTheTableSays reads testdata/values.tsv: raw values of every
// field with what becomes of them, written from the rules and not from the code.
func TestValuesAreJudgedAsTheTableSays(t *testing.T) {
	d, f := form(t)
	raw, err := os.ReadFile("testdata/values.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")[1:]
	if len(lines) < 400 {
		t.Fatalf("only %d values", len(lines))
	}
	for _, line := range lines {
		cell := strings.Split(line, "\t")
		value, err := strconv.Unquote(`"` + strings.ReplaceAll(cell[2], `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		got := JudgeRights(f, cell[1], value)
		if cell[0] != "rights" {
			column, ok := f.Column(cell[0])
			if !ok {
				t.Fatalf("no column %s", cell[0])
			}
			got = Judge(d, column, cell[1], value, now)
			if got.OK {
				if again := Judge(d, column, cell[1], got.Normal, now); again.Normal != got.Normal {
					t.Errorf("%s %q: judged again %+v", cell[0], got.Normal, again)
				}
			}
		}
		want := Verdict{OK: cell[3] == "ok", Reason: cell[5]}
		if want.OK {
			want.Normal = cell[4]
		} else {
			want.Suggestion = cell[4]
		}
		if got.OK != want.OK || got.Normal != want.Normal || got.Reason != want.Reason || got.Suggestion != want.Suggestion {
			t.Errorf("%s %s %q: %+v, want %+v", cell[0], cell[1], value, got, want)
		}
	}
}
