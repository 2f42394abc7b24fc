package dialogs

import (
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
)

func (o obliged) show(t *turn) error {
	title := block(chat.Title, "obliged.title")
	switch t.state() {
	case "unit":
		choices := []chat.Choice{}
		for _, k := range t.d.UnitKinds {
			choices = append(choices, chat.Choice{Label: k.Title, Value: "kind:" + k.ID})
		}
		t.card(chat.Body{title, block(chat.Para, "obliged.unit")}, rows(choices...)...)
	case "post":
		t.card(chat.Body{title, block(chat.Para, "obliged.post"), block(chat.Hint, "obliged.post.hint")}, rows(lasting("go:menu", "common.menu"))...)
	case "meaning":
		o.meanings(t, title)
	case "task":
		o.tasks(t, title)
	default:
		o.answer(t)
	}
	return nil
}

func (obliged) meanings(t *turn, title chat.Block) {
	choices := []chat.Choice{}
	for i, m := range t.d.Meanings(t.slot("obliged.word")) {
		choices = append(choices, chat.Choice{Label: m, Value: "m:" + strconv.Itoa(i)})
	}
	t.card(chat.Body{title, block(chat.Para, "obliged.meaning", "word", t.slot("obliged.word"))}, rows(choices...)...)
}

func (obliged) tasks(t *turn, title chat.Block) {
	choices := []chat.Choice{}
	for i, task := range t.d.TasksAsked(t.slot("obliged.kind")) {
		choices = append(choices, chat.Choice{Label: task, Value: "task:" + strconv.Itoa(i)})
	}
	body := chat.Body{title, block(chat.Para, "obliged.post.is", "post", t.slot("obliged.post")), block(chat.Para, "obliged.task")}
	t.card(body, rows(append(choices, pick("none", "obliged.task.none"))...)...)
}

// answer is what the list as printed says, with its clause; where it says nothing,
// whom to ask.
func (obliged) answer(t *turn) {
	tasks := []string{}
	if i, ok := cutNumber(t.slot("obliged.task"), ""); ok {
		if all := t.d.TasksAsked(t.slot("obliged.kind")); i < len(all) {
			tasks = append(tasks, all[i])
		}
	}
	asked := block(chat.Hint, "obliged.post.is", "post", t.slot("obliged.post"))
	body := append(chat.Body{block(chat.Title, "obliged.unstated"), asked, block(chat.Para, "obliged.ask")}, t.contactLines("")...)
	choices := []chat.Choice{}
	if r, ok := t.d.Judge(t.asked(t.slot("obliged.post"), tasks...)); ok {
		body = chat.Body{block(chat.Title, "obliged.is."+r.Duty), asked, block(chat.Para, "obliged.label", "label", r.Label)}
		if topic, ok := t.d.Topic(r.Topic); ok {
			body = append(body, source(topic.Clause, quoted(topic)))
		}
		if len(t.d.Procedures) > 0 {
			choices = append(choices, chat.Choice{Label: t.d.Procedures[0].Title, Value: "go:guide:" + t.d.Procedures[0].ID, Lasting: true})
		}
	}
	t.card(body, rows(append(choices, pick("another", "obliged.again"), lasting("go:menu", "common.menu"))...)...)
}
