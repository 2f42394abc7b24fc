package roster

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/words"
)

var (
	coded  = regexp.MustCompile(`"([A-Z]{2,}(?:_[A-Z]+)*)"`)
	listed = regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\| (reason|warning) \\| [^|]{3,} \\| ([^|]+) \\|$")
)

// TestEveryCodeIsListedWithItsSentence holds docs/rules.md to the code and the words,
// both ways.
func TestEveryCodeIsListedWithItsSentence(t *testing.T) {
	doc, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for _, m := range listed.FindAllStringSubmatch(string(doc), -1) {
		told[m[1]] = m[3]
	}
	used := map[string]bool{}
	for _, pattern := range []string{"*.go", "sheet/*.go", "../dialogs/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			collect(t, file, used)
		}
	}
	for code := range used {
		if !words.Known("rules."+code) || told[code] != Sentence(code) {
			t.Errorf("%s: docs/rules.md says %q, the words are not that", code, told[code])
		}
	}
	for code := range told {
		if !used[code] {
			t.Errorf("docs/rules.md tells %s, which nothing gives", code)
		}
	}
	if len(used) < 50 {
		t.Errorf("only %d codes found", len(used))
	}
}

func collect(t *testing.T, file string, used map[string]bool) {
	if strings.HasSuffix(file, "_test.go") {
		return
	}
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range coded.FindAllSubmatch(source, -1) {
		if words.Known("rules." + string(m[1])) {
			used[string(m[1])] = true
		} else if !strings.Contains(file, "/") {
			t.Errorf("%s: no sentence for %s", file, m[1])
		}
	}
}
