package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
)

// question answers words that are one of a topic's phrases, wherever the talk
// stands; the talk goes on where it stood.
func (h *House) question(t *turn) (bool, error) {
	if t.pressed() {
		return false, nil
	}
	asked := directive.Fold(t.text())
	for _, topic := range t.d.Topics {
		for _, phrase := range append([]string{topic.Title}, topic.Words...) {
			if asked == directive.Fold(phrase) {
				return true, menu{}.answer(t, "topic", topic.ID)
			}
		}
	}
	return false, nil
}

// lost answers what nothing has understood: a number beyond the choices, the topics
// that the words are nearest to, or the present question. The talk stands where it stood.
func (h *House) lost(t *turn) error {
	if n, err := strconv.Atoi(strings.Trim(t.text(), " .()[]")); err == nil && len(t.next.Offered) > 0 && n >= 0 && n < 100 {
		t.note(chat.Warn, "dialogs.lost.number", "n", strconv.Itoa(n), "most", strconv.Itoa(len(t.next.Offered)))
		return h.again(t)
	}
	near := nearest(t)
	if len(near) == 0 {
		t.note(chat.Warn, "dialogs.lost")
		return h.again(t)
	}
	t.card(chat.Body{block(chat.Para, "dialogs.lost.near")},
		rows(append(near, lasting("go:support", "dialogs.lost.contact"), lasting("go:again", "dialogs.lost.again"))...)...)
	return nil
}

// nearest are the choices of at most three topics that the words may be about.
func nearest(t *turn) []chat.Choice {
	asked := directive.Fold(t.text())
	near := []chat.Choice{}
	for _, topic := range t.d.Topics {
		if len(near) < 3 && nearTo(asked, topic) {
			near = append(near, topicChoice(topic))
		}
	}
	return near
}

// nearTo reports whether the words hold one of the topic's phrases.
func nearTo(asked string, topic directive.Topic) bool {
	for _, phrase := range append([]string{topic.Title}, topic.Words...) {
		if folded := directive.Fold(phrase); folded != "" && holds(asked, folded) {
			return true
		}
	}
	return false
}

// holds reports whether the words of part stand together in whole, both folded.
func holds(whole, part string) bool { return strings.Contains(" "+whole+" ", " "+part+" ") }
