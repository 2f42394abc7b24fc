package dialogs

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// mayReadAll reports whether the person sees how every unit stands.
func (t *turn) mayReadAll() bool { return people.May(t.who, people.ReadRosters, t.d.ID, "") }

// mostUnits is how many units one page of the answer lists.
const mostUnits = 10

// missing lists the units that have not handed in, those with nothing first.
func (m menu) missing(t *turn, page string) error {
	if !t.mayReadAll() {
		t.note(chat.Warn, "missing.who")
		return m.leave(t)
	}
	held, err := t.scene.Desk.Rosters(t.ctx, t.d.ID)
	if err != nil {
		return err
	}
	lines, of := t.unsent(held)
	body := chat.Body{block(chat.Title, "missing.title", "n", strconv.Itoa(len(lines)), "of", strconv.Itoa(of))}
	if len(lines) == 0 {
		body = append(body, block(chat.Saved, "missing.none"))
	}
	k, _ := strconv.Atoi(page)
	pages := max(1, (len(lines)+mostUnits-1)/mostUnits)
	k = max(0, min(k, pages-1))
	body = append(body, lines[k*mostUnits:min(len(lines), (k+1)*mostUnits)]...)
	choices := []chat.Choice{}
	if pages > 1 {
		body = append(body, block(chat.Hint, "roster.page", "n", strconv.Itoa(k+1), "of", strconv.Itoa(pages)))
		choices = append(choices, lasting("go:missing:"+strconv.Itoa((k+1)%pages), "roster.next"))
	}
	t.card(append(body, m.days(t)...), rows(append(choices, t.onwards())...)...)
	return nil
}

// unsent are the units that still have to hand in a form, and how many there are in all.
func (t *turn) unsent(held []roster.Roster) (lines chat.Body, of int) {
	begun := chat.Body{}
	for _, u := range t.d.Units {
		for _, f := range t.d.Hands(u.Kind) {
			of++
			r := heldAt(held, roster.KeyAt(t.d, f.ID, u.ID, t.now()))
			switch state, _ := roster.Standing(t.d, f, u.Kind, r); state {
			case directive.NotStarted:
				lines = append(lines, chat.Block{Role: chat.Item, Label: u.Name, Text: chat.Words(words.Say("missing.not_started")), State: "bad"})
			case directive.Half:
				begun = append(begun, chat.Block{Role: chat.Item, Label: u.Name, Text: chat.Words(halfway(t.d, f, u, r)), State: "warn"})
			}
		}
	}
	return append(lines, begun...), of
}

// halfway is how far a unit is that has begun and not handed in.
func halfway(d *directive.Directive, f directive.Form, u directive.Unit, r roster.Roster) string {
	key, posts := "missing.half", roster.Needed(d, f, u.Kind, r)
	if len(posts) == 0 {
		key = "missing.whole"
	}
	return words.Say(key, "n", strconv.Itoa(len(r.Rows)), "noun", f.RowNoun, "posts", strings.Join(posts, ", "))
}

func heldAt(held []roster.Roster, k roster.Key) roster.Roster {
	for _, r := range held {
		if r.Key == k {
			return r
		}
	}
	return roster.Roster{Key: k}
}
