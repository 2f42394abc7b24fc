package dialogs

import (
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// followUp asks once how a procedure ended. TIẾP TỤC leads to the same question.
func followUp(d *directive.Directive, due directive.Due) chat.Outbound {
	p, _ := d.Procedure(due.Parts[0].Period)
	body := chat.Body{said(chat.Title, p.Title), {Role: chat.Para, Text: chat.Text{{Text: due.Text}}}}
	return chat.Outbound{ID: due.ID(), Lane: chat.Notice, Body: body, Choices: rows(lasting("done:"+p.ID, "followup.yes"),
		lasting("notyet:"+p.ID, "followup.no"), lasting("mute:"+directive.FollowedUp, "followup.mute"))}
}

// summary is what waits for a support officer this morning.
func summary(due directive.Due) chat.Outbound {
	body := chat.Body{block(chat.Title, "summary.title"), {Role: chat.Para, Text: chat.Text{{Text: due.Text}}}}
	return chat.Outbound{ID: due.ID(), Lane: chat.Notice, Body: body, Choices: rows(lasting("go:tickets", "answer.list")), Type: words.Say("answer.type")}
}

// outcomes are what the answers to a follow-up store.
var outcomes = map[string]string{"done": "done", "notyet": "not_yet"}

// outcome stores how a procedure ended; the talk stands where it stood, unless that
// is in the procedure just finished.
func (h *House) outcome(t *turn, id, word string) error {
	d, p := t.begun(id)
	if d == nil {
		return h.again(t)
	}
	key := d.ID + "/" + p.ID
	t.who.Progress[key] = people.Progress{Step: t.who.Progress[key].Step, Outcome: outcomes[word], At: t.now()}
	if word == "notyet" {
		t.card(chat.Body{block(chat.Saved, "followup.notyet")}, rows(append([]chat.Choice{
			{Label: words.Say("followup.stuck"), Value: "go:guide:" + p.ID, Lasting: true}, lasting("go:support", "support.title")}, t.resume()...)...)...)
		return nil
	}
	t.note(chat.Saved, "guide.done", "title", p.Title)
	if t.at().Dialog == guideName && t.about(0) == p.ID {
		return menu{}.leave(t)
	}
	return h.again(t)
}

// begun finds the procedure of that id which the person has begun, in any directive.
func (t *turn) begun(id string) (*directive.Directive, directive.Procedure) {
	for _, d := range t.scene.Directives {
		if p, ok := d.Procedure(id); ok && t.who.Progress[d.ID+"/"+id].Step != "" {
			return d, p
		}
	}
	return nil, directive.Procedure{}
}

// ending asks how a procedure ended whose last step was shown.
func (g guide) ending(t *turn, p directive.Procedure) error {
	last := strconv.Itoa(len(p.Steps))
	t.open(frame(guideName, "step", p.ID, last))
	return t.follow(g, "finished", p.ID, last)
}

// followUps are the person's own within a year.
func (t *turn) followUps() []directive.Due {
	return people.FollowUps(t.d, t.who, t.now(), t.now().AddDate(1, 0, 0))
}

// muteFollowUps is the choice that stops or brings back follow-ups; none where there
// is nothing to stop.
func (t *turn) muteFollowUps() []chat.Choice {
	switch {
	case t.who.Muted(t.d.ID, directive.FollowedUp):
		return []chat.Choice{lasting("unmute:"+directive.FollowedUp, "followup.unmute")}
	case len(t.followUps()) > 0:
		return []chat.Choice{lasting("mute:"+directive.FollowedUp, "followup.mute")}
	}
	return nil
}

// mutedWord says what was silenced or brought back.
func mutedWord(what string, on bool) string {
	key := map[bool]string{true: "on", false: "off"}[on]
	if what == directive.FollowedUp {
		return "followup.muted." + key
	}
	return "dialogs.mute." + key
}
