package roster

import (
	"embed"
	"strings"
	"sync"

	"github.com/dvcbot/dvcbot/directive"
)

//go:embed data/*
var data embed.FS

// table reads a file of pairs split by a tab; lines that begin with # are remarks.
func table(file string) map[string]string {
	pairs := map[string]string{}
	for _, line := range strings.Split(read(file), "\n") {
		key, value, ok := strings.Cut(line, "\t")
		if ok && !strings.HasPrefix(key, "#") {
			pairs[key] = value
		}
	}
	return pairs
}

func read(file string) string {
	raw, err := data.ReadFile("data/" + file)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

var (
	titles   = sync.OnceValue(func() map[string]string { return table("titles.tsv") })
	terms    = sync.OnceValue(func() map[string]string { return table("terms.tsv") })
	surnames = sync.OnceValue(func() map[string]bool { return set(read("surnames.txt")) })
)

// Surname reports whether a word is a family name of Vietnam, with or without marks.
func Surname(word string) bool { return surnames()[directive.Fold(word)] }

// Titled reports whether the words begin as a position does.
func Titled(words string) bool {
	tokens, _ := spellTitle(words)
	_, n := phrase(titles(), tokens)
	return n > 0
}

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}
