package dialogs

import (
	"encoding/json"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// upload says how a sheet is sent: here, where the channel carries files; else through a
// one-time link, where the world reaches us; else not at all, but its lines can be pasted.
func (h *House) upload(t *turn) error {
	if t.d == nil || len(t.units()) == 0 {
		return rosterDialog{}.nothing(t)
	}
	switch {
	case t.scene.Can.Documents:
		t.card(chat.Body{block(chat.Para, "upload.here")}, rows(t.resume()...)...)
		return nil
	case t.scene.Uploads == "":
		t.card(chat.Body{block(chat.Para, "upload.none")}, rows(append([]chat.Choice{lasting("go:contact", "menu.contact")}, t.resume()...)...)...)
		return nil
	}
	s, ok, err := t.pasteInto()
	if err != nil {
		return err
	}
	if !ok {
		t.manyLists()
		return nil
	}
	return t.linkFor(s)
}

// manyLists asks into which list a sheet is to go.
func (t *turn) manyLists() {
	t.card(chat.Body{block(chat.Para, "upload.which")}, rows(t.sheets("")...)...)
}

// linkFor gives a link that takes one file into a form; the talk stands where it stands.
func (t *turn) linkFor(s sheet) error {
	token := uploadToken(t.scene.Desk, t.scene.In.ID)
	link, err := t.scene.Desk.Upload(t.ctx, token)
	if err != nil {
		return err
	}
	link.By, link.Of, link.Expires = t.who.ID, t.scene.In.From, t.now().Add(people.UploadLife)
	link.Directive, link.Form, link.Unit = t.d.ID, s.form.ID, s.unit.ID
	t.made = append(t.made, people.SetUpload{Upload: link})
	t.vouch()
	at := t.scene.Uploads + token
	t.card(chat.Body{block(chat.Title, "upload.title", "unit", s.unit.Name), block(chat.Para, "upload.open"),
		{Role: chat.Para, Text: chat.Text{{Text: at, URL: at}}}, block(chat.Warn, "upload.once")}, rows(t.resume()...)...)
	return nil
}

// uploadToken is 20 letters (100 bits) that only the keyset can tell; the same cause
// gives the same, so that a step taken twice offers one link.
func uploadToken(d Desk, cause string) string {
	return strings.ReplaceAll(d.Code("upload/1/"+cause)+d.Code("upload/2/"+cause), "-", "")
}

// byLink takes the file that a link has brought. Of a link that was used before, is out
// of date or is somebody else's nothing is said: whoever sent the file is told there.
func (h *House) byLink(t *turn) (bool, error) {
	in := t.scene.In
	link, err := t.scene.Desk.Upload(t.ctx, in.Start)
	if err != nil || !link.Open(t.now()) || link.By != t.who.ID || link.Of != in.From {
		return true, err
	}
	link.Used = in.ID
	t.made = append(t.made, people.SetUpload{Upload: link})
	if !people.May(t.who, people.KeepRoster, link.Directive, link.Unit) {
		t.note(chat.Warn, "roster.who")
		return true, h.again(t)
	}
	t.vouch()
	return true, t.reading(SheetJob{in.From.Channel, *in.File, link.Directive, link.Form, link.Unit, ""})
}

// reading asks for a file to be read beside the talk.
func (t *turn) reading(job SheetJob) error {
	ref, err := json.Marshal(job)
	if err != nil {
		return err
	}
	t.jobs = append(t.jobs, chat.Job{Kind: SheetKind, Ref: string(ref)})
	t.card(chat.Body{block(chat.Progress, "paste.reading", "name", job.File.Name)}).Slot = readingSlot
	return nil
}

// sendAgain says how a sheet that was not taken can be sent once more, where that is not
// as it was sent before.
func (t *turn) sendAgain() {
	if !t.scene.Can.Documents && t.scene.Uploads != "" {
		t.note(chat.Hint, "upload.again", "word", words.Say("upload.choice"))
	}
}
