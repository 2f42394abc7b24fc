package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// wrongWords is the slot of what is wrong, in the person's words, until it is sent.
const wrongWords = "mydata.what"

// choose goes on with a right that is asked for.
func (m myData) choose(t *turn, right people.Right) error {
	already, err := t.requested(right)
	switch {
	case err != nil:
		return err
	case right == people.Withdraw && len(t.who.Agreed(t.d.ID)) == 0:
		t.note(chat.Hint, "mydata.withdraw.none")
		return m.show(t)
	case right == people.Correct && already:
		t.note(chat.Hint, "mydata.already")
		return m.show(t)
	case right == people.Correct:
		return t.follow(m, "wrong")
	}
	return t.follow(m, "sure", string(right))
}

// wrong asks what is wrong.
func (myData) wrong(t *turn) {
	out := t.card(chat.Body{block(chat.Title, "mydata.wrong.ask"), block(chat.Hint, "mydata.wrong.hint")}, rows(pick("list", "mydata.back"))...)
	out.Expect = dictation
}

// takeWrong keeps the words until they are sent. They may hold a number, which is what is
// to be put right: nobody but the office sees it, and the message is deleted.
func (m myData) takeWrong(t *turn) error {
	text := sentence(t.text())
	if text == "" || len([]rune(text)) > people.MaxWrong {
		t.note(chat.Wrong, "mydata.wrong.long", "most", strconv.Itoa(people.MaxWrong))
		return m.show(t)
	}
	if hidden(text) != text {
		t.erase()
	}
	t.set(wrongWords, strings.Join(strings.Fields(text), " "))
	return t.follow(m, "sure", string(people.Correct))
}

// following is what a withdrawal leads to.
func (t *turn) following() chat.Body {
	body := chat.Body{}
	for _, c := range t.who.Agreed(t.d.ID) {
		body = append(body, field("mydata.consent", t.consentInWords(c)))
	}
	body = append(body, block(chat.Para, "mydata.withdraw.now"), block(chat.Para, "mydata.withdraw.before"))
	if len(t.units()) > 0 {
		body = append(body, block(chat.Para, "mydata.withdraw.unit"))
	}
	return body
}

// withdraw ends the consents. What was typed or pasted and is in no list yet is dropped.
func (t *turn) withdraw() error {
	t.who = t.who.Unconsented(t.d.ID, t.now())
	for _, prefix := range []string{cellPrefix, newPrefix, "roster."} {
		t.clear(prefix)
	}
	t.untyped()
	for _, id := range t.units() {
		u, _ := t.d.Unit(id)
		for _, f := range t.d.Hands(u.Kind) {
			d, err := t.scene.Desk.Draft(t.ctx, roster.MendingID(roster.KeyAt(t.d, f.ID, u.ID, t.now()), t.who.ID))
			if err != nil {
				return err
			}
			if len(d.Rows) > 0 {
				d.Rows = nil
				t.keep(d)
			}
		}
	}
	return nil
}
