package dialogs

import (
	"reflect"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
)

// keepPerson adds the person to the changes when something about them was decided.
// The address is kept at once, so that somebody who only asked can be written to; one
// who was erased and writes again is known by an address anew.
func (t *turn) keepPerson() {
	if len(t.who.Addresses) == 0 {
		t.who.Addresses = append(t.who.Addresses, t.scene.In.From)
	}
	if samePerson(t.who, t.was) {
		return
	}
	t.made = append(t.made, people.Set{Person: t.who})
}

func samePerson(a, b people.Person) bool {
	if len(a.Progress) == 0 && len(b.Progress) == 0 {
		a.Progress, b.Progress = nil, nil
	}
	return reflect.DeepEqual(a, b)
}

// vouch makes the turn rest on the record that gives the right it uses: a head
// revoked a moment ago writes nothing more.
func (t *turn) vouch() {
	if samePerson(t.who, t.was) && t.who.Version > 0 {
		t.made = append(t.made, chat.Check{Of: people.Set{Person: t.who}.Record(), Version: t.who.Version})
	}
}

// units are the units whose roster the person keeps.
func (t *turn) units() []string { return t.who.Units(t.d.ID) }
