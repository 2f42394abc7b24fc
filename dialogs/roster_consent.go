package dialogs

import (
	"slices"
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// add begins a new row, behind the notice of consent when it was not given yet.
func (r rosterDialog) add(t *turn, s sheet) error {
	if s.handedIn() {
		return r.join(t, "")
	}
	return r.enter(t, s, nil)
}

// join adds somebody to a list that was handed in: a personnel change, whose reason and
// day come first. post is what they will be, "" when that is still to be asked.
func (rosterDialog) join(t *turn, post string) error {
	t.open(frame(personnelName, "menu"))
	t.set("new.how", "join")
	t.set("new.post", post)
	return t.follow(personnel{}, "reason")
}

// enter begins a new row of which some cells are known.
func (r rosterDialog) enter(t *turn, s sheet, known map[string]string) error {
	if len(s.held.Rows) >= limit(s.form) {
		t.note(chat.Warn, "roster.full", "n", strconv.Itoa(limit(s.form)))
		return r.show(t)
	}
	t.clear(cellPrefix)
	t.clear("roster.row")
	t.untyped()
	for id, value := range known {
		t.next.Slots[cellPrefix+id] = "=" + value
	}
	if t.mustConsent(s.form) {
		return t.follow(r, "consent")
	}
	return r.next(t, s)
}

func limit(f directive.Form) int {
	if f.MaxRows > 0 && f.MaxRows < roster.MaxRows {
		return f.MaxRows
	}
	return roster.MaxRows
}

// mustConsent reports whether the form's notice, as it stands now, was not agreed to.
func (t *turn) mustConsent(f directive.Form) bool {
	return f.Consent != nil && !t.who.Consented(t.d.ID+"/"+f.ID, f.Consent.Edition())
}

// consent says who collects, what for, how long and which rights, before the first number.
func (r rosterDialog) consent(t *turn, s sheet) error {
	c := s.form.Consent
	if c == nil {
		return r.list(t, s)
	}
	t.card(chat.Body{block(chat.Title, "roster.consent"), field("roster.consent.who", c.Who), field("roster.consent.purpose", c.Purpose),
		field("roster.consent.keep", c.HowLong()), field("roster.consent.rights", c.Rights)},
		rows(pick("agree", "roster.agree"), pick("disagree", "roster.disagree"))...)
	return nil
}

func (r rosterDialog) takeConsent(t *turn, s sheet) (bool, error) {
	switch {
	case s.form.Consent == nil:
		return true, r.toList(t)
	case t.text() == "agree" || typedAs(t.text(), "dialogs.typed.yes"):
		t.agree(s.form)
		t.note(chat.Saved, "roster.agreed")
		return true, r.agreed(t, s)
	case t.text() == "disagree" || typedAs(t.text(), "dialogs.typed.no"):
		t.note(chat.Hint, "roster.disagreed")
		return true, r.toList(t)
	}
	return false, nil
}

// agreed goes on with what the notice stood before; Quay lại does not lead back to it.
func (r rosterDialog) agreed(t *turn, s sheet) error {
	defer func() {
		t.next.Trail = slices.DeleteFunc(t.next.Trail, func(f chat.Frame) bool { return f.Dialog == rosterName && stateOf(f) == "consent" })
	}()
	if t.about(0) == earlierState {
		return r.toEarlier(t, s)
	}
	if t.slot("roster.row") != "" {
		return t.follow(r, "ask")
	}
	return r.next(t, s)
}

// agree keeps that the person agreed to the form's notice as it stands.
func (t *turn) agree(f directive.Form) {
	if f.Consent != nil {
		t.who.Consents = append(t.who.Consents, people.Consent{Form: t.d.ID + "/" + f.ID, Version: f.Consent.Edition(), At: t.now()})
	}
}
