package storage

import (
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// Term is a word by which a record, or a row of it, is found.
type Term struct{ Kind, Term, Row, Column string }

// Terms lists the terms of a body: the addresses and roles of a person, the numbers of rows.
func (k *Keys) Terms(body any) []Term {
	terms := []Term{}
	switch b := body.(type) {
	case people.Person:
		for _, a := range b.Addresses {
			terms = append(terms, Term{Kind: "address", Term: k.Term("address", a.String())})
		}
		for _, g := range b.Grants {
			terms = append(terms, Term{Kind: "role", Term: k.RoleTerm(g.Role, g.Directive)})
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

// RoleTerm is the term by which the holders of a role in a directive are found.
func (k *Keys) RoleTerm(role people.Role, directive string) string {
	return k.Term("role", string(role)+"/"+directive)
}

// PersonID is the id of whoever first writes from an address.
func (k *Keys) PersonID(a chat.Address) string { return k.Term("person", a.String())[:20] }

// Code is the one-time code for a purpose: the same purpose gives the same code in
// every replica, and nobody without the keyset can tell it.
func (k *Keys) Code(purpose string) string {
	secret := k.Secret("code\x00" + purpose)
	return people.NewCode([10]byte(secret[:10]))
}

// InviteID is the id under which a one-time code is kept.
func (k *Keys) InviteID(code string) string { return k.Term("invite", code) }
