package sheet

import (
	_ "embed"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

//go:embed headings.yaml
var headingsFile []byte

// vocabulary is one entry of headings.yaml.
type vocabulary struct {
	Words []string `yaml:"words"`
	Not   []string `yaml:"not"`
}

var vocabularies = sync.OnceValue(func() map[string]vocabulary {
	all := map[string]vocabulary{}
	if err := yaml.Unmarshal(headingsFile, &all); err != nil {
		panic(err)
	}
	return all
})

// pseudo are what a sheet's column may be besides a column of the form.
var pseudo = []string{"number", "family", "given", "section", "all_rights"}

// heading is a column of the form, or one of pseudo, and how surely it is meant.
type heading struct {
	id    string
	score int
}

// phrases are the words by which a form's columns are headed, worked out once a form.
type phrases []headed

// headed is one column of the form, or one of pseudo, and how it is headed.
type headed struct {
	id  string
	own []string
	v   vocabulary
}

func phrasesOf(f directive.Form) phrases {
	all := phrases{}
	for _, c := range f.Columns {
		own := append([]string{"=" + directive.Fold(c.Title), "=" + directive.Fold(c.Label), directive.Fold(c.Title)}, c.Words...)
		all = append(all, headed{c.ID, own, vocabularies()[c.Kind]})
	}
	for _, id := range pseudo {
		all = append(all, headed{id, nil, vocabularies()[id]})
	}
	return all
}

// recognise tells what a heading's text means; score 0: nothing.
func recognise(f directive.Form, text string) heading { return phrasesOf(f).recognise(text) }

func (p phrases) recognise(text string) heading {
	best := heading{}
	if len(text) > 300 || strings.Trim(text, "0123456789 .xX") == "" {
		return best
	}
	folded := foldHeading(roster.AsMeant(text))
	for _, one := range p {
		if s := one.v.fits(folded, one.own); folded != "" && s > best.score {
			best = heading{one.id, s}
		}
	}
	return best
}

func foldHeading(text string) string {
	return strings.TrimSpace(strings.Trim(directive.Fold(strings.NewReplacer("(*)", "", "*", "").Replace(text)), ":/_ "))
}

// fits is 1000 for the whole heading, less for a beginning, less for a part; longer
// words are surer.
func (v vocabulary) fits(folded string, own []string) int {
	best := 0
	for _, w := range append(own, v.Words...) {
		whole := strings.HasPrefix(w, "=")
		switch w = strings.TrimPrefix(w, "="); {
		case w == "":
		case folded == w:
			return 1000
		case whole:
		case strings.HasPrefix(folded, w+" "):
			best = max(best, 500+len(w))
		case strings.Contains(" "+folded+" ", " "+w+" ") || strings.Contains("/"+folded+"/", "/"+w+"/"):
			best = max(best, 200+len(w))
		}
	}
	for _, n := range v.Not {
		if strings.Contains(" "+folded+" ", " "+n+" ") {
			return 0
		}
	}
	return best
}

// noted reports whether a text begins as remarks, sums and signatures do.
func noted(text string) bool {
	folded := strings.TrimSpace(directive.Fold(text))
	for _, w := range vocabularies()["notes"].Words {
		w, whole := strings.CutPrefix(w, "=")
		if folded == w || !whole && strings.HasPrefix(folded, w+" ") {
			return true
		}
	}
	return false
}
