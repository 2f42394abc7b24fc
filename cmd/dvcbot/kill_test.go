package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var savedSentence = regexp.MustCompile(`Đã lưu (.+)\. Danh sách có`)

// TestAKillAtAnyMomentLosesAndDoublesNothing kills the built binary after so many
// lines of its answers and starts it again: whoever was told "Đã lưu" is stored, once.
func TestAKillAtAnyMomentLosesAndDoublesNothing(t *testing.T) {
	killAtManyMoments(t, newOffice)
}

func killAtManyMoments(t *testing.T, open func(*testing.T) office) {
	binary := filepath.Join(t.TempDir(), "dvcbot")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for lines := 20; lines <= 170; lines += 10 {
		t.Run(fmt.Sprint(lines, " lines"), func(t *testing.T) {
			store := open(t).environ()
			told := killed(t, binary, store, lines)
			stored := map[string]int{}
			for _, name := range names(t, binary, store) {
				stored[name]++
			}
			for _, name := range told {
				if stored[name] != 1 {
					t.Errorf("told that somebody is kept who is there %d times", stored[name])
				}
			}
			for _, n := range stored {
				if n != 1 {
					t.Errorf("somebody is there %d times", n)
				}
			}
			again := exec.CommandContext(t.Context(), binary, "chat", "--as", "head:an-binh")
			again.Env = append(again.Environ(), store...)
			again.Stdin = strings.NewReader("menu\n")
			if out, err := again.Output(); err != nil || !strings.Contains(string(out), "Danh sách của đơn vị") {
				t.Errorf("does not go on: %v", err)
			}
		})
	}
}

// killed starts a talk, kills it after so many lines, and gives the names that its
// answers said were saved.
func killed(t *testing.T, binary string, store []string, lines int) []string {
	t.Helper()
	talk := exec.CommandContext(t.Context(), binary, "chat", "--as", "head:an-binh")
	talk.Env = append(talk.Environ(), store...)
	talk.Stdin = strings.NewReader(threePeople)
	out, err := talk.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := talk.Start(); err != nil {
		t.Fatal(err)
	}
	told := []string{}
	for read := bufio.NewScanner(out); lines > 0 && read.Scan(); lines-- {
		if m := savedSentence.FindStringSubmatch(read.Text()); m != nil {
			told = append(told, m[1])
		}
	}
	_ = talk.Process.Kill()
	_ = talk.Wait()
	return told
}

func names(t *testing.T, binary string, store []string) []string {
	t.Helper()
	export := exec.CommandContext(t.Context(), binary, "roster", "export", "-o", "-")
	export.Env = append(export.Environ(), store...)
	out, err := export.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []struct {
		Rows []struct {
			Name string `json:"full_name"`
		}
	}
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, r := range all {
		for _, row := range r.Rows {
			found = append(found, row.Name)
		}
	}
	return found
}
