package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/words"
)

// A transcript is a talk that people can read. The lines that lead it are kept as
// they are; the lines that answer are what the bot did, and -update writes them anew.
//
//	# any remark
//	! directive FILE        a directive in force instead of the embedded one; may come twice
//	! demo                  the demonstration
//	! invite CODE ROLE UNIT a one-time code; ROLE "link:NAME" joins to that person
//	! tick                  the clock of the reminders posts what is due
//	~ NAME [ROLE:UNIT[@ID]] who writes from now on; ROLE the first time only, in the first
//	                        directive or the one named. What came for them meanwhile is shown
//	@ 2020-09-22 08:00      a jump in time; "@ +25h" goes on from where it stood
//	> words                 what the person writes; (…) in words and [Label] as in heard;
//	                        "(đã đọc) FILE" is the end of the job that read a sheet;
//	                        "(sửa tin) old → new" edits the message that said old
//	< line                  what the bot answers
//	[1] label               its choices; "[ ]" those of a message outside the talk
//	= dialog state          where the talk stands
//	+ change                what is stored
const leading = "#!~@>"

// line is one leading line: its sign and the rest.
type line struct{ sign, rest string }

func readScript(t *testing.T, file string) []line {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := []line{}
	for lines := bufio.NewScanner(strings.NewReader(string(raw))); lines.Scan(); {
		text := lines.Text()
		if text != "" && strings.Contains(leading, text[:1]) {
			all = append(all, line{text[:1], strings.TrimPrefix(text[1:], " ")})
		}
	}
	return all
}

// scripts lists the transcripts, and fails when there are none.
func scripts(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/talks/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	return files
}

// TestTranscripts plays every transcript against the dialogs, each step twice on the
// same scene, and compares what was said and done with what is written.
func TestTranscripts(t *testing.T) {
	for _, file := range scripts(t) {
		t.Run(titleOf(file), func(t *testing.T) {
			t.Parallel()
			got := newStage(t, plainly, &paper{}, onSQLite).play(readScript(t, file))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			differs(t, file, got)
		})
	}
}

// TestTranscriptsWithRestarts plays them with the store closed and opened before every
// step, and every message delivered twice: nothing may change.
func TestTranscriptsWithRestarts(t *testing.T) {
	restarted(t, func(*testing.T) keeper { return onSQLite })
}

func restarted(t *testing.T, keep func(*testing.T) keeper) {
	for _, file := range scripts(t) {
		t.Run(titleOf(file), func(t *testing.T) {
			t.Parallel()
			differs(t, file, newStage(t, restarting, &paper{}, keep(t)).play(readScript(t, file)))
		})
	}
}

// TestTranscriptsOnEveryChannel plays them through the wire of each channel. One that
// shows what paper shows must show the same; one that can do more (edit, delete) must
// offer, stand and store the same.
func TestTranscriptsOnEveryChannel(t *testing.T) {
	for name, open := range wires {
		for _, file := range scripts(t) {
			t.Run(name+"/"+titleOf(file), func(t *testing.T) {
				t.Parallel()
				w := open(t)
				got := newStage(t, plainly, w, onSQLite).play(readScript(t, file))
				if w.channel(nil).Capabilities() == (&paper{}).Capabilities() {
					differs(t, file, got)
					return
				}
				raw, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if i, want, have := firstDifference(acts(string(raw)), acts(got)); i > 0 {
					t.Errorf("%s\n  written: %s\n  played:  %s", file, want, have)
				}
			})
		}
	}
}

func titleOf(file string) string { return strings.TrimSuffix(filepath.Base(file), ".txt") }

// differs fails with the first line in which a talk is not as written.
func differs(t *testing.T, file, got string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if i, want, have := firstDifference(string(raw), anyChannel(got)); i > 0 {
		t.Errorf("%s:%d\n  written: %s\n  played:  %s", file, i, want, have)
	}
}

// channelsSaid is the line that names the channels of a person: another one on each.
var channelsSaid = regexp.MustCompile(`(?m)^< ` + words.Say("mydata.channels") + `: .*$`)

// anyChannel names paper's channel in the place of the one that was played on.
func anyChannel(played string) string {
	return channelsSaid.ReplaceAllLiteralString(played, "< "+words.Say("mydata.channels")+": "+words.Say("mydata.channel.other"))
}

func firstDifference(want, got string) (line int, wanted, had string) {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		x, y := "(end)", "(end)"
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return i + 1, x, y
		}
	}
	return 0, "", ""
}

// acts keeps the lines of a transcript that say what was offered and done, for a
// channel whose sentences differ by what it can do.
func acts(transcript string) string {
	kept := []string{}
	for _, l := range strings.Split(transcript, "\n") {
		if strings.HasPrefix(l, "> ") || strings.HasPrefix(l, "= ") || strings.HasPrefix(l, "+ ") || strings.HasPrefix(l, "[") {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

func said(format string, args ...any) string { return fmt.Sprintf(format, args...) + "\n" }
