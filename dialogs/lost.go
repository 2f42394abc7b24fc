package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/understand"
)

// missed counts the questions in a row that nothing understood.
const missed = "missed"

// lost answers what nothing has understood: a number beyond the choices, the topics
// that the words are nearest to, or the present question. The second time in a row
// the support officer comes first. The talk stands where it stood.
func (h *House) lost(t *turn, near []understand.Scored) error {
	if n, err := strconv.Atoi(strings.Trim(t.text(), " .()[]")); err == nil && len(t.next.Offered) > 0 && n >= 0 && n < 100 {
		t.note(chat.Warn, "dialogs.lost.number", "n", strconv.Itoa(n), "most", strconv.Itoa(len(t.next.Offered)))
		return h.again(t)
	}
	n, _ := strconv.Atoi(t.slot(missed))
	if !t.pressed() && speaks(t.text()) {
		t.keepGap()
		t.set(missed, strconv.Itoa(min(n+1, 9)))
	}
	choices := t.nearest(near)
	officer := lasting("go:support", "dialogs.lost.contact")
	switch {
	case n > 0:
		return h.offer(t, "dialogs.lost.twice", append([]chat.Choice{officer}, choices...))
	case len(choices) == 0:
		t.note(chat.Warn, "dialogs.lost")
		return h.again(t)
	}
	return h.offer(t, "dialogs.lost.near", append(choices, officer))
}

// keepGap keeps words that nothing understood, for the office to extend the vocabulary,
// unless somebody's data may be in them.
func (t *turn) keepGap() {
	if !people.Nameless(t.text()) || understand.Named(t.text()) {
		return
	}
	t.made = append(t.made, people.AddGap{Gap: people.NewGap(t.scene.In.ID, t.d.ID, t.text(), t.now())})
}

// nearest are the choices of the topics that the words may be about.
func (t *turn) nearest(near []understand.Scored) []chat.Choice {
	choices := []chat.Choice{}
	for _, s := range near {
		if topic, ok := t.d.Topic(s.ID); ok && s.Score >= nearFrom {
			choices = append(choices, topicChoice(topic))
		}
	}
	return choices
}

// offer puts choices beside the way back to what waits.
func (h *House) offer(t *turn, key string, choices []chat.Choice) error {
	h.beside(t, chat.Body{block(chat.Para, key)}, choices)
	return nil
}

// beside says something beside the present state: what waits there is named, and goes
// on to be expected.
func (h *House) beside(t *turn, body chat.Body, choices []chat.Choice) {
	if ask := t.awaited(); ask != "" {
		body = append(body, block(chat.Hint, "understand.goon", "ask", ask))
	}
	back := lasting("go:again", "dialogs.lost.again")
	if t.at().Dialog == menuName {
		back = t.onwards()
	}
	out := t.card(body, rows(append(choices, back)...)...)
	out.Expect = h.awaits(t)
}
