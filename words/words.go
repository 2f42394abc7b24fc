// Package words holds the bot's own sentences, one folder a language, one file a
// room. What a directive says lives in the directive's file, not here.
package words

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed vi/*.yaml
var files embed.FS

var all = sync.OnceValue(read)

func read() map[string]string {
	sentences := map[string]string{}
	entries, err := files.ReadDir("vi")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		raw, err := files.ReadFile("vi/" + e.Name())
		if err != nil {
			panic(err)
		}
		part := map[string]string{}
		if err := yaml.Unmarshal(raw, &part); err != nil {
			panic(fmt.Sprintf("words: %s: %v", e.Name(), err))
		}
		for key, sentence := range part {
			if _, twin := sentences[key]; twin {
				panic("words: twin key " + key)
			}
			sentences[key] = strings.TrimSpace(sentence)
		}
	}
	return sentences
}

// Say gives the sentence of key with each {name} replaced by the value that
// follows that name in pairs. An unknown key panics: a test reads every call.
func Say(key string, pairs ...string) string {
	s, ok := all()[key]
	if !ok {
		panic("words: no sentence " + key)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

// Known reports whether there is a sentence for key.
func Known(key string) bool {
	_, ok := all()[key]
	return ok
}
