package storage

import (
	"errors"
	"strings"

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

// ErrKind means a change of a kind that no store knows.
var ErrKind = errors.New("unknown kind of change")

// Apply is the one table from a change to what it does. held gives a roster as it
// stands; it is called for roster edits only. Apply is pure.
func Apply(c chat.Change, held func() (roster.Roster, error)) (Written, error) {
	switch c := c.(type) {
	case chat.Check:
		return Written{}, nil
	case people.Set:
		p := c.Person
		p.Version++
		return Written{Body: p}, nil
	case people.SetInvite:
		i := c.Invite
		i.Version++
		return Written{Body: i}, nil
	case people.SetGuesses:
		g := c.Guesses
		g.Version++
		return Written{Body: g}, nil
	case roster.Edit:
		was, err := held()
		if err != nil {
			return Written{}, err
		}
		after, entries, err := roster.Apply(was, c)
		return Written{Body: after, Entries: entries}, err
	}
	return Written{}, ErrKind
}

// Term is a word by which a record, or a row of it, is found.
type Term struct{ Kind, Term, Row, Column string }

// Terms lists the terms of a body: the addresses of a person, the numbers of rows.
func (k *Keys) Terms(body any) []Term {
	terms := []Term{}
	switch b := body.(type) {
	case people.Person:
		for _, a := range b.Addresses {
			terms = append(terms, Term{Kind: "address", Term: k.Term("address", a.String())})
		}
	case roster.Roster:
		for _, row := range b.Rows {
			for column, value := range row.Cells {
				if Numeric(value) {
					terms = append(terms, Term{Kind: "twin", Term: k.Term("twin", value), Row: row.ID, Column: column})
				}
			}
		}
	}
	return terms
}

// Numeric reports whether a value is a number long enough to identify somebody.
func Numeric(value string) bool {
	return len(value) >= 8 && strings.Trim(value, "0123456789") == ""
}

// PersonID is the id of whoever first writes from an address.
func (k *Keys) PersonID(a chat.Address) string { return k.Term("person", a.String())[:20] }

// InviteID is the id under which a one-time code is kept.
func (k *Keys) InviteID(code string) string { return k.Term("invite", code) }
