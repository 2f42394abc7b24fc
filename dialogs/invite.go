package dialogs

import (
	"slices"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
)

// redeem gives the role of a one-time code. Wrong codes are counted, for the
// person and for everybody, and locked out for a while.
func (h *House) redeem(t *turn, code string) error {
	desk, now := t.scene.Desk, t.now()
	mine, err := desk.Guesses(t.ctx, t.who.ID)
	if err != nil {
		return err
	}
	all, err := desk.Guesses(t.ctx, people.GuessesOfAll)
	if err != nil {
		return err
	}
	if mine.Locked(now) || all.Locked(now) {
		t.note(chat.Warn, "invite.locked")
		return h.again(t)
	}
	invite, err := desk.Invite(t.ctx, code)
	if err != nil {
		return err
	}
	if invite.Open(now) && invite.Link != "" {
		return h.join(t, invite)
	}
	if invite.Hears(t.who.ID, now) && t.found(invite.Directive) != nil {
		return confirm{}.begin(t, code, invite)
	}
	if !invite.Open(now) || t.found(invite.Directive) == nil {
		t.made = append(t.made,
			people.SetGuesses{Guesses: mine.Wrong(now, people.GuessesEach, people.GuessWindow, people.GuessPause)},
			people.SetGuesses{Guesses: all.Wrong(now, people.GuessesHour, time.Hour, people.GuessPause)})
		t.note(chat.Wrong, "invite.wrong")
		return h.again(t)
	}
	return h.grant(t, invite)
}

func (t *turn) found(id string) *directive.Directive { return find(t.scene.Directives, id) }

func (h *House) grant(t *turn, invite people.Invite) error {
	grant := people.Grant{Role: invite.Role, Directive: invite.Directive, Unit: invite.Unit, Since: t.now(), By: invite.ID, Name: invite.Name, Until: invite.Until}
	if !t.who.Has(grant.Role, grant.Directive, grant.Unit) {
		t.who.Grants = append(slices.Clone(t.who.Grants), grant)
	}
	if grant.Unit != "" {
		t.who.Unit = grant.Unit
	}
	invite.UsedBy = t.who.ID
	t.made = append(t.made, people.SetInvite{Invite: invite})
	t.turnTo(t.found(invite.Directive))
	unit, _ := t.d.Unit(grant.Unit)
	t.note(chat.Saved, "invite.taken."+string(grant.Role), "unit", unit.Name)
	t.clear("")
	return h.welcome(t)
}
