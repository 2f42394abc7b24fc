package directive

import (
	"slices"
	"strings"
)

// Topic finds a topic by id.
func (d *Directive) Topic(id string) (Topic, bool) {
	return pick(d.Topics, func(t Topic) bool { return t.ID == id })
}

// Procedure finds a procedure by id.
func (d *Directive) Procedure(id string) (Procedure, bool) {
	return pick(d.Procedures, func(p Procedure) bool { return p.ID == id })
}

// Topics lists the topics of a procedure's conditions, steps and symptoms.
func (p Procedure) Topics() []string {
	all := []string{p.After}
	for _, c := range p.Conditions {
		all = append(all, c.Topic)
	}
	for _, s := range p.Symptoms {
		all = append(all, s.Topic)
	}
	for _, step := range p.Steps {
		all = append(all, step.Topic)
		for _, s := range step.Symptoms {
			all = append(all, s.Topic)
		}
	}
	return all
}

// Form finds a form by id.
func (d *Directive) Form(id string) (Form, bool) {
	return pick(d.Forms, func(f Form) bool { return f.ID == id })
}

// Unit finds a unit by id.
func (d *Directive) Unit(id string) (Unit, bool) {
	return pick(d.Units, func(u Unit) bool { return u.ID == id })
}

// Task finds a task by id.
func (d *Directive) Task(id string) (Task, bool) {
	return pick(d.Tasks, func(t Task) bool { return t.ID == id })
}

// UnitKind finds a kind of unit by id.
func (d *Directive) UnitKind(id string) (UnitKind, bool) {
	return pick(d.UnitKinds, func(k UnitKind) bool { return k.ID == id })
}

// Banner finds a banner that is active.
func (d *Directive) Banner(id string) (Banner, bool) {
	return pick(d.Banners, func(b Banner) bool { return b.ID == id && b.Active })
}

// Deadline finds a deadline by id.
func (d *Directive) Deadline(id string) (Deadline, bool) {
	return pick(d.Deadlines, func(dl Deadline) bool { return dl.ID == id })
}

// Contact is whom to ask about a matter, "form:pl2" or "procedure:reg": the first
// contact that names it, else the first contact; false when the directive names nobody.
func (d *Directive) Contact(matter string) (Contact, bool) {
	if c, ok := pick(d.Contacts, func(c Contact) bool { return has(c.Matters, matter) }); ok {
		return c, true
	}
	return pick(d.Contacts, func(Contact) bool { return true })
}

// ContactsFor lists every contact, those who answer for a matter first.
func (d *Directive) ContactsFor(matter string) []Contact {
	own, others := []Contact{}, []Contact{}
	for _, c := range d.Contacts {
		if has(c.Matters, matter) {
			own = append(own, c)
		} else {
			others = append(others, c)
		}
	}
	return append(own, others...)
}

// Receive lists who gets the result of a piece of work, "form:pl2" or "procedure:reg".
func (d *Directive) Receive(of string) []Recipient {
	return slices.DeleteFunc(slices.Clone(d.Recipients), func(r Recipient) bool { return !has(r.Of, of) })
}

// Recipient finds a recipient by id.
func (d *Directive) Recipient(id string) (Recipient, bool) {
	return pick(d.Recipients, func(r Recipient) bool { return r.ID == id })
}

func pick[T any](all []T, is func(T) bool) (T, bool) {
	for _, one := range all {
		if is(one) {
			return one, true
		}
	}
	var none T
	return none, false
}

// Hands lists the forms that a unit of this kind hands in.
func (d *Directive) Hands(kind string) []Form {
	forms := []Form{}
	for _, f := range d.Forms {
		if f.HandedBy(kind) {
			forms = append(forms, f)
		}
	}
	return forms
}

// FindUnits gives the units that the words may mean: those Named so, else those that
// the name begins or holds, else those that a longer text names whole.
func (d *Directive) FindUnits(words string) []Unit {
	n := d.Named(words)
	for _, found := range [][]Unit{n.Exact, n.Begun, n.Held} {
		if len(found) > 0 {
			return found
		}
	}
	return d.mentioned(Fold(words))
}

func (d *Directive) mentioned(text string) []Unit {
	found := []Unit{}
	for _, u := range d.Units {
		for _, name := range append([]string{u.Name}, u.Aliases...) {
			if folded := Fold(name); len(strings.Fields(folded)) > 1 && within(text, folded) {
				found = append(found, u)
				break
			}
		}
	}
	return found
}

// Addressee is who gets the documents of a kind, "results" or "changes".
func (d *Directive) Addressee(kind string) (Recipient, bool) {
	doc, ok := pick(d.Documents, func(one Document) bool { return one.Kind == kind })
	if !ok {
		return Recipient{}, false
	}
	return pick(d.Recipients, func(r Recipient) bool { return r.ID == doc.To })
}
