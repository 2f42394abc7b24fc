package storage

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// Written is what a change makes of its record: the new body and, for a roster,
// the history it leaves. Body nil means that only the version was checked.
type Written struct {
	Body    any
	Entries []roster.Entry
}

// Held gives a roster as it stands; it is called for edits of rosters only.
type Held func() (roster.Roster, error)

// kind is one line of the table: the collection of the record (the first word of
// its name), how a kept change is read back, and what it does.
type kind struct {
	collection string
	decode     func([]byte) (chat.Change, error)
	apply      func(chat.Change, Held) (Written, error)
}

// kinds is the one table of changes. A noun that lives as a record needs a line here
// and nothing in the stores: they keep, read and list it by its record's name.
var kinds = map[string]kind{
	"check":       {"", decoded[chat.Check], nothing},
	"person.set":  set("people", func(c people.Set) any { c.Person.Version++; return c.Person }),
	"invite.set":  set("invites", func(c people.SetInvite) any { c.Invite.Version++; return c.Invite }),
	"ticket.set":  set("tickets", func(c people.SetTicket) any { c.Ticket.Version++; return c.Ticket }),
	"request.set": set("requests", func(c people.SetRequest) any { c.Request.Version++; return c.Request }),
	"upload.set":  set("uploads", func(c people.SetUpload) any { c.Upload.Version++; return c.Upload }),
	"draft.set":   set("drafts", func(c roster.SetMending) any { c.Mending.Version++; return c.Mending }),
	"guesses.set": set("guesses", func(c people.SetGuesses) any { c.Guesses.Version++; return c.Guesses }),
	"gap.add":     set("gaps", func(c people.AddGap) any { c.Gap.Version++; return c.Gap }),
	"sent.set":    set("sent", func(c people.SetSent) any { c.Sent.Version++; return c.Sent }),
	"roster.edit": {"rosters", decoded[roster.Edit], edited},
}

// ErrKind means a change of a kind that no store knows.
var ErrKind = errors.New("unknown kind of change")

// Apply says what a change does to its record. It is pure.
func Apply(c chat.Change, held Held) (Written, error) {
	k, ok := kinds[c.Kind()]
	if !ok {
		return Written{}, ErrKind
	}
	return k.apply(c, held)
}

// Kept is a change as it waits in a store to be applied.
type Kept struct {
	Kind   string
	Change json.RawMessage
}

// Keep gives a change the form in which it waits.
func Keep(c chat.Change) (Kept, error) {
	raw, err := json.Marshal(c)
	return Kept{c.Kind(), raw}, err
}

// Read gives back the change.
func (k Kept) Read() (chat.Change, error) {
	known, ok := kinds[k.Kind]
	if !ok {
		return nil, ErrKind
	}
	return known.decode(k.Change)
}

// Collections lists where records live, in order.
func Collections() []string {
	all := map[string]bool{}
	for _, k := range kinds {
		all[k.collection] = true
	}
	delete(all, "")
	return slices.Sorted(maps.Keys(all))
}

func set[C chat.Change](collection string, body func(C) any) kind {
	return kind{collection, decoded[C], func(c chat.Change, _ Held) (Written, error) {
		one, ok := c.(C)
		if !ok {
			return Written{}, ErrKind
		}
		return Written{Body: body(one)}, nil
	}}
}

func decoded[C chat.Change](raw []byte) (chat.Change, error) {
	var c C
	err := json.Unmarshal(raw, &c)
	return c, err
}

func nothing(chat.Change, Held) (Written, error) { return Written{}, nil }

func edited(c chat.Change, held Held) (Written, error) {
	e, ok := c.(roster.Edit)
	if !ok {
		return Written{}, ErrKind
	}
	was, err := held()
	if err != nil {
		return Written{}, err
	}
	after, entries, err := roster.Apply(was, e)
	return Written{Body: after, Entries: entries}, err
}
