// Package people says who is who: a person and the addresses they write from,
// the roles they were given and for which unit, what they consented to, and how
// far they are with each procedure. May is the one place where a right is judged.
package people

import (
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// Role is a kind of right given by an invite.
type Role string

// The roles.
const (
	Head    Role = "head"
	Deputy  Role = "deputy"
	Staff   Role = "staff"
	Support Role = "support"
	Office  Role = "office"
)

// Named is what an invite gives to the person whom a row names: to speak of that row
// once. It is never granted.
const Named Role = "named"

// Roles lists every role in order of rank.
var Roles = []Role{Office, Support, Head, Deputy, Staff}

// OfUnit reports whether the role needs a unit.
func (r Role) OfUnit() bool { return r == Head || r == Deputy }

// Grant is a role in force, given by the invite By.
type Grant struct {
	Role            Role
	Directive, Unit string
	Since           time.Time
	Until           time.Time // when it ends by itself; zero: not
	Name            string    // of the deputy, as the head gave it
	By              string
}

// Consent is the notice a person agreed to, as it stood then. One that was withdrawn
// stays: it proves what was done between the two moments.
type Consent struct {
	Form, Version string
	At            time.Time
	Ended         time.Time // when it was withdrawn; zero: it holds
}

// Progress is how far a person is with one procedure.
type Progress struct {
	Step    string // the step last shown
	Outcome string // "done", "not_yet" or ""
	At      time.Time
}

// Told is a row that names the person and of which they have spoken.
type Told struct {
	Directive, Form, Unit, Period, Row string
	At                                 time.Time
}

// Person is one human being, known by the addresses they write from.
type Person struct {
	ID        string // opaque, made by the store from the first address; set even when Version is 0
	Version   int64  // 0: nobody yet
	Addresses []chat.Address
	Grants    []Grant
	Consents  []Consent
	Progress  map[string]Progress // by directive/procedure
	Silenced  []string            // directive/deadline
	Told      []Told              // oldest first, the last word on each row
	Unit      string
	As        string // set when this address was linked: the person's main record
}

// Clone copies p so deep that changing the copy leaves p alone.
func (p Person) Clone() Person {
	p.Addresses = slices.Clone(p.Addresses)
	p.Grants = slices.Clone(p.Grants)
	p.Consents = slices.Clone(p.Consents)
	p.Silenced = slices.Clone(p.Silenced)
	p.Told = slices.Clone(p.Told)
	m := make(map[string]Progress, len(p.Progress))
	for k, v := range p.Progress {
		m[k] = v
	}
	p.Progress = m
	return p
}

// At is p with the roles that are in force at now.
func (p Person) At(now time.Time) Person {
	p = p.Clone()
	p.Grants = slices.DeleteFunc(p.Grants, func(g Grant) bool { return !g.Until.IsZero() && !now.Before(g.Until) })
	return p
}

// Tells is p after a word on a row, in the place of an earlier one on it.
func (p Person) Tells(told Told) Person {
	p = p.Clone()
	p.Told = append(slices.DeleteFunc(p.Told, func(was Told) bool { return was.Row == told.Row }), told)
	return p
}

// Grant finds a role of a unit.
func (p Person) Grant(r Role, directive, unit string) (Grant, bool) {
	for _, g := range p.Grants {
		if g.Role == r && g.Directive == directive && g.Unit == unit {
			return g, true
		}
	}
	return Grant{}, false
}

// Without is p with a role of a unit taken back.
func (p Person) Without(r Role, directive, unit string) Person {
	p = p.Clone()
	p.Grants = slices.DeleteFunc(p.Grants, func(g Grant) bool { return g.Role == r && g.Directive == directive && g.Unit == unit })
	return p
}

// Has reports whether the person holds the role in the directive; unit "" means any.
func (p Person) Has(r Role, directive, unit string) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool {
		return g.Role == r && g.Directive == directive && (unit == "" || g.Unit == unit)
	})
}

// Another finds somebody else who can be reached and holds a role in the directive.
func Another(all []Person, than Person, r Role, directive string) (Person, bool) {
	i := slices.IndexFunc(all, func(p Person) bool {
		return p.ID != than.ID && p.As == "" && len(p.Addresses) > 0 && p.Has(r, directive, "")
	})
	if i < 0 {
		return Person{}, false
	}
	return all[i], true
}

// Units lists the units whose roster the person keeps in the directive.
func (p Person) Units(directive string) []string {
	var units []string
	for _, g := range p.Grants {
		if g.Directive == directive && g.Role.OfUnit() && !slices.Contains(units, g.Unit) {
			units = append(units, g.Unit)
		}
	}
	return units
}

// Muted reports whether the person wants to hear no more of a deadline, or of
// directive.FollowedUp.
func (p Person) Muted(directive, what string) bool {
	return slices.Contains(p.Silenced, directive+"/"+what)
}

// Consented reports whether the person agreed to this version of a form's notice, and has
// not withdrawn that since.
func (p Person) Consented(form, version string) bool {
	return slices.ContainsFunc(p.Consents, func(c Consent) bool { return c.Form == form && c.Version == version && c.Ended.IsZero() })
}

// Agreed are the consents to forms of a directive that hold.
func (p Person) Agreed(directive string) []Consent {
	all := []Consent{}
	for _, c := range p.Consents {
		if of, _, _ := strings.Cut(c.Form, "/"); of == directive && c.Ended.IsZero() {
			all = append(all, c)
		}
	}
	return all
}

// Unconsented is p with every consent to forms of a directive withdrawn.
func (p Person) Unconsented(directive string, at time.Time) Person {
	p = p.Clone()
	for i, c := range p.Consents {
		if of, _, _ := strings.Cut(c.Form, "/"); of == directive && c.Ended.IsZero() {
			p.Consents[i].Ended = at
		}
	}
	return p
}

// Action is something a right is needed for.
type Action string

// The actions.
const (
	KeepRoster  Action = "roster.keep" // see and change a unit's roster
	ReadRosters Action = "roster.read" // see every unit's
	Answer      Action = "support.answer"
)

// May reports whether p may do a in the directive for the unit.
func May(p Person, a Action, directive, unit string) bool {
	switch a {
	case KeepRoster:
		return p.Has(Head, directive, unit) && unit != "" || p.Has(Deputy, directive, unit) && unit != ""
	case ReadRosters:
		return p.Has(Office, directive, "")
	case Answer:
		return p.Has(Support, directive, "")
	}
	return false
}

// Set writes a person as decided on the version it was read at.
type Set struct{ Person Person }

// Kind names the change.
func (Set) Kind() string { return "person.set" }

// Record is people/<id>.
func (s Set) Record() string { return "people/" + s.Person.ID }

// Guard is the version the decision rests on.
func (s Set) Guard() int64 { return s.Person.Version }

// After gives the person's next address after a: where a notice goes when a is dead.
func (p Person) After(a chat.Address) (next chat.Address, ok bool) {
	i := slices.Index(p.Addresses, a)
	if i < 0 || i+1 >= len(p.Addresses) {
		return chat.Address{}, false
	}
	return p.Addresses[i+1], true
}
