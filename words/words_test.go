package words

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var spoken = regexp.MustCompile(`(?:Say|note|block|pick|lasting|field|typedAs|refused)\([^"()]*"(?:[^".]*", ")?([a-z]+\.[A-Za-z0-9_.]*)"`)

// TestEveryKeyHasASentence reads the sources for the keys that are said.
func TestEveryKeyHasASentence(t *testing.T) {
	for key := range sources(t, spoken) {
		if !Known(key) && !strings.HasSuffix(key, ".") {
			t.Errorf("%q has no sentence", key)
		}
	}
}

func sources(t *testing.T, key *regexp.Regexp) map[string]bool {
	t.Helper()
	used := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".html") {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, m := range key.FindAllStringSubmatch(string(raw), -1) {
			used[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return used
}
