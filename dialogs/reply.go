package dialogs

import (
	"strings"
	"sync"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/understand"
	"github.com/dvcbot/dvcbot/words"
)

// readers are the vocabularies of the directives, each learnt at its first question.
type readers struct {
	mu  sync.Mutex
	all map[string]*understand.Reader
}

func (r *readers) of(d *directive.Directive) *understand.Reader {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := d.ID + "@" + d.Edition
	if r.all[key] == nil {
		r.all[key] = understand.New(d)
	}
	return r.all[key]
}

// Reply is what a question is answered outside any talk. Topic is "" for what the
// directive does not answer.
type Reply struct {
	Topic string
	Text  string
	Score float64
}

// Ask answers one question about a directive. It is pure.
func (h *House) Ask(d *directive.Directive, question string) Reply {
	reading := h.readers.of(d).Read(question)
	if !reading.Answers() {
		return Reply{Text: refusalText(d, reading), Score: reading.Score}
	}
	first, _ := d.Topic(reading.Topics[0].ID)
	text := answerText(d, first)
	if reading.Kind == understand.Pair {
		second, _ := d.Topic(reading.Topics[1].ID)
		text = words.Say("understand.pair", "first", first.Title, "second", second.Title) + " " + text
	}
	return Reply{Topic: first.ID, Text: text, Score: reading.Score}
}

// answerText is a topic in one paragraph: the plain words, the clause, the correction
// and the banner.
func answerText(d *directive.Directive, t directive.Topic) string {
	parts := []string{strings.ReplaceAll(t.Text, "**", ""), words.Say("understand.source", "clause", t.Clause)}
	if t.Fix != nil {
		parts = append(parts, words.Say("understand.fix", "printed", t.Fix.Printed, "use", t.Fix.Use, "why", t.Fix.Why))
	}
	if b, ok := d.Banner(t.Banner); ok {
		parts = append(parts, b.Text)
	}
	return strings.Join(parts, " ")
}

// refusalText is the answer to what the directive does not answer.
func refusalText(d *directive.Directive, r understand.Reading) string {
	switch r.Kind {
	case understand.Unstated:
		return words.Say("understand.unstated", "what", r.Subject) + " " + words.Say("understand.ask", "contact", contactText(d))
	case understand.Scam:
		return words.Say("understand.scam") + " " + words.Say("understand.scam.only", "contact", contactText(d))
	case understand.Elsewhere, understand.Chat, understand.Injection:
		return words.Say("understand."+string(r.Kind), "number", numbered(d)) + " " + words.Say("understand.here", "titles", offered(d))
	case understand.Unknown:
		return words.Say("understand.unknown") + nearText(d, r.Topics)
	}
	return words.Say("understand."+string(r.Kind), "number", numbered(d))
}

func nearText(d *directive.Directive, near []understand.Scored) string {
	titles := []string{}
	for _, s := range near {
		if t, ok := d.Topic(s.ID); ok && s.Score >= nearFrom {
			titles = append(titles, t.Title)
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return " " + words.Say("understand.near", "titles", strings.Join(titles, "; "))
}

// nearFrom is the score from which a topic is offered to somebody not understood.
const nearFrom = 0.2

func numbered(d *directive.Directive) string { return d.Kind + " " + d.Number }

// offered names what the directive is about, for somebody who asked for something else.
func offered(d *directive.Directive) string {
	titles := []string{}
	for _, p := range d.Procedures {
		titles = append(titles, lower(p.Title))
	}
	for _, f := range d.Forms {
		titles = append(titles, lower(f.Title))
	}
	for _, dl := range d.Deadlines {
		titles = append(titles, words.Say("understand.deadline", "title", lower(dl.Title)))
	}
	return strings.Join(titles, "; ")
}

// lower begins a title as it stands inside a sentence, unless it begins with capitals.
func lower(title string) string {
	runes := []rune(title)
	if len(runes) > 1 && strings.ToUpper(string(runes[1])) == string(runes[1]) {
		return title
	}
	if len(runes) > 0 {
		return strings.ToLower(string(runes[:1])) + string(runes[1:])
	}
	return title
}

func contactText(d *directive.Directive) string {
	c, ok := d.Contact("")
	if !ok {
		return words.Say("understand.contact.none")
	}
	return words.Say("understand.contact", "name", c.Name, "office", c.Office, "phone", c.Phone)
}
