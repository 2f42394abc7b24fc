package dialogs

import (
	"encoding/json"
	"path"
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	from "github.com/dvcbot/dvcbot/roster/sheet"
	"github.com/dvcbot/dvcbot/words"
)

// SheetKind is the kind of the job that reads a sheet which was sent.
const SheetKind = "sheet"

// SheetJob is what such a job is about: the file, on which channel, and into which form
// it is to be read. Mark names the message that carried it, "" where none did.
type SheetJob struct {
	Channel               string
	File                  chat.FileRef
	Directive, Form, Unit string
	Mark                  string
}

// RefusedSheet begins the result of a job whose file cannot be taken; the code of
// roster/sheet follows. Any other result is a sheet.Result as JSON.
const RefusedSheet = "refused:"

// readingSlot holds the message that says that a file is being read; where a channel can
// edit, what came of it takes its place.
const readingSlot = "reading"

// sheetEndings are the names under which lists are sent; what such a file really is, its
// reading tells.
var sheetEndings = map[string]bool{".xlsx": true, ".xlsm": true, ".xls": true, ".xlsb": true, ".csv": true, ".ods": true}

// sheets takes a file that was sent, and what became of one.
func (h *House) sheets(t *turn) (bool, error) {
	in := t.scene.In
	switch {
	case in.Kind == chat.Sent && in.Start != "" && in.File != nil:
		return h.byLink(t)
	case in.Kind == chat.Done && in.Of == SheetKind:
		return true, h.arrived(t)
	case t.d == nil:
		return false, nil
	case in.Kind == chat.Sent && in.File != nil && !strings.HasPrefix(in.File.MIME, "image/") && in.File.Ref != "" && sheetEndings[strings.ToLower(path.Ext(in.File.Name))] && len(t.units()) > 0:
		return t.toRead(*in.File)
	case in.Kind == chat.Sent && !t.scene.Can.Documents && uncarried(in.File) && len(t.units()) > 0:
		return true, h.upload(t)
	}
	return false, nil
}

// uncarried reports whether a file is known of that the channel cannot hand on; a
// picture is refused in any case.
func uncarried(f *chat.FileRef) bool {
	return f != nil && f.Ref == "" && !strings.HasPrefix(f.MIME, "image/")
}

// toRead asks for a file to be read beside the talk.
func (t *turn) toRead(file chat.FileRef) (bool, error) {
	s, ok, err := t.pasteInto()
	if err != nil || !ok {
		return t.manySheets(), err
	}
	if file.Size > from.MaxBytes {
		t.note(chat.Warn, "sheet.too_large")
		return true, rosterDialog{}.reopen(t, s)
	}
	return true, t.reading(SheetJob{t.scene.In.From.Channel, file, t.d.ID, s.form.ID, s.unit.ID, t.scene.In.Mark})
}

// arrived takes what a job has read as pasted lines are taken; so the message with the
// file goes, too.
func (h *House) arrived(t *turn) error {
	in, job, found := t.scene.In, SheetJob{}, from.Result{}
	if err := json.Unmarshal([]byte(in.Start), &job); err != nil {
		return err
	}
	d := find(t.scene.Directives, job.Directive)
	if d == nil {
		t.note(chat.Warn, "paste.failed", "name", job.File.Name)
		return h.again(t)
	}
	t.turnTo(d)
	code, refused := strings.CutPrefix(in.Text, RefusedSheet)
	switch {
	case refused && words.Known("sheet."+code):
		t.progress("paste.unread", "name", job.File.Name)
		t.note(chat.Warn, "sheet."+code)
		t.sendAgain()
		return h.again(t)
	case refused || json.Unmarshal([]byte(in.Text), &found) != nil:
		t.progress("paste.unread", "name", job.File.Name)
		t.note(chat.Warn, "paste.failed", "name", job.File.Name)
		t.sendAgain()
		return h.again(t)
	}
	read := []string{"name", job.File.Name, "n", strconv.Itoa(len(found.People))}
	if !t.progress("paste.read", read...) {
		t.note(chat.Hint, "paste.read", read...)
	}
	t.set("roster.unit", job.Unit)
	t.set("roster.form", job.Form)
	s, ok, err := t.sheet()
	if err != nil || !ok {
		return rosterDialog{}.show(t)
	}
	t.scene.In.Mark = job.Mark
	return pasting{}.receive(t, s, found)
}

// progress puts a sentence in the place of the one that said that a file is being read;
// false where the channel cannot edit.
func (t *turn) progress(key string, pairs ...string) bool {
	if !t.scene.Can.Edit {
		return false
	}
	t.say = append(t.say, chat.Outbound{Slot: readingSlot, Replace: true, Body: chat.Body{block(chat.Progress, key, pairs...)}})
	return true
}
