// Package understand turns what people type into a topic of a directive, with a
// score, or says that the directive does not answer it; and tells a question from
// the value of a form. It is pure and deterministic: no clock, no network, no
// model that is fetched. What it knows is data: the vocabulary beside each topic
// in the directive's file, and shared.yaml for what is the same everywhere.
// docs/understand.md tells how it decides and how an office extends it.
package understand

import (
	"slices"
	"strings"
	"sync"

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

	likeness float64 // to the known question that is nearest
}

// Answers reports whether the directive answers, with one topic or one of two.
func (r Reading) Answers() bool { return r.Kind == Topic || r.Kind == Pair }

// Reader understands questions about one directive. It is safe for concurrent use.
type Reader struct {
	lists map[string][]string // values that the directive names, by the kind of a field
	mind  func() *mind        // learnt at the first question
}

// New makes a Reader of a directive. Its vocabulary is learnt when the first question
// comes, which takes some tenths of a second: keep the Reader.
func New(d *directive.Directive) *Reader {
	return &Reader{lists: lists(d), mind: sync.OnceValue(func() *mind { return learn(d) })}
}

// Read understands one message. A person's name and nothing else is no question.
func (r *Reader) Read(text string) Reading {
	tokens := tokenize(text)
	reading := r.mind().read(tokens)
	if len(tokens) > 0 && nameShape(signs{text: strings.TrimSpace(text), tokens: tokens}) == beyond && reading.likeness < nearExact {
		reading.Kind, reading.Score = Unknown, 0
	}
	return reading
}

// Place is where a person stands when they ask: the procedure's title and topics, and
// the titles of the other procedures.
type Place struct {
	Title  string
	Topics []string
	Others []string
}

// ReadWithin understands a message of somebody in the middle of a procedure: words that
// name no other procedure are understood of this one where it has an answer.
func (r *Reader) ReadWithin(text string, p Place) Reading {
	plain := r.Read(text)
	if p.Title == "" || !plain.Answers() || slices.Contains(p.Topics, plain.Topics[0].ID) || r.names(text, p.Others) {
		return plain
	}
	here := r.Read(text + " " + p.Title)
	if here.Answers() && here.Score >= surely && slices.Contains(p.Topics, here.Topics[0].ID) {
		return here
	}
	return plain
}

// names reports whether a text holds one of the titles.
func (r *Reader) names(text string, titles []string) bool {
	words := r.Words(text)
	for _, title := range titles {
		if contains(words, r.Words(title)) {
			return true
		}
	}
	return false
}

// Words are the canonical words of a text: spelt out, corrected, without those that
// carry nothing. They are what an extended vocabulary is to be looked at with.
func (r *Reader) Words(text string) []string { return r.mind().words(tokenize(text)) }
