package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// pageSize is how many rows one page of the list shows.
const pageSize = 8

// pages is how many pages n rows take, at least one.
func pages(n int) int { return max(1, (n+pageSize-1)/pageSize) }

// list shows a page of the rows, what is missing, and what can be done.
func (r rosterDialog) list(t *turn, s sheet) error {
	waiting, err := t.mending(s)
	if err != nil {
		return err
	}
	n := len(s.held.Rows)
	page, _ := strconv.Atoi(t.slot("roster.page"))
	page = max(0, min(page, pages(n)-1))
	body := chat.Body{block(chat.Title, "roster.title", "unit", s.unit.Name), r.heading(t, s), r.count(s)}
	before, found, err := t.earlier(s)
	if err != nil {
		return err
	}
	lines, choices := s.waits(waiting)
	if found {
		choices = append(choices, before.offer())
	}
	choices = append(choices, s.openings(t)...)
	for _, row := range s.held.Rows[page*pageSize : min(n, (page+1)*pageSize)] {
		body = append(body, r.item(s, row))
		choices = append(choices, chat.Choice{Label: s.name(row.Cells), Value: "row:" + row.ID})
	}
	body = append(append(body, lines...), s.missing(t)...)
	if n > pageSize {
		body = append(body, block(chat.Hint, "roster.page", "n", strconv.Itoa(page+1), "of", strconv.Itoa(pages(n))))
		choices = append(choices, turning(page, pages(n))...)
	}
	body = append(body, menu{}.days(t)...)
	t.card(body, rows(append(choices, r.closing(t, s)...)...)...)
	return nil
}

// leaf is the page of n things that a slot names, the first one when it names none:
// the things from and to, and the choices that turn the page.
func (t *turn) leaf(slot string, n, size int) (from, to int, turn []chat.Choice) {
	page, _ := strconv.Atoi(t.slot(slot))
	of := max(1, (n+size-1)/size)
	page = max(0, min(page, of-1))
	return page * size, min(n, (page+1)*size), turning(page, of)
}

// turning are the choices that turn the page.
func turning(page, of int) []chat.Choice {
	choices := []chat.Choice{}
	if page > 0 {
		choices = append(choices, pick("page:"+strconv.Itoa(page-1), "roster.prev"))
	}
	if page < of-1 {
		choices = append(choices, pick("page:"+strconv.Itoa(page+1), "roster.next"))
	}
	return choices
}

// count is how many rows there are and how the roster stands.
func (rosterDialog) count(s sheet) chat.Block {
	n, state := len(s.held.Rows), words.Say("roster.state."+string(s.held.State))
	switch {
	case s.held.State == roster.Submitted && n > 0:
		return block(chat.Para, "roster.count.handed", "n", strconv.Itoa(n), "noun", s.form.RowNoun)
	case n == 0 && s.held.State != roster.Nil:
		return block(chat.Para, "roster.count.none", "noun", s.form.RowNoun)
	}
	return block(chat.Para, "roster.count", "n", strconv.Itoa(n), "noun", s.form.RowNoun, "state", state)
}

// heading is which form it is: its title, its section, its period, and where it stands.
func (rosterDialog) heading(t *turn, s sheet) chat.Block {
	o, _ := t.d.In("form:"+s.form.ID, s.held.Key.Period)
	section, _ := s.form.Section(s.unit.Kind)
	clause := s.form.Clause
	if strings.Contains(s.form.Title, clause) {
		clause = ""
	}
	return chat.Block{Role: chat.Hint, Text: chat.Words(strings.Join(present(s.form.Title, section.Title, o.PeriodWords(), clause), " · "))}
}

func addKey(n int) string {
	if n > 0 {
		return "roster.more"
	}
	return "roster.add"
}

func (rosterDialog) closing(t *turn, s sheet) []chat.Choice {
	choices := []chat.Choice{}
	if id := t.undoable; id != "" {
		choices = append(choices, lasting("undo:"+id, "roster.undo"))
	}
	if len(s.held.Rows) > 0 && s.held.State != roster.Submitted && s.held.State != roster.Accepted {
		choices = append(choices, pick("hand", "roster.hand"))
	}
	if len(s.held.Rows) == 0 && s.form.Nil != "" && s.held.State != roster.Nil {
		choices = append(choices, chat.Choice{Label: s.form.Nil, Value: "nil"})
	}
	if !t.scene.Can.Documents && t.scene.Uploads != "" {
		choices = append(choices, lasting("go:upload", "upload.choice"))
	}
	if s.handedIn() {
		choices = append(choices, pick("after", "personnel.open"))
	}
	if !s.handedIn() {
		choices = append(choices, pick("template", "roster.template"))
	}
	for _, id := range s.form.Topics {
		if topic, ok := t.d.Topic(id); ok && len(s.held.Rows) == 0 {
			choices = append(choices, topicChoice(topic))
		}
	}
	return append(choices, lasting("go:menu", "common.menu"))
}

// name is what a row is called in a list.
func (s sheet) name(cells map[string]string) string {
	c, _ := s.form.Column(s.form.Name)
	return roster.Show(c, cells[s.form.Name])
}

func (rosterDialog) item(s sheet, row roster.Row) chat.Block {
	parts := []string{}
	for _, c := range s.form.Columns {
		if c.ID != s.form.Name && c.Fill == "" && c.Open(s.section) && c.Kind != "mark" && row.Cells[c.ID] != "" {
			parts = append(parts, roster.Mask(c, row.Cells[c.ID]))
		}
	}
	item := chat.Block{Role: chat.Item, Label: s.name(row.Cells), Text: chat.Words(strings.Join(parts, " · ")), State: "ok", Pick: "row:" + row.ID}
	if asked := row.Cells[roster.CommentCell]; asked != "" {
		item.State, item.Note = "warn", words.Say("review.comment.shown", "comment", asked)
	} else if faults := roster.Whole(s.form, s.section, row.Cells); len(faults) > 0 {
		item.State, item.Note = "warn", words.Say("roster.lacks", "what", lacking(s.form, faults))
	}
	return s.heard(item, row)
}

func lacking(f directive.Form, faults []roster.Fault) string {
	what := []string{}
	for _, fault := range faults {
		c, _ := f.Column(fault.Column)
		what = append(what, c.Label)
	}
	return strings.Join(what, ", ")
}

// toList goes to the list from anywhere in the dialog; a row being typed is not kept.
func (r rosterDialog) toList(t *turn) error {
	t.clear(newPrefix)
	t.clear(cellPrefix)
	t.clear("roster.row")
	t.clear("roster.column")
	t.clear("roster.suggest")
	t.clear(outSlot)
	return t.follow(r, "list")
}

func (r rosterDialog) takeList(t *turn, s sheet) (bool, error) {
	verb, argument, _ := strings.Cut(t.text(), ":")
	switch {
	case verb == "add" || !t.pressed() && typedAs(t.text(), "roster.typed.add"):
		return true, r.add(t, s)
	case verb == "template" || !t.pressed() && typedAs(t.text(), "roster.typed.template"):
		return true, r.template(t, s, argument)
	case verb == "list":
		return true, r.toList(t)
	case verb == earlierState:
		return true, r.from(t, s)
	case verb == "mend":
		return true, pasting{}.resume(t, s)
	case verb == "hole":
		return true, r.fill(t, s, argument)
	case verb == "after" && s.handedIn():
		return true, personnel{}.open(t)
	case verb == "page":
		t.set("roster.page", argument)
		return true, r.show(t)
	case verb == "row":
		return true, r.openRow(t, s, argument)
	case verb == "hand" || !t.pressed() && typedAs(t.text(), "roster.typed.hand"):
		return true, r.handIn(t, s)
	case verb == "nil" && s.form.Nil != "" && len(s.held.Rows) == 0:
		return true, t.follow(r, "sure", "nil")
	}
	if id, ok := s.named(t.text()); ok {
		return true, r.openRow(t, s, id)
	}
	return false, nil
}

// named finds the one row that somebody speaks of by its name, "sửa" or "xóa" before it.
func (s sheet) named(text string) (id string, ok bool) {
	asked := directive.Fold(text)
	for _, verb := range strings.Split(words.Say("roster.typed.verbs"), "|") {
		asked = strings.TrimPrefix(asked, verb+" ")
	}
	matches := slices.DeleteFunc(slices.Clone(s.held.Rows), func(row roster.Row) bool { return directive.Fold(s.name(row.Cells)) != asked })
	if len(matches) != 1 {
		return "", false
	}
	return matches[0].ID, true
}
