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

// refuse answers what is never taken as a value: pictures, secrets, edits of earlier
// messages, things a dialog cannot read, buttons of an older offer. The talk
// stands where it stood and the present question is put again; only an edit that may
// correct what its message gave is asked about first.
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
		if taken, err := h.words(t); taken || err != nil {
			return taken, err
		}
		return true, h.edited(t)
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
