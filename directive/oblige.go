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
)

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

// Judge finds the first rule that fits a post, or one of the tasks somebody does, in
// a unit of this kind. A post fits when it begins with the printed one. A rule without posts and tasks fits everybody.
func (d *Directive) Judge(kind, post string, tasks []string) (Rule, bool) {
	asked := Fold(post)
	return pick(d.Obligations, func(r Rule) bool {
		if len(r.Kinds) > 0 && !has(r.Kinds, kind) {
			return false
		}
		if len(r.Posts) == 0 && len(r.Tasks) == 0 {
			return true
		}
		return slices.ContainsFunc(r.Posts, func(p string) bool { return led(asked, Fold(p)) }) ||
			slices.ContainsFunc(r.Tasks, func(t string) bool { return has(tasks, t) })
	})
}

// led reports whether a post as typed is the printed one or begins with it: "Trưởng
// phòng Nội vụ" is a Trưởng phòng. Both are folded.
func led(asked, post string) bool {
	return post != "" && (asked == post || strings.HasPrefix(asked, post+" "))
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
