package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// obliged answers whether somebody must do what the directive asks, by its list
// as printed and from nothing else.
type obliged struct{}

const obligedName = "obliged"

var obligedTable = mustTable("unit", []fsm.EventDesc{
	{Name: "unit", Src: []string{"unit", "post", "answer"}, Dst: "unit"},
	{Name: "post", Src: []string{"unit", "meaning"}, Dst: "post"},
	{Name: "meaning", Src: []string{"post"}, Dst: "meaning"},
	{Name: "task", Src: []string{"post", "meaning", "task"}, Dst: "task"},
	{Name: "answer", Src: []string{"post", "meaning", "task"}, Dst: "answer"},
})

func (obliged) name() string         { return obligedName }
func (obliged) table() Table         { return obligedTable }
func (obliged) expects(*turn) string { return "" }

func (o obliged) begin(t *turn) error {
	t.clear("obliged.")
	t.stand(obligedName, "unit")
	return o.show(t)
}

func (o obliged) take(t *turn) (bool, error) {
	switch t.at().State {
	case "unit":
		return o.takeUnit(t)
	case "post":
		return true, o.takePost(t, strings.TrimSpace(t.text()))
	case "meaning":
		i, err := strconv.Atoi(strings.TrimPrefix(t.text(), "m:"))
		means := t.d.Meanings(t.slot("obliged.word"))
		if err != nil || i < 0 || i >= len(means) {
			return false, nil
		}
		return true, o.judged(t, means[i])
	case "task":
		return o.takeTask(t)
	}
	if t.text() == "again" {
		return true, o.begin(t)
	}
	return false, nil
}

func (o obliged) takeUnit(t *turn) (bool, error) {
	if kind, ok := strings.CutPrefix(t.text(), "kind:"); ok {
		t.set("obliged.kind", kind)
		return true, t.follow(o, "post")
	}
	found := t.d.FindUnits(t.text())
	if len(found) == 0 {
		t.note(chat.Wrong, "rules.UNIT_UNKNOWN")
		return true, o.show(t)
	}
	if len(found) > 1 {
		t.note(chat.Wrong, "rules.UNIT_AMBIGUOUS")
		return true, o.show(t)
	}
	t.set("obliged.kind", found[0].Kind)
	t.note(chat.Saved, "obliged.unit.is", "unit", found[0].Name)
	return true, t.follow(o, "post")
}

func (o obliged) takePost(t *turn, post string) error {
	if means := t.d.Meanings(post); len(means) == 1 {
		return o.judged(t, means[0])
	} else if len(means) > 1 {
		fits := o.fitting(t, means)
		if len(fits) == 1 {
			return o.judged(t, fits[0])
		}
		t.set("obliged.word", post)
		return t.follow(o, "meaning")
	}
	return o.judged(t, post)
}

// fitting are the meanings that a rule of the unit's kind speaks of.
func (obliged) fitting(t *turn, means []string) []string {
	fits := []string{}
	for _, m := range means {
		r, ok := t.d.Judge(t.slot("obliged.kind"), m, nil)
		if ok && len(r.Posts) > 0 {
			fits = append(fits, m)
		}
	}
	return fits
}

func (o obliged) judged(t *turn, post string) error {
	t.set("obliged.post", cut(post))
	r, ok := t.d.Judge(t.slot("obliged.kind"), post, nil)
	if ok && len(r.Posts) > 0 || len(t.d.TasksAsked(t.slot("obliged.kind"))) == 0 {
		return t.follow(o, "answer")
	}
	return t.follow(o, "task")
}

func cut(s string) string {
	if r := []rune(s); len(r) > 100 {
		return string(r[:100])
	}
	return s
}

func (o obliged) takeTask(t *turn) (bool, error) {
	if t.text() == "none" {
		t.set("obliged.task", "")
		return true, t.follow(o, "answer")
	}
	tasks := t.d.TasksAsked(t.slot("obliged.kind"))
	i, err := strconv.Atoi(strings.TrimPrefix(t.text(), "task:"))
	if err != nil || i < 0 || i >= len(tasks) {
		return false, nil
	}
	t.set("obliged.task", tasks[i])
	return true, t.follow(o, "answer")
}

func (o obliged) show(t *turn) error {
	title := block(chat.Title, "obliged.title")
	switch t.at().State {
	case "unit":
		choices := []chat.Choice{}
		for _, k := range t.d.UnitKinds {
			choices = append(choices, chat.Choice{Label: k.Title, Value: "kind:" + k.ID})
		}
		t.card(chat.Body{title, block(chat.Para, "obliged.unit")}, rows(choices...)...)
	case "post":
		t.card(chat.Body{title, block(chat.Para, "obliged.post"), block(chat.Hint, "obliged.post.hint")})
	case "meaning":
		choices := []chat.Choice{}
		for i, m := range t.d.Meanings(t.slot("obliged.word")) {
			choices = append(choices, chat.Choice{Label: m, Value: "m:" + strconv.Itoa(i)})
		}
		t.card(chat.Body{title, block(chat.Para, "obliged.meaning", "word", t.slot("obliged.word"))}, rows(choices...)...)
	case "task":
		choices := []chat.Choice{}
		for i, task := range t.d.TasksAsked(t.slot("obliged.kind")) {
			choices = append(choices, chat.Choice{Label: task, Value: "task:" + strconv.Itoa(i)})
		}
		t.card(chat.Body{title, block(chat.Para, "obliged.task")}, rows(append(choices, pick("none", "obliged.task.none"))...)...)
	default:
		o.answer(t)
	}
	return nil
}

func (obliged) answer(t *turn) {
	tasks := []string{}
	if task := t.slot("obliged.task"); task != "" {
		tasks = append(tasks, task)
	}
	r, ok := t.d.Judge(t.slot("obliged.kind"), t.slot("obliged.post"), tasks)
	body := chat.Body{block(chat.Title, "obliged.unstated"), block(chat.Para, "obliged.ask")}
	if ok {
		body = chat.Body{block(chat.Title, "obliged.is."+r.Duty), block(chat.Para, "obliged.label", "label", r.Label)}
		body = append(body, t.sourceOf(r.Topic)...)
	}
	choices := []chat.Choice{}
	if len(t.d.Procedures) > 0 {
		choices = append(choices, chat.Choice{Label: t.d.Procedures[0].Title, Value: "go:guide:" + t.d.Procedures[0].ID, Lasting: true})
	}
	t.card(body, rows(append(choices, pick("again", "obliged.again"), lasting("go:menu", "common.menu"))...)...)
}

// typedAs reports whether words are one of the folded ways of a key, split by |.
func typedAs(text, key string) bool {
	return slices.Contains(strings.Split(words.Say(key), "|"), directive.Fold(text))
}
