package dialogs

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
)

// says is what the directive is, and its tasks.
func (menu) says(t *turn) {
	choices := []chat.Choice{}
	for _, task := range t.d.Tasks {
		choices = append(choices, chat.Choice{Label: task.Number + ". " + task.Title, Value: "go:task:" + task.ID, Lasting: true})
	}
	body := chat.Body{block(chat.Title, "says.title", "kind", t.d.Kind, "number", t.d.Number, "date", directive.Day(t.d.Date)), said(chat.Para, t.d.Subject)}
	for _, basis := range t.d.Basis {
		body = append(body, block(chat.Hint, "says.basis", "basis", basis))
	}
	if len(t.d.Addressees) > 0 {
		body = append(body, block(chat.Hint, "says.addressees", "all", strings.Join(t.d.Addressees, "; ")))
	}
	if t.d.Signer != (directive.Signer{}) {
		body = append(body, block(chat.Hint, "says.signer", "place", t.d.Place, "post", t.d.Signer.Post, "name", t.d.Signer.Name))
	}
	t.card(body, rows(append(choices, t.onwards())...)...)
}

func (m menu) task(t *turn, id string) {
	task, ok := t.d.Task(id)
	if !ok {
		m.says(t)
		return
	}
	body := chat.Body{said(chat.Title, task.Number+". "+task.Title), said(chat.Para, task.Text)}
	choices := []chat.Choice{}
	for _, id := range task.Topics {
		if topic, ok := t.d.Topic(id); ok {
			choices = append(choices, topicChoice(topic))
		}
	}
	t.card(body, rows(append(choices, t.onwards())...)...)
}

func topicChoice(topic directive.Topic) chat.Choice {
	return chat.Choice{Label: topic.Title, Value: "go:topic:" + topic.ID, Lasting: true}
}

func (m menu) topic(t *turn, id string) error {
	topic, ok := t.d.Topic(id)
	if !ok {
		return m.leave(t)
	}
	choices := append(t.steps(topic), t.onward(topic)...)
	body := t.told(topic)
	if ask := t.awaited(); ask != "" {
		body = append(body, block(chat.Hint, "understand.goon", "ask", ask))
	}
	t.card(body, rows(append(choices[:min(len(choices), mostNext)], t.onwards())...)...)
	return nil
}

// mostQuoted is how many bytes of quotations an answer shows; longer ones wait for
// "nguồn".
const mostQuoted = 400

// told is a topic in plain words, with the sentence that says so, its source,
// correction and banner.
func (t *turn) told(topic directive.Topic) chat.Body {
	body := chat.Body{said(chat.Title, topic.Title), said(chat.Para, topic.Text)}
	if quote := quoted(topic); len(quote) <= mostQuoted {
		body = append(body, chat.Block{Role: chat.Quoted, Text: chat.Text{{Text: strings.TrimPrefix(quote, "- ")}}})
	}
	body = append(body, t.sourceOf(topic.ID)...)
	if t.dated(topic) {
		body = append(body, menu{}.staged(t)...)
	}
	return append(body, t.banner(topic.Banner)...)
}

// dated reports whether a topic quotes a deadline, which a demonstration has moved.
func (t *turn) dated(topic directive.Topic) bool {
	for _, dl := range t.d.Deadlines {
		for _, quote := range topic.Quote {
			if overlap(dl.Quote, quote) {
				return true
			}
		}
	}
	return false
}

func overlap(a, b string) bool {
	a, b = directive.Fold(a), directive.Fold(b)
	return a != "" && b != "" && (holds(a, b) || holds(b, a))
}

// holds reports whether words stand together in a text, both folded.
func holds(text, words string) bool { return strings.Contains(" "+text+" ", " "+words+" ") }

func (t *turn) onward(topic directive.Topic) []chat.Choice {
	choices := t.toCounter(topic.ID)
	for _, id := range topic.Next {
		if next, ok := t.d.Topic(id); ok {
			choices = append(choices, topicChoice(next))
		}
	}
	return choices
}

func (menu) help(t *turn) {
	body := chat.Body{block(chat.Title, "help.title"), block(chat.Para, "help.type"), block(chat.Para, "help.number"), block(chat.Para, "help.always")}
	if len(t.units()) > 0 {
		body = append(body, block(chat.Para, "help.upload"))
	}
	t.card(append(body, block(chat.Para, "help.link"), block(chat.Para, "help.mydata"), block(chat.Para, "help.never")), rows(lasting("go:contact", "menu.contact"), t.onwards())...)
}

// source is the chip that opens to the exact words.
func source(clause, quote string) chat.Block {
	return chat.Block{Role: chat.Source, Text: chat.Words(clause), Quote: quote}
}

// fix is a correction that stands beside a quotation: what is printed, what to use.
func fix(f directive.Fix) chat.Block {
	return chat.Block{Role: chat.Fix, Label: f.Printed, Text: chat.Words(f.Use), Note: f.Why}
}
