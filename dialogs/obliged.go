package dialogs

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// obliged answers whether somebody must do what the directive asks, by its list
// as printed and from nothing else.
type obliged struct{}

const obligedName = "obliged"

var obligedTable = mustTable("unit", []fsm.EventDesc{
	{Name: "unit", Src: []string{"unit", "post", "answer"}, Dst: "unit"},
	{Name: "post", Src: []string{"unit", "post", "meaning"}, Dst: "post"},
	{Name: "meaning", Src: []string{"post"}, Dst: "meaning"},
	{Name: "task", Src: []string{"post", "meaning", "task"}, Dst: "task"},
	{Name: "answer", Src: []string{"post", "meaning", "task"}, Dst: "answer"},
})

func (obliged) name() string { return obligedName }
func (obliged) table() Table { return obligedTable }

func (obliged) expects(t *turn) string {
	return map[string]string{"unit": "unit", "post": "position"}[t.state()]
}

// begin asks from the start; what an earlier round showed is no more.
func (o obliged) begin(t *turn) error {
	t.clear("obliged.")
	t.open(frame(obligedName, "unit"))
	t.forget(obligedName)
	return o.show(t)
}

func (o obliged) take(t *turn) (bool, error) {
	switch t.state() {
	case "unit":
		return true, o.takeUnit(t)
	case "post":
		return true, o.takePost(t, strings.TrimSpace(t.text()))
	case "meaning":
		return o.takeMeaning(t)
	case "task":
		return o.takeTask(t)
	}
	if t.text() == "another" {
		return true, o.begin(t)
	}
	return false, nil
}

func (o obliged) takeUnit(t *turn) error {
	if kind, ok := strings.CutPrefix(t.text(), "kind:"); ok {
		return o.ofKind(t, kind)
	}
	if id, ok := strings.CutPrefix(t.text(), "unit:"); ok {
		if u, known := t.d.Unit(id); known {
			return o.ofUnit(t, u)
		}
	}
	if kind, ok := t.kindSaid(); ok {
		return o.ofKind(t, kind)
	}
	found := t.d.FindUnits(t.text())
	switch {
	case len(found) == 1:
		return o.ofUnit(t, found[0])
	case len(found) == 0:
		t.note(chat.Wrong, "rules.UNIT_UNKNOWN")
		return o.show(t)
	}
	return o.whichUnit(t, found)
}

func (o obliged) ofUnit(t *turn, u directive.Unit) error {
	t.note(chat.Saved, "obliged.unit.is", "unit", u.Name)
	t.set("obliged.of", u.ID)
	return o.ofKind(t, u.Kind)
}

// asked is who is asked about, as far as it was said.
func (t *turn) asked(post string, tasks ...string) directive.Case {
	return directive.Case{Kind: t.slot("obliged.kind"), Unit: t.slot("obliged.of"), Post: post, Tasks: tasks}
}

// kindSaid finds the kind of unit that the words name.
func (t *turn) kindSaid() (string, bool) {
	asked := directive.Fold(t.text())
	for _, k := range t.d.UnitKinds {
		for _, w := range append([]string{k.Title}, k.Words...) {
			if directive.Fold(w) == asked {
				return k.ID, true
			}
		}
	}
	return "", false
}

func (o obliged) ofKind(t *turn, kind string) error {
	t.set("obliged.kind", kind)
	return t.follow(o, "post")
}

// whichUnit asks back when a name means several units.
func (obliged) whichUnit(t *turn, found []directive.Unit) error {
	choices := []chat.Choice{}
	for _, u := range found[:min(len(found), 8)] {
		choices = append(choices, chat.Choice{Label: u.Name, Value: "unit:" + u.ID})
	}
	t.card(chat.Body{block(chat.Title, "obliged.title"), block(chat.Para, "obliged.unit.which")}, rows(choices...)...)
	return nil
}

func (o obliged) takePost(t *turn, post string) error {
	if !strings.ContainsFunc(post, unicode.IsLetter) || len(post) > 300 {
		t.note(chat.Wrong, "rules.POSITION_DIGITS")
		return o.show(t)
	}
	means := t.d.Meanings(post)
	if len(means) == 0 {
		post = t.unfolded(post)
		means = t.d.Meanings(post)
	}
	switch fits := o.fitting(t, means); {
	case len(means) == 0:
		return o.judged(t, post)
	case len(means) == 1:
		return o.judged(t, means[0])
	case len(fits) == 1:
		return o.judged(t, fits[0])
	}
	t.set("obliged.word", post)
	return t.follow(o, "meaning")
}

// unfolded is a post with its abbreviations written out, as a form would keep it.
func (t *turn) unfolded(post string) string {
	v := roster.Judge(t.d, directive.Column{Kind: "position"}, "", post, t.now())
	if v.Normal == "" {
		return post
	}
	return v.Normal
}

// fitting are the meanings that a rule of the unit's kind speaks of.
func (obliged) fitting(t *turn, means []string) []string {
	fits := []string{}
	for _, m := range means {
		r, ok := t.d.Judge(t.asked(m))
		if ok && len(r.Posts) > 0 {
			fits = append(fits, m)
		}
	}
	return fits
}

func (o obliged) takeMeaning(t *turn) (bool, error) {
	means := t.d.Meanings(t.slot("obliged.word"))
	i, ok := cutNumber(t.text(), "m:")
	if !ok || i >= len(means) {
		i = slices.IndexFunc(means, func(m string) bool { return directive.Fold(m) == directive.Fold(t.text()) })
	}
	if i < 0 {
		return false, nil
	}
	t.set("obliged.kind", o.kindOf(t, means[i]))
	return true, o.judged(t, means[i])
}

// kindOf is the kind of unit whose rules name the post: the one told, when they do there.
func (obliged) kindOf(t *turn, post string) string {
	told := t.slot("obliged.kind")
	kinds := []string{told}
	for _, k := range t.d.UnitKinds {
		kinds = append(kinds, k.ID)
	}
	for _, kind := range kinds {
		if r, ok := t.d.Judge(directive.Case{Kind: kind, Unit: t.slot("obliged.of"), Post: post}); ok && len(r.Posts) > 0 {
			return kind
		}
	}
	return told
}

// judged answers at once when the list names the post, and asks about tasks otherwise.
func (o obliged) judged(t *turn, post string) error {
	t.set("obliged.post", post)
	t.set("obliged.task", "")
	r, ok := t.d.Judge(t.asked(post))
	if ok && len(r.Posts) > 0 || len(t.d.TasksAsked(t.slot("obliged.kind"))) == 0 {
		return t.follow(o, "answer")
	}
	return t.follow(o, "task")
}

func (o obliged) takeTask(t *turn) (bool, error) {
	tasks := t.d.TasksAsked(t.slot("obliged.kind"))
	i, ok := cutNumber(t.text(), "task:")
	switch {
	case t.text() == "none" || typedAs(t.text(), "dialogs.typed.no"):
		t.set("obliged.task", "")
		return true, t.follow(o, "answer")
	case !ok || i >= len(tasks):
		return false, nil
	}
	t.set("obliged.task", strconv.Itoa(i))
	return true, t.follow(o, "answer")
}

// typedAs reports whether words are one of the folded ways of a key, split by |.
func typedAs(text, key string) bool {
	return slices.Contains(strings.Split(words.Say(key), "|"), directive.Fold(text))
}
