package directive

import (
	"slices"
	"strings"
)

func (l *linter) kind(where, id string) {
	if _, ok := l.d.UnitKind(id); !ok {
		l.reference(where, "unit_kinds", id)
	}
}

func (l *linter) people() {
	l.units()
	everybody := map[string]bool{}
	for i, r := range l.d.Obligations {
		l.obligation("obligations/"+r.ID, r)
		l.reached("obligations/"+r.ID, i, everybody)
	}
}

func (l *linter) units() {
	seen := map[string]string{}
	for _, u := range l.d.Units {
		l.kind("units/"+u.ID+"/kind", u.Kind)
		for _, name := range append([]string{u.Name}, u.Aliases...) {
			if other, twin := seen[Fold(name)]; twin && other != u.ID {
				l.warn("twin_alias", "units/"+u.ID, "name", name, "other", other)
			}
			seen[Fold(name)] = u.ID
		}
	}
	for _, u := range l.d.LaterUnits {
		for _, from := range u.From {
			if _, ok := l.d.Unit(from); !ok {
				l.reference("later_units", "units", from)
			}
		}
	}
}

func (l *linter) obligation(where string, r Rule) {
	l.optional(where+"/topic", r.Topic)
	for _, k := range r.Kinds {
		l.kind(where+"/kinds", k)
	}
	for _, u := range r.Units {
		if _, ok := l.d.Unit(u); !ok {
			l.reference(where+"/units", "units", u)
		}
	}
	for _, t := range r.Tasks {
		l.label(where+"/tasks", t)
	}
}

// reached warns of a rule behind one that fits everybody it speaks of, and of a post
// that an earlier rule judges otherwise.
func (l *linter) reached(where string, i int, everybody map[string]bool) {
	r := l.d.Obligations[i]
	if everybody[""] || len(r.Kinds) > 0 && !slices.ContainsFunc(r.Kinds, func(k string) bool { return !everybody[k] }) {
		l.warn("unreached", where)
	}
	if r.everybody() && len(r.Units) == 0 {
		for _, k := range append(slices.Clone(r.Kinds), emptyIf(len(r.Kinds) == 0)...) {
			everybody[k] = true
		}
	}
	for _, before := range l.d.Obligations[:i] {
		for _, post := range r.Posts {
			if before.Duty != r.Duty && meet(before.Kinds, r.Kinds) && meet(before.Units, r.Units) && slices.Contains(before.Posts, post) {
				l.warn("two_duties", where, "post", post, "other", before.ID)
			}
		}
	}
}

func emptyIf(yes bool) []string {
	if yes {
		return []string{""}
	}
	return nil
}

// meet reports whether two lists, of which an empty one is everything, share something.
func meet(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(s string) bool { return has(b, s) })
}

// posts are words for posts: none twice, and each means something a rule speaks of, or
// at least a post that the list of rules does not judge by its short form.
func (l *linter) posts() {
	seen := map[string]string{}
	for _, p := range l.d.Posts {
		where := "posts/" + p.Word
		if was, twin := seen[Fold(p.Word)]; twin {
			l.fault("twin_post", where, "word", p.Word, "was", was, "now", strings.Join(p.Means, ", "))
		}
		seen[Fold(p.Word)] = strings.Join(p.Means, ", ")
		folded := map[string]bool{}
		for _, m := range p.Means {
			if folded[Fold(m)] {
				l.fault("twin_meaning", where, "word", p.Word, "means", m)
			}
			folded[Fold(m)] = true
		}
	}
	for _, r := range l.d.Obligations {
		for _, post := range r.Posts {
			means := l.d.Meanings(post)
			known := func(m string) bool {
				return slices.ContainsFunc(r.Posts, func(p string) bool { return Fold(p) == Fold(m) })
			}
			if len(means) > 0 && !slices.ContainsFunc(means, known) {
				l.fault("ambiguous_post", "obligations/"+r.ID+"/posts", "post", post, "means", strings.Join(means, ", "))
			}
		}
	}
}
