package understand

import (
	"bytes"
	_ "embed"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed shared.yaml
var sharedFile []byte

// shared is shared.yaml: what is the same for every office.
type shared struct {
	Spellings map[string][]string  `yaml:"spellings"`
	Short     map[string][]meaning `yaml:"short"`
	English   map[string]string    `yaml:"english"`
	Empty     []string             `yaml:"empty"`
	Asking    []string             `yaml:"asking"`
	Closing   []string             `yaml:"closing"`
	Surnames  []string             `yaml:"surnames"`
	Marks     []string             `yaml:"marks"`
	Posts     []string             `yaml:"posts"`
	Light     []string             `yaml:"light"`
	Roles     map[string][]string  `yaml:"roles"`
	Refuse    []refusal            `yaml:"refuse"`
}

// meaning is what an abbreviation stands for beside one of the neighbours.
type meaning struct {
	Means string   `yaml:"means"`
	Prev  []string `yaml:"prev"`
	Next  []string `yaml:"next"`
}

// refusal is something that a directive does not answer.
type refusal struct {
	ID       string   `yaml:"id"`
	Kind     Kind     `yaml:"kind"`
	Title    string   `yaml:"title"`
	Subjects []string `yaml:"subjects"`
	Ask      []string `yaml:"ask"`
}

// sharedData is the file, read once; a fault in it is a fault of the build.
var sharedData = sync.OnceValue(func() shared {
	s := shared{}
	dec := yaml.NewDecoder(bytes.NewReader(sharedFile))
	dec.KnownFields(true)
	if err := dec.Decode(&s); err != nil {
		panic("understand: shared.yaml: " + err.Error())
	}
	return s
})

var sharedLexicon = sync.OnceValue(func() *lexicon { return newLexicon(sharedData()) })
