package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// dispatch is the report of results: seen first, sent by mail after a second yes.
type dispatch struct{}

const dispatchName = "dispatch"

// DispatchJob is the kind of job that sends the report; its Ref is the directive and
// an id of the sending.
const DispatchJob = "mail"

var dispatchTable = mustTable("preview", []fsm.EventDesc{
	{Name: "preview", Src: []string{"preview", "sure"}, Dst: "preview"},
	{Name: "sure", Src: []string{"preview"}, Dst: "sure"},
})

func (dispatch) name() string         { return dispatchName }
func (dispatch) table() Table         { return dispatchTable }
func (dispatch) expects(*turn) string { return "" }

// results is whom the directive wants results reported to.
func results(d *directive.Directive) (directive.Recipient, bool) { return d.Addressee("results") }

func (p dispatch) begin(t *turn) error {
	t.open(frame(dispatchName, "preview"))
	return p.show(t)
}

func (p dispatch) show(t *turn) error {
	to, ok := results(t.d)
	if key := map[bool]string{true: "dispatch.none", false: "dispatch.who"}[t.mayReadAll()]; !ok || !t.mayReadAll() {
		t.note(chat.Warn, key)
		return menu{}.leave(t)
	}
	if t.state() == "sure" {
		t.card(chat.Body{block(chat.Title, "dispatch.sure", "address", to.Email), block(chat.Warn, "dispatch.sure.hint")},
			rows(pick("yes", "dispatch.yes"), pick("preview", "dispatch.back"))...)
		return nil
	}
	return p.preview(t, to)
}

func (p dispatch) preview(t *turn, to directive.Recipient) error {
	held, err := t.scene.Desk.Rosters(t.ctx, t.d.ID)
	if err != nil {
		return err
	}
	body := chat.Body{block(chat.Title, "dispatch.title", "to", to.To)}
	for _, f := range t.d.Forms {
		body = append(body, p.figures(t, f, held)...)
	}
	body = append(body, block(chat.Hint, "dispatch.preview"))
	choices := []chat.Choice{}
	if to.Email != "" {
		choices = append(choices, pick("send", "dispatch.send", "address", to.Email))
	} else {
		body = append(body, block(chat.Warn, "dispatch.noaddress"))
	}
	t.card(body, rows(append(choices, lasting("go:menu", "common.menu"))...)...).File = &chat.FileRef{Ref: "report/" + t.d.ID, Name: words.Say("dispatch.file"), MIME: docx}
	return nil
}

// figures are how many units have handed in a form, and which have not.
func (dispatch) figures(t *turn, f directive.Form, held []roster.Roster) chat.Body {
	handed, of, people, missing := 0, 0, 0, []string{}
	for _, u := range t.d.Units {
		if !slices.ContainsFunc(t.d.Hands(u.Kind), func(other directive.Form) bool { return other.ID == f.ID }) {
			continue
		}
		of++
		r := heldAt(held, roster.KeyAt(t.d, f.ID, u.ID, t.now()))
		if r.State != roster.Submitted && r.State != roster.Accepted && r.State != roster.Nil {
			missing = append(missing, u.Name)
			continue
		}
		handed, people = handed+1, people+len(r.Rows)
	}
	body := chat.Body{block(chat.Para, "dispatch.handed", "title", f.Title, "handed", strconv.Itoa(handed), "of", strconv.Itoa(of), "rows", strconv.Itoa(people), "noun", f.RowNoun)}
	if len(missing) > 0 {
		body = append(body, block(chat.Warn, "dispatch.missing", "units", strings.Join(missing, "; ")))
	}
	return body
}

func (p dispatch) take(t *turn) (bool, error) {
	to, ok := results(t.d)
	yes := t.text() == "yes" || typedAs(t.text(), "dialogs.typed.yes")
	switch {
	case !ok || !t.mayReadAll():
		return true, p.show(t)
	case t.text() == "preview":
		return true, t.follow(p, "preview")
	case t.state() == "preview" && t.text() == "send" && to.Email != "":
		return true, t.follow(p, "sure")
	case t.state() != "sure" || !yes:
		return false, nil
	}
	t.jobs = append(t.jobs, chat.Job{Kind: DispatchJob, Ref: t.d.ID + "/" + roster.EntryID(t.scene.In.ID, 0)})
	t.vouch()
	t.note(chat.Hint, "dispatch.going")
	return true, menu{}.leave(t)
}

// dispatched tells how the sending ended; the talk stands where it stands.
func (h *House) dispatched(t *turn) {
	key := "dispatch." + t.text()
	if !words.Known(key) {
		key = "dispatch.failed"
	}
	role := chat.Warn
	if key == "dispatch.sent" {
		role = chat.Saved
	}
	t.card(chat.Body{block(role, key)})
}
