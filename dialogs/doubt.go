package dialogs

import (
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/understand"
	"github.com/dvcbot/dvcbot/words"
)

// doubt holds words of which it is not clear whether they are the value that is
// awaited or a question.
const (
	doubt     = "doubt"
	doubtMark = "doubt.mark" // of the message with those words
)

// sort tells the value that the work waits for from a question. What was pressed, and
// words where no value is awaited, are taken as they come.
func (h *House) sort(t *turn) understand.Sort {
	if t.d == nil || t.pressed() {
		return understand.Value
	}
	kind := h.awaits(t)
	if kind == "" || kind == dictation {
		return understand.Value
	}
	field := understand.Field{Kind: kind}
	if c, ok := t.field(); ok {
		for _, v := range c.Values {
			field.Values = append(append(field.Values, v.Label), v.Words...)
		}
	}
	return h.readers.of(t.d).Tell(t.text(), field)
}

// unsure asks which of the two the words are.
func (h *House) unsure(t *turn) {
	typed := chat.Block{Role: chat.Field, Label: words.Say("understand.doubt.typed"), Text: chat.Text{{Text: t.slot(doubt)}}}
	t.card(chat.Body{block(chat.Para, "understand.doubt"), typed},
		rows(pick("doubt:value", "understand.doubt.value", "label", t.awaitedLabel()), pick("doubt:question", "understand.doubt.question"))...)
}

// resolved takes the words of a doubt as what the person said they are. Anything
// else that is typed ends the doubt.
func (h *House) resolved(t *turn) (bool, error) {
	words := t.slot(doubt)
	if words == "" {
		return false, nil
	}
	mark := t.slot(doubtMark)
	t.set(doubt, "")
	t.set(doubtMark, "")
	choice := t.text()
	if choice != "doubt:value" && choice != "doubt:question" {
		return false, nil
	}
	t.scene.In.Press, t.scene.In.Text, t.scene.In.Mark = nil, words, mark
	if choice == "doubt:question" {
		return true, h.asked(t)
	}
	return h.taken(t)
}
