package understand

import (
	"maps"
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// sample is one example of a class, in canonical words; a weight under 1 says less.
type sample struct {
	class  int
	words  []string
	weight float64
	raw    []token // as spelt in the file, for the speller
}

// What the places of a directive's file weigh as examples of a topic.
const (
	ofWords = 1.0
	ofTitle = 1.0
	ofSteps = 0.9
	ofText  = 0.8
	ofQuote = 0.7
)

// collection is every example there is for one directive.
type collection struct {
	lexicon  *lexicon
	samples  []sample
	classes  []class
	subjects map[string]int
	denied   map[int][][]string
	courtesy map[string]bool
	number   map[string]int // of a topic's class
	said     []string       // each text of the directive, canonical, between spaces
	stated   []string       // what the directive itself says, in its titles, texts and quotations
	ofTopics int            // how many examples the directive itself brings
}

func collect(d *directive.Directive, lx *lexicon) *collection {
	c := &collection{lexicon: lx, subjects: map[string]int{}, denied: map[int][][]string{}, courtesy: map[string]bool{}, number: map[string]int{}}
	for _, t := range d.Topics {
		c.number[t.ID] = len(c.classes)
		c.classes = append(c.classes, class{topic: t.ID})
	}
	for _, t := range d.Topics {
		c.topic(d, t)
	}
	c.procedures(d)
	c.obligations(d)
	c.roles(d)
	c.ofTopics = len(c.samples)
	for _, s := range c.samples {
		c.said = append(c.said, " "+joined(s.words)+" ")
	}
	for _, r := range sharedData().Refuse {
		c.refuse(r)
	}
	return c
}

func (c *collection) add(class int, text string, weight float64) {
	tokens := tokenize(plain(text))
	spelt := tokens
	if isEnglish(c.lexicon, tokens) {
		spelt, tokens = c.lexicon.translate(tokens, true), nil
	}
	if words := c.lexicon.canonical(spelt); len(words) > 0 {
		c.samples = append(c.samples, sample{class: class, words: words, weight: weight, raw: tokens})
	}
}

// plain drops the emphasis of a display text.
func plain(text string) string { return strings.ReplaceAll(text, "**", "") }

func (c *collection) topic(d *directive.Directive, t directive.Topic) {
	i := c.number[t.ID]
	for _, text := range append([]string{t.Title, t.Text}, t.Quote...) {
		c.stated = append(c.stated, " "+joined(c.lexicon.canonical(tokenize(plain(text))))+" ")
	}
	if !slices.ContainsFunc(d.Procedures, func(p directive.Procedure) bool { return p.Title == t.Title }) {
		c.add(i, t.Title, ofTitle)
	}
	for _, w := range append(append([]string{}, t.Words...), t.Ask...) {
		c.add(i, w, ofWords)
	}
	for _, s := range sentences(t.Text) {
		c.add(i, s, ofText)
	}
	for _, q := range t.Quote {
		if narrowest(d, q) == t.ID {
			c.add(i, q, ofQuote)
		}
	}
	for _, w := range t.Not {
		if words := c.lexicon.canonical(tokenize(w)); len(words) > 0 {
			c.denied[i] = append(c.denied[i], words)
		}
	}
}

func sentences(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".;:", r) })
}

// narrowest is the topic that quotes a sentence and the fewest others: an overview
// quotes every step, and the step is what the sentence is about.
func narrowest(d *directive.Directive, quote string) string {
	id, fewest := "", 0
	for _, t := range d.Topics {
		for _, q := range t.Quote {
			if q == quote && (id == "" || len(t.Quote) < fewest) {
				id, fewest = t.ID, len(t.Quote)
			}
		}
	}
	return id
}

// procedures give their steps' topics the number under which people ask for them,
// and the symptoms' topics the words of the symptom.
func (c *collection) procedures(d *directive.Directive) {
	for _, p := range d.Procedures {
		for _, s := range p.Steps {
			c.of(s.Topic, s.Label+" "+p.Title, ofSteps)
			c.of(s.Topic, p.Title+" "+s.Label, ofSteps)
			c.of(s.Topic, s.Title+" "+p.Title, ofSteps)
			c.symptoms(p, s.Symptoms)
		}
		c.symptoms(p, p.Symptoms)
		for _, condition := range p.Conditions {
			c.of(condition.Topic, condition.Text, ofText)
		}
	}
}

func (c *collection) symptoms(p directive.Procedure, all []directive.Symptom) {
	for _, s := range all {
		c.of(s.Topic, s.Label, ofText)
		c.of(s.Topic, s.Label+" "+p.Title, ofSteps)
	}
}

func (c *collection) of(topic, text string, weight float64) {
	if i, ok := c.number[topic]; ok {
		c.add(i, text, weight)
	}
}

func (c *collection) obligations(d *directive.Directive) {
	for _, r := range d.Obligations {
		c.of(r.Topic, r.Label, ofText)
	}
}

// roles finds the topic that quotes what the directive marks as its deadline, its
// contact and so on, and gives it the questions that everybody asks about such.
func (c *collection) roles(d *directive.Directive) {
	said := marked(d)
	for _, role := range slices.Sorted(maps.Keys(said)) {
		topic := quoting(d, said[role])
		for _, question := range sharedData().Roles[role] {
			c.of(topic, question, ofWords)
		}
	}
}

func marked(d *directive.Directive) map[string][]string {
	m := map[string][]string{"signer": {d.Signer.Name}, "number": {d.Number}, "basis": d.Basis, "addressees": d.Addressees}
	for _, dl := range d.Deadlines {
		m["deadline"] = append(m["deadline"], dl.Quote)
	}
	for _, contact := range d.Contacts {
		m["contact"] = append(m["contact"], contact.Quote)
	}
	for _, r := range d.Recipients[:min(1, len(d.Recipients))] {
		m["recipient"] = append(m["recipient"], r.Quote)
	}
	return m
}

// quoting is the topic that quotes the most of the sentences; "" for none.
func quoting(d *directive.Directive, sentences []string) string {
	id, most := "", 0
	for _, t := range d.Topics {
		n, said := 0, directive.Fold(strings.Join(t.Quote, " "))
		for _, s := range sentences {
			if s = directive.Fold(s); s != "" && (strings.Contains(said, s) || said != "" && strings.Contains(s, said)) {
				n++
			}
		}
		if n > most {
			id, most = t.ID, n
		}
	}
	return id
}

// refuse adds what is not answered, without what the directive itself speaks of.
func (c *collection) refuse(r refusal) {
	if r.Kind == Unstated && c.answers(r) {
		return
	}
	i := len(c.classes)
	c.classes = append(c.classes, class{refusal: r})
	spoken := [][]string{}
	for _, s := range r.Subjects {
		tokens := tokenize(s)
		words := c.lexicon.canonical(tokens)
		marked, typed := spans(tokens)
		c.courtesy[typed] = r.Kind == Greeting || r.Kind == Thanks
		switch {
		case !ascii(marked):
			c.subjects[asTyped+marked] = i
		case c.lexicon.loses(tokens):
			c.subjects[asTyped+typed] = i
		case c.speaksOf(words):
			spoken = append(spoken, words)
		default:
			c.subjects[joined(words)] = i
			c.samples = append(c.samples, sample{class: i, words: words, weight: ofWords, raw: tokens})
		}
	}
	for _, question := range r.Ask {
		before := len(c.samples)
		c.add(i, question, ofWords)
		if len(c.samples) > before && holdsAny(c.samples[before].words, spoken) {
			c.samples = c.samples[:before]
		}
	}
}

// answers reports whether the directive speaks of what others are silent about: then
// all questions about it are for its own topics.
func (c *collection) answers(r refusal) bool {
	return slices.ContainsFunc(r.Subjects, func(s string) bool {
		tokens := tokenize(s)
		return !c.lexicon.loses(tokens) && within(c.stated, c.lexicon.canonical(tokens))
	})
}

func (c *collection) speaksOf(words []string) bool { return within(c.said, words) }

// within reports whether one of the texts holds the words together.
func within(texts []string, words []string) bool {
	phrase := " " + joined(words) + " "
	return len(words) > 0 && slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, phrase) })
}

func holdsAny(words []string, phrases [][]string) bool {
	for _, p := range phrases {
		if contains(words, p) {
			return true
		}
	}
	return false
}
