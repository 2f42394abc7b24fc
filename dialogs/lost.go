package dialogs

import (
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
				choices := append([]chat.Choice{lasting("go:again", "dialogs.lost.again")}, t.onward(topic)...)
				t.card(t.told(topic), rows(choices...)...)
				return true, nil
			}
		}
	}
	return false, nil
}

// lost answers what nothing has understood: the topics that the words are nearest
// to and the present choices; the talk stands where it stood.
func (h *House) lost(t *turn, d dialog) error {
	asked := directive.Fold(t.text())
	near := []chat.Choice{}
	for _, topic := range t.d.Topics {
		if len(near) < 3 && nearTo(asked, topic) {
			near = append(near, topicChoice(topic))
		}
	}
	if len(near) == 0 {
		t.note(chat.Warn, "dialogs.lost")
		return d.show(t)
	}
	t.card(chat.Body{block(chat.Para, "dialogs.lost.near")},
		rows(append(near, lasting("go:support", "dialogs.lost.contact"), pick("go:again", "dialogs.lost.again"))...)...)
	return nil
}

// nearTo reports whether the words hold one of the topic's phrases.
func nearTo(asked string, topic directive.Topic) bool {
	for _, phrase := range append([]string{topic.Title}, topic.Words...) {
		if folded := directive.Fold(phrase); folded != "" && strings.Contains(" "+asked+" ", " "+folded+" ") {
			return true
		}
	}
	return false
}
