package directive

import (
	"slices"
	"strings"
)

// Duties of a rule.
const (
	Obliged    = "obliged"
	Encouraged = "encouraged"
	Exempt     = "exempt"
	Excluded   = "excluded"
	Fulfilled  = "done" // has done it already
)

// Case is somebody the rules are asked about. Unit may be unknown.
type Case struct {
	Kind, Unit, Post string
	Tasks            []string
}

// Meanings gives the posts that the words may mean, as the directive spells them.
// One is an answer, several are asked back, none means the words stand as typed.
func (d *Directive) Meanings(words string) []string {
	asked := Fold(words)
	for _, p := range d.Posts {
		if Fold(p.Word) == asked {
			return slices.Clone(p.Means)
		}
	}
	return nil
}

// Judge finds the first rule that fits a post, or one of the tasks somebody does, in a
// unit or a kind of unit. A post fits when it begins with the printed one. A rule
// without posts and tasks fits everybody there.
func (d *Directive) Judge(c Case) (Rule, bool) {
	asked := Fold(c.Post)
	return pick(d.Obligations, func(r Rule) bool {
		if !r.holds(c.Kind, c.Unit) {
			return false
		}
		if r.everybody() {
			return true
		}
		return slices.ContainsFunc(r.Posts, func(p string) bool { return led(asked, Fold(p)) }) ||
			slices.ContainsFunc(r.Tasks, func(t string) bool { return has(c.Tasks, t) })
	})
}

// led reports whether a post as typed is the printed one or begins with it: "Trưởng
// phòng Nội vụ" is a Trưởng phòng. Both are folded.
func led(asked, post string) bool {
	return post != "" && (asked == post || strings.HasPrefix(asked, post+" "))
}

// holds reports whether the rule speaks of the unit.
func (r Rule) holds(kind, unit string) bool {
	return (len(r.Kinds) == 0 || has(r.Kinds, kind)) && (len(r.Units) == 0 || has(r.Units, unit))
}

func (r Rule) everybody() bool { return len(r.Posts) == 0 && len(r.Tasks) == 0 }

// Spared reports whether a unit as a whole has nothing to do: the first rule on
// everybody in it says exempt, excluded or done. It is not reminded.
func (d *Directive) Spared(u Unit) bool {
	r, ok := pick(d.Obligations, func(r Rule) bool { return r.everybody() && r.holds(u.Kind, u.ID) })
	return ok && (r.Duty == Exempt || r.Duty == Excluded || r.Duty == Fulfilled)
}

// Needs lists the rules that want a post named by the unit.
func (d *Directive) Needs(u Unit) []Rule {
	all := []Rule{}
	for _, r := range d.Obligations {
		if r.Needs != "" && r.holds(u.Kind, u.ID) {
			all = append(all, r)
		}
	}
	return all
}

// TasksAsked lists the tasks that oblige somebody in a unit of this kind whatever
// their post, in the order of the rules, as labels.
func (d *Directive) TasksAsked(kind string) []string {
	tasks := []string{}
	for _, r := range d.Obligations {
		if len(r.Kinds) > 0 && !has(r.Kinds, kind) {
			continue
		}
		for _, t := range r.Tasks {
			if !has(tasks, t) {
				tasks = append(tasks, t)
			}
		}
	}
	return tasks
}
