package dialogs

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// shownSources names what was last shown: the topics, deadlines and contacts whose
// exact words "nguồn" shows.
const shownSources = "source"

// cite notes that a sentence of the directive is shown in this turn.
func (t *turn) cite(what, id string) {
	if one := what + ":" + id; id != "" && !slices.Contains(t.cited, one) {
		t.cited = append(t.cited, one)
	}
}

// keepCited remembers what was shown; a turn that showed nothing keeps the last.
func (t *turn) keepCited() {
	if len(t.cited) > 0 {
		t.set(shownSources, strings.Join(t.cited, " "))
	}
}

// sources shows the exact words of what was last shown. The talk stands where it stood.
func (h *House) sources(t *turn) error {
	body := chat.Body{}
	for _, one := range strings.Fields(t.slot(shownSources)) {
		what, id, _ := strings.Cut(one, ":")
		clause, quotes := t.exact(what, id)
		for _, q := range quotes {
			body = append(body, chat.Block{Role: chat.Quoted, Text: chat.Text{{Text: q}}})
		}
		if clause != "" {
			body = append(body, chat.Block{Role: chat.Hint, Text: chat.Text{{Text: words.Say("understand.clause", "clause", clause, "number", t.d.Number)}}})
		}
	}
	if len(body) == 0 {
		t.note(chat.Hint, "understand.source.none")
		return h.again(t)
	}
	h.beside(t, append(chat.Body{block(chat.Title, "understand.source.title")}, body...), nil)
	return nil
}

// exact gives the clause and the sentences as printed.
func (t *turn) exact(what, id string) (clause string, quotes []string) {
	switch what {
	case "topic":
		topic, _ := t.d.Topic(id)
		return topic.Clause, topic.Quote
	case "deadline":
		dl, _ := t.d.Deadline(id)
		return dl.Clause, []string{dl.Quote}
	}
	for _, c := range t.d.Contacts {
		if c.ID == id {
			return c.Clause, []string{c.Quote}
		}
	}
	return "", nil
}
