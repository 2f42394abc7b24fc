package dialogs

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// support takes a question to the support officers: it asks for it, shows what will
// be sent, and goes back to where the talk stood.
type support struct{}

const (
	supportName = "support"
	dictation   = "words" // expected by a state that takes whatever is typed
)

var supportTable = mustTable("question", []fsm.EventDesc{
	{Name: "ask", Src: []string{"question", "confirm"}, Dst: "question"},
	{Name: "draft", Src: []string{"question", "confirm"}, Dst: "confirm"},
})

func (support) name() string { return supportName }
func (support) table() Table { return supportTable }

func (support) expects(t *turn) string {
	if t.state() == "question" {
		return dictation
	}
	return ""
}

// begin asks for the question, or takes the one that was just typed in vain.
func (s support) begin(t *turn) error {
	asked, where := t.slot("asked"), t.where()
	t.clear("support.")
	t.set("asked", "")
	t.set("support.where", where)
	t.detour(frame(supportName, "question"))
	if asked == "" {
		return s.show(t)
	}
	t.set("support.text", asked)
	return t.follow(s, "draft")
}

// more asks once more on a ticket of the person's own.
func (s support) more(t *turn, ticket people.Ticket) error {
	if ticket.Full() {
		return s.begin(t)
	}
	t.clear("support.")
	t.set("support.id", ticket.ID)
	t.set("support.where", ticket.Of+":"+ticket.Step)
	t.detour(frame(supportName, "question"))
	return s.show(t)
}

func (s support) take(t *turn) (bool, error) {
	switch word := t.text(); {
	case word == "ask":
		return true, t.follow(s, "ask")
	case t.state() == "confirm" && (word == "send" || typedAs(word, "support.typed.send") || typedAs(word, "dialogs.typed.yes")):
		return true, s.send(t)
	case t.pressed():
		return false, nil
	}
	return true, s.draft(t)
}

// draft takes the words as the question, without what must not be kept.
func (s support) draft(t *turn) error {
	text := hidden(t.text())
	if n := utf8.RuneCountInString(text); n > people.MaxQuestion {
		t.note(chat.Wrong, "support.long", "most", strconv.Itoa(people.MaxQuestion))
		return s.show(t)
	}
	if !speaks(text) {
		t.note(chat.Wrong, "support.bare")
		return s.show(t)
	}
	if text != strings.TrimSpace(t.text()) {
		t.note(chat.Hint, "support.masked")
	}
	t.set("support.text", text)
	return t.follow(s, "draft")
}

// hidden is what may be kept of words meant for an officer.
func hidden(text string) string {
	return strings.TrimSpace(roster.Hide(text, words.Say("support.hidden")))
}

// speaks reports whether something is left to answer beside what was hidden.
func speaks(text string) bool {
	rest := strings.ReplaceAll(text, words.Say("support.hidden"), "")
	letters := 0
	for _, r := range rest {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}

// keepAsked remembers words that were a question, in case they are to be sent on.
func (t *turn) keepAsked() {
	text := hidden(t.text())
	if t.pressed() || !speaks(text) || utf8.RuneCountInString(text) > people.MaxQuestion {
		return
	}
	t.set("asked", text)
}

func (s support) show(t *turn) error {
	if t.state() == "confirm" && t.slot("support.text") == "" {
		t.place(frame(supportName, "question"))
	}
	body := chat.Body{block(chat.Title, "support.title")}
	of, step := placeOf(t.slot("support.where"))
	with := Whereabouts(t.d, people.Ticket{Of: of, Step: step})
	if t.state() == "question" {
		body = append(body, block(chat.Para, "support.ask"), block(chat.Hint, "support.never"))
		if with != "" {
			body = append(body, block(chat.Hint, "support.along", "where", with))
		}
		out := t.card(body, rows(pick("go:leave", "support.leave"))...)
		out.Expect = dictation
		return nil
	}
	body = append(body, block(chat.Para, "support.check"), field("support.question", t.slot("support.text")))
	if with != "" {
		body = append(body, field("support.at", with))
	}
	t.card(body, rows(pick("send", "support.send"), pick("ask", "support.again"), pick("go:leave", "support.leave"))...)
	return nil
}

// field is a line with words that a person typed: nothing in them is markup.
func field(key, text string) chat.Block {
	return chat.Block{Role: chat.Field, Label: words.Say(key), Text: chat.Text{{Text: text}}}
}
