// Package understand turns what people type into a topic of a directive, with a
// score, or says that the directive does not answer it; and tells a question from
// the value of a form. It is pure and deterministic: no clock, no network, no
// model that is fetched. What it knows is data: the vocabulary beside each topic
// in the directive's file, and shared.yaml for what is the same everywhere.
// docs/understand.md tells how it decides and how an office extends it.
package understand

import (
	"sort"

	"github.com/dvcbot/dvcbot/directive"
)

// Kind is what a message turned out to be.
type Kind string

// The kinds. Of Unstated the Subject says what the directive is silent about; the
// kinds after it are not about the directive at all.
const (
	Topic     Kind = "topic"
	Pair      Kind = "pair" // two topics too close to choose: both are offered
	Unknown   Kind = "unknown"
	Unstated  Kind = "unstated"
	Elsewhere Kind = "elsewhere" // another procedure
	Greeting  Kind = "greeting"
	Thanks    Kind = "thanks"
	Self      Kind = "self" // about the bot
	Chat      Kind = "chat"
	Insult    Kind = "insult"
	Injection Kind = "injection"
	Scam      Kind = "scam" // another "support line", or being asked for a code
)

// Scored is a topic with how likely it answers, from 0 to 1.
type Scored struct {
	ID    string
	Score float64
}

// Reading is what a message was understood to be. Topics are the likeliest first,
// at most three, also where Kind is Unknown: there they are only what was nearest.
type Reading struct {
	Kind    Kind
	Topics  []Scored
	Subject string // of a refusal: what it is about, to complete a sentence
	Score   float64
}

// Answers reports whether the directive answers, with one topic or one of two.
func (r Reading) Answers() bool { return r.Kind == Topic || r.Kind == Pair }

// Reader understands questions about one directive. It is safe for concurrent use.
type Reader struct {
	lexicon *lexicon
	speller *speller
	classes []class
	weigher *weigher
	trained *trained
	nearest *nearest
	subject map[string]int // a refused subject, canonical, to its class
	denied  map[int][][]string
	lists   map[string][]string // values that the directive names, by the kind of a field
	own     []map[string]bool   // of each class: the words of its examples
}

// class is what a message can be: a topic, or something that is refused.
type class struct {
	topic string
	refusal
}

// The thresholds, set on testdata/dev.tsv; docs/understand.md tells what moves them.
const (
	answerFrom  = 0.22 // under it nothing was understood
	pairWithin  = 0.75 // the second topic from this part of the first on is offered too
	nearExact   = 0.80 // likeness to a known question that overrules a refused subject
	coveredFrom = 0.18 // score times the part of the message that the topic's words make up
	nearby      = 0.06 // what a topic of the present step gains
)

// New reads a directive's vocabulary. It takes some milliseconds: keep the Reader.
func New(d *directive.Directive) *Reader {
	lx := sharedLexicon()
	c := collect(d, lx)
	r := &Reader{lexicon: lx, speller: newSpeller(lx, c.samples), classes: c.classes, subject: c.subjects, denied: c.denied, lists: lists(d)}
	r.weigher = newWeigher(c.samples, len(c.classes), lx.light)
	bags := make([]bag, len(c.samples))
	for i, s := range c.samples {
		bags[i] = r.weigher.bag(s.words)
	}
	r.nearest = newNearest(c.samples, bags)
	r.own = owned(c.samples, len(c.classes))
	r.trained = train(c.samples, bags, len(c.classes), r.weigher.size())
	return r
}

// Read understands one message. Near lists the topics of the step at which the
// person stands: they win over equals.
func (r *Reader) Read(text string, near ...string) Reading {
	return r.judge(tokenize(text), near)
}

// Words are the canonical words of a text: spelt out, corrected, without those that
// carry nothing. They are what an extended vocabulary is to be looked at with.
func (r *Reader) Words(text string) []string { return r.words(tokenize(text)) }

func (r *Reader) words(tokens []token) []string {
	if isEnglish(r.lexicon, tokens) {
		tokens = r.lexicon.translate(tokens, true)
	} else {
		tokens = r.lexicon.translate(r.speller.mend(tokens), false)
	}
	return r.lexicon.canonical(tokens)
}

// scores gives every class its score, from what was learnt of all examples and from
// the one example that is nearest.
func (r *Reader) scores(words []string) (all, likeness []float64) {
	b := r.weigher.bag(words)
	learnt := r.trained.chances(b)
	likeness = r.nearest.likeness(b, len(r.classes))
	all = make([]float64, len(r.classes))
	for i := range all {
		all[i] = (learnt[i] + likeness[i]) / 2
		for _, phrase := range r.denied[i] {
			if contains(words, phrase) {
				all[i] *= deniedPart
			}
		}
	}
	return all, likeness
}

// deniedPart is what remains of a topic's score when one of its "not" words is there.
const deniedPart = 0.3

func (r *Reader) judge(tokens []token, near []string) Reading {
	words := r.words(tokens)
	all, likeness := r.scores(words)
	topics, refused := r.ranked(all, near)
	best := Reading{Kind: Unknown, Topics: topics}
	if len(topics) > 0 {
		best.Score = topics[0].Score
	}
	if i, ok := r.refusedSubject(tokens, words, all); ok && likeness[r.index(topics)] < nearExact {
		return r.refuse(i, max(all[i], 0.5), topics)
	}
	switch {
	case refused >= 0 && all[refused] > best.Score && all[refused] >= answerFrom:
		return r.refuse(refused, all[refused], topics)
	case best.Score < answerFrom || best.Score*r.covered(r.index(topics), words) < coveredFrom:
		return best
	case len(topics) > 1 && topics[1].Score >= pairWithin*best.Score:
		best.Kind = Pair
	default:
		best.Kind = Topic
	}
	return best
}

func (r *Reader) refuse(i int, score float64, topics []Scored) Reading {
	return Reading{Kind: r.classes[i].Kind, Subject: r.classes[i].Title, Score: min(score, 1), Topics: topics}
}

// index is the class of the first topic; 0 when there is none.
func (r *Reader) index(topics []Scored) int {
	for i, c := range r.classes {
		if len(topics) > 0 && c.topic == topics[0].ID {
			return i
		}
	}
	return 0
}

// ranked gives the three likeliest topics and the likeliest refusal, -1 for none.
func (r *Reader) ranked(all []float64, near []string) (topics []Scored, refused int) {
	refused = -1
	here := map[string]bool{}
	for _, id := range near {
		here[id] = true
	}
	for i, c := range r.classes {
		if c.topic == "" {
			if refused < 0 || all[i] > all[refused] {
				refused = i
			}
			continue
		}
		score := all[i]
		if here[c.topic] && score > answerFrom/2 {
			score += nearby
		}
		topics = append(topics, Scored{c.topic, min(score, 1)})
	}
	sort.SliceStable(topics, func(i, j int) bool { return topics[i].Score > topics[j].Score })
	return topics[:min(3, len(topics))], refused
}

// asTyped marks a subject that is looked for among the words as they were typed.
const asTyped = "="

// refusedSubject finds the longest refused subject in a text, as typed or in its
// canonical words.
func (r *Reader) refusedSubject(tokens []token, words []string, all []float64) (int, bool) {
	typed := make([]string, len(tokens))
	for i, t := range tokens {
		typed[i] = t.folded
	}
	if class, ok := r.longestSubject(asTyped, typed, all); ok {
		return class, true
	}
	return r.longestSubject("", words, all)
}

// longestSubject finds the longest subject; of two as long, the likelier class.
func (r *Reader) longestSubject(kind string, words []string, all []float64) (int, bool) {
	found, length := 0, 0
	for i := range words {
		for n := min(len(words)-i, maxSubject); n >= max(length, 1); n-- {
			class, ok := r.subject[kind+joined(words[i:i+n])]
			if ok && (n > length || all[class] > all[found]) {
				found, length = class, n
				break
			}
		}
	}
	return found, length > 0
}

// maxSubject is the most words that a refused subject may have.
const maxSubject = 8

func owned(samples []sample, classes int) []map[string]bool {
	own := make([]map[string]bool, classes)
	for i := range own {
		own[i] = map[string]bool{}
	}
	for _, s := range samples {
		for _, w := range s.words {
			own[s.class][w] = true
		}
	}
	return own
}

// covered is the part of the message's weight that is in words of the class's own.
func (r *Reader) covered(class int, words []string) float64 {
	own, whole := 0.0, 0.0
	for _, w := range words {
		weight := r.weigher.weight(w)
		whole += weight
		if r.own[class][w] {
			own += weight
		}
	}
	if whole == 0 {
		return 0
	}
	return own / whole
}
