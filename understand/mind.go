package understand

import (
	"sort"
	"strings"
	"unicode"

	"github.com/dvcbot/dvcbot/directive"
)

// mind is a directive's vocabulary as it was learnt.
type mind struct {
	lexicon *lexicon
	speller *speller
	classes []class
	weigher *weigher
	trained *trained
	nearest *nearest
	subject map[string]int // a refused subject to its class
	denied  map[int][][]string

	courtesy map[string]bool // greetings and thanks, as typed

	own  []map[string]bool // of each class: the words of its examples
	rich float64           // from 0, titles and texts alone, to 1, a full vocabulary
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
	refusedFrom = 0.70 // likeness to a known question from which it is refused as such
	coveredFrom = 0.18 // score times the part of the message that the topic's words make up
)

// learn makes a mind of a directive: always the same one of the same file.
func learn(d *directive.Directive) *mind {
	lx := sharedLexicon()
	c := collect(d, lx)
	m := &mind{lexicon: lx, speller: newSpeller(lx, c.samples), classes: c.classes, subject: c.subjects, denied: c.denied, courtesy: c.courtesy}
	m.rich = min(1, float64(c.ofTopics)/float64(plenty*max(1, len(d.Topics))))
	m.weigher = newWeigher(c.samples, len(c.classes), lx.light)
	m.weigher.strange = strangeLeast + (strangeMost-strangeLeast)*m.rich
	bags := make([]bag, len(c.samples))
	for i, s := range c.samples {
		bags[i] = m.weigher.bag(s.words)
	}
	m.own = owned(c.samples, len(c.classes))
	m.nearest = newNearest(c.samples, bags)
	m.trained = train(c.samples, bags, len(c.classes), m.weigher.size())
	return m
}

func (m *mind) words(tokens []token) []string {
	if isEnglish(m.lexicon, tokens) {
		tokens = m.lexicon.translate(tokens, true)
	} else {
		tokens = m.lexicon.translate(m.speller.mend(tokens), false)
	}
	return m.lexicon.canonical(tokens)
}

// scores gives every class its score, from what was learnt of all examples and from
// the one example that is nearest.
func (m *mind) scores(words []string) (all, likeness []float64) {
	b := m.weigher.bag(words)
	learnt := m.trained.chances(b)
	likeness = m.nearest.likeness(b, len(m.classes))
	all = make([]float64, len(m.classes))
	poor := poorest * (1 - m.rich)
	for i := range all {
		all[i] = (learnt[i] + likeness[i]) / 2
		if m.classes[i].topic != "" {
			all[i] = (1-poor)*all[i] + poor*m.covered(i, words)
		} else {
			all[i] *= 1 - poor
		}
		for _, phrase := range m.denied[i] {
			if contains(words, phrase) {
				all[i] *= deniedPart
			}
		}
	}
	return all, likeness
}

// plenty is how many examples a topic of a full vocabulary has.
const plenty = 20

// poorest is the part that the words shared with a topic's texts have in its score
// where the directive's file brings no vocabulary.
const poorest = 0.4

// leastCovered is the part of coveredFrom that a directive without vocabulary asks for.
const leastCovered = 0.3

// deniedPart is what remains of a topic's score when one of its "not" words is there.
const deniedPart = 0.3

// read judges a text without its courtesies where what remains is a question.
func (m *mind) read(tokens []token) Reading {
	if rest := m.plainly(tokens); len(rest) > 1 && len(rest) < len(tokens) {
		if reading := m.judge(rest); reading.Kind != Unknown {
			return reading
		}
	}
	return m.judge(tokens)
}

// plainly drops the courtesies of a text.
func (m *mind) plainly(tokens []token) []token {
	rest := make([]token, 0, len(tokens))
	for i := 0; i < len(tokens); i++ {
		n := min(3, len(tokens)-i)
		for ; n > 0; n-- {
			if _, typed := spans(tokens[i : i+n]); m.courtesy[typed] {
				break
			}
		}
		if n == 0 {
			rest = append(rest, tokens[i])
			continue
		}
		i += n - 1
	}
	return rest
}

func (m *mind) judge(tokens []token) Reading {
	words := m.words(tokens)
	if mute(tokens) {
		words = nil
	}
	all, likeness := m.scores(words)
	topics, refused := m.ranked(all)
	best := Reading{Kind: Unknown, Topics: topics, likeness: likeness[m.index(topics)]}
	if len(topics) > 0 {
		best.Score = topics[0].Score
	}
	if i, length := m.refusedSubject(tokens, words, all); length == len(tokens) || length > 0 && !m.outdone(i, best, words) {
		return m.refuse(i, max(all[i], 0.5), topics)
	}
	switch {
	case refused >= 0 && all[refused] > best.Score:
		if likeness[refused] >= refusedFrom {
			return m.refuse(refused, all[refused], topics)
		}
		if best.Score < answerFrom || m.rich*m.covered(refused, words) >= m.covered(m.index(topics), words) {
			return best
		}
		best.Kind = Topic
	case best.Score < answerFrom || best.Score*m.covered(m.index(topics), words) < coveredFrom*(leastCovered+(1-leastCovered)*m.rich):
		return best
	case len(topics) > 1 && topics[1].Score >= pairWithin*best.Score:
		best.Kind = Pair
	default:
		best.Kind = Topic
	}
	return best
}

// outdone reports whether a topic is meant although a refused subject is named: it is
// asked nearly word for word, or the subject is no more than a courtesy.
func (m *mind) outdone(refused int, best Reading, words []string) bool {
	kind := m.classes[refused].Kind
	exact := best.likeness >= nearExact && m.covered(m.index(best.Topics), words) >= nearExact
	return exact || (kind == Greeting || kind == Thanks) && best.Score >= answerFrom
}

// mute reports whether a text has no letter and not even the number of something.
func mute(tokens []token) bool {
	for _, t := range tokens {
		if len(t.folded) > 2 || strings.IndexFunc(t.folded, unicode.IsLetter) >= 0 {
			return false
		}
	}
	return true
}

func (m *mind) refuse(i int, score float64, topics []Scored) Reading {
	return Reading{Kind: m.classes[i].Kind, Subject: m.classes[i].Title, Score: min(score, 1), Topics: topics}
}

// index is the class of the first topic; 0 when there is none.
func (m *mind) index(topics []Scored) int {
	for i, c := range m.classes {
		if len(topics) > 0 && c.topic == topics[0].ID {
			return i
		}
	}
	return 0
}

// ranked gives the three likeliest topics and the likeliest refusal, -1 for none.
func (m *mind) ranked(all []float64) (topics []Scored, refused int) {
	refused = -1
	for i, c := range m.classes {
		if c.topic == "" {
			if refused < 0 || all[i] > all[refused] {
				refused = i
			}
			continue
		}
		topics = append(topics, Scored{c.topic, min(all[i], 1)})
	}
	sort.SliceStable(topics, func(i, j int) bool { return topics[i].Score > topics[j].Score })
	return topics[:min(3, len(topics))], refused
}

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
func (m *mind) covered(class int, words []string) float64 {
	own, whole := 0.0, 0.0
	for _, w := range words {
		weight := m.weigher.weight(w)
		whole += weight
		if m.own[class][w] {
			own += weight
		}
	}
	if whole == 0 {
		return 0
	}
	return own / whole
}
