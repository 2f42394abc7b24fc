package dialogs

import (
	"strings"
	"unicode"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/roster"
)

// maxText is the longest message that is read, in bytes: 10,000 characters and more
// are answered, not understood.
const maxText = 4000

// refuse answers what is never taken as a value: pictures, secrets, edits of old
// messages, things a dialog cannot read, buttons of an older offer. The talk
// stands where it stood and the present question is put again.
func (h *House) refuse(t *turn) (bool, error) {
	in := t.scene.In
	if in.Start != "" {
		return false, nil
	}
	if in.Press != nil && in.Press.Stale {
		return true, h.refused(t, "dialogs.stale")
	}
	switch in.Kind {
	case chat.Sent:
		return true, h.picture(t)
	case chat.Edited:
		return true, h.refused(t, "dialogs.edited")
	case chat.Unknown, chat.Gone, chat.Back:
		return true, h.refused(t, "dialogs.unknown")
	case chat.Shared:
		return h.shared(t)
	}
	return h.words(t)
}

func (h *House) words(t *turn) (bool, error) {
	text := t.text()
	switch {
	case strings.TrimFunc(text, blank) == "":
		return true, h.refused(t, "dialogs.empty")
	case len(text) > maxText:
		return true, h.refused(t, "dialogs.long")
	}
	if kind, secret := roster.Secret(text); secret {
		t.erase()
		key := "dialogs.secret." + kind
		if !t.scene.Can.Erase {
			key += ".kept"
		}
		return true, h.refused(t, key)
	}
	return false, nil
}

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc) }

func (h *House) refused(t *turn, key string) error {
	t.note(chat.Warn, key)
	return h.again(t)
}

// picture refuses a file: a picture may be of an identity card and is deleted. Whoever
// keeps a roster reads how a list comes in.
func (h *House) picture(t *turn) error {
	file := t.scene.In.File
	keeps := t.d != nil && len(t.units()) > 0
	switch {
	case keeps && file != nil && file.Name != "" && !strings.HasPrefix(file.MIME, "image/"):
		return h.refused(t, "sheet.not_a_sheet")
	case file == nil || !strings.HasPrefix(file.MIME, "image/"):
		return h.refused(t, "dialogs.file")
	}
	key := "dialogs.picture.kept"
	if t.scene.Can.Erase {
		t.erase()
		key = "dialogs.picture"
	}
	t.note(chat.Warn, key)
	if keeps {
		t.note(chat.Hint, "paste.photo")
	}
	return h.again(t)
}

// shared takes a contact card as the phone when that is what is awaited: of a row, or
// of whom a row names.
func (h *House) shared(t *turn) (bool, error) {
	if t.scene.In.Phone == "" {
		return true, h.refused(t, "dialogs.contact.other")
	}
	column, ok := t.column()
	proves := t.at().Dialog == confirmName && t.state() == "phone"
	if !proves && (t.at().Dialog != rosterName || t.state() != asking || !ok || column.Kind != "phone") {
		return true, h.refused(t, "dialogs.contact.unasked")
	}
	t.scene.In.Text = t.scene.In.Phone
	return false, nil
}

// erase deletes the person's message where the channel can.
func (t *turn) erase() {
	if t.scene.Can.Erase && t.scene.In.Mark != "" {
		t.say = append(t.say, chat.Outbound{Erase: t.scene.In.Mark})
	}
}

// shownSlot holds the one message that showed a number in full.
const shownSlot = "shown"

// mask edits that message at the next turn.
func (t *turn) mask() {
	line := t.slot("mask")
	if line == "" || !t.scene.Can.Edit {
		return
	}
	t.set("mask", "")
	t.say = append(t.say, chat.Outbound{Slot: shownSlot, Replace: true, Body: chat.Body{said(chat.Saved, line)}})
}
