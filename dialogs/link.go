package dialogs

import (
	"slices"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

// linkLife is how long a code that joins two channels can be used.
const linkLife = 10 * time.Minute

// link makes a code that, typed on another channel, makes it one person's with this.
func (h *House) link(t *turn) error {
	code := t.scene.Desk.Code(t.scene.In.ID)
	invite, err := t.scene.Desk.Invite(t.ctx, code)
	if err != nil {
		return err
	}
	invite.Link, invite.Made, invite.Expires = t.who.ID, t.now(), t.now().Add(linkLife)
	t.made = append(t.made, people.SetInvite{Invite: invite})
	t.card(chat.Body{block(chat.Title, "link.title"), block(chat.Para, "link.code", "code", code), block(chat.Warn, "link.never")}, rows(t.resume()...)...)
	return nil
}

// join makes the address one more of the person who made the code. What was known of
// it alone becomes the person's; the talks stay two.
func (h *House) join(t *turn, invite people.Invite) error {
	main, err := t.linked(invite.Link)
	if err != nil {
		return err
	}
	if main.Version == 0 || main.ID == t.who.ID {
		t.note(chat.Warn, "link.self")
		return h.again(t)
	}
	mine := t.who
	main = merged(main, mine, t.scene.In.From)
	if mine.Version > 0 {
		t.made = append(t.made, people.Set{Person: people.Person{ID: mine.ID, Version: mine.Version, As: main.ID}})
	}
	invite.UsedBy = main.ID
	t.made = append(t.made, people.Set{Person: main}, people.SetInvite{Invite: invite})
	t.who, t.was = main, main.Clone()
	t.clear("")
	t.next.Trail, t.next.Frames = nil, []chat.Frame{frame(menuName, "joined")}
	t.note(chat.Saved, "link.joined")
	if t.d == nil {
		return h.again(t)
	}
	return menu{}.show(t)
}

// linked is the person of an id, found by one of their talks.
func (t *turn) linked(id string) (people.Person, error) {
	talks, err := t.scene.Desk.Talks(t.ctx, id)
	if err != nil || len(talks) == 0 {
		return people.Person{}, err
	}
	return t.scene.Desk.Person(t.ctx, talks[0].Of)
}

// merged adds to a person what another record knew, and the address.
func merged(main, other people.Person, from chat.Address) people.Person {
	main = main.Clone()
	for _, a := range append(other.Addresses, from) {
		if !slices.Contains(main.Addresses, a) {
			main.Addresses = append(main.Addresses, a)
		}
	}
	for _, g := range other.Grants {
		if !main.Has(g.Role, g.Directive, g.Unit) {
			main.Grants = append(main.Grants, g)
		}
	}
	for _, c := range other.Consents {
		if !main.Consented(c.Form, c.Version) || !c.Ended.IsZero() {
			main.Consents = append(main.Consents, c)
		}
	}
	for _, told := range other.Told {
		main = main.Tells(told)
	}
	for k, p := range other.Progress {
		if p.At.After(main.Progress[k].At) {
			main.Progress[k] = p
		}
	}
	return main
}
