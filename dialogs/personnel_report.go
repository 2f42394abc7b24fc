package dialogs

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// docx is the type of a document of text.
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// paperRef names a paper of a roster that is drawn up when it is sent:
// "receipt/949/pl2/an-binh/-/1".
func paperRef(kind string, k roster.Key, n int) string {
	return kind + strings.TrimPrefix(k.Record(), "rosters") + "/" + strconv.Itoa(n)
}

// since lists what has changed since the last report.
func (personnel) since(t *turn, s sheet) ([]roster.Difference, error) {
	history, err := t.scene.Desk.History(t.ctx, s.held.Key, time.Time{})
	return s.held.Changed(history, s.held.Reported(), s.held.Version), err
}

func (p personnel) report(t *turn, s sheet) error {
	found, err := p.since(t, s)
	if err != nil {
		return err
	}
	body := chat.Body{block(chat.Title, "personnel.since")}
	for _, d := range found {
		body = append(body, chat.Block{Role: chat.Item, Label: s.name(d.Row.Cells), Text: chat.Words(strings.Join(differs(s, d), "; ")), Note: d.Row.Cells[roster.ReasonCell]})
	}
	if len(found) == 0 {
		body = append(body, block(chat.Para, "personnel.since.none"))
	}
	t.card(append(body, block(chat.Hint, "personnel.to", "to", reportedTo(t.d))), rows(pick("draft", "personnel.draft"), pick("menu", "personnel.back"))...)
	return nil
}

// differs tells a difference in words, numbers masked.
func differs(s sheet, d roster.Difference) []string {
	switch {
	case d.Sort == roster.Ended:
		return []string{words.Say("personnel.closed", "day", directive.Day(d.Row.Until))}
	case d.Sort == roster.Opened && d.Row.From == "":
		return []string{words.Say("personnel.opened.always")}
	case d.Sort == roster.Opened:
		return []string{words.Say("personnel.opened", "day", directive.Day(d.Row.From))}
	}
	all := []string{}
	for _, c := range s.form.Columns {
		if slices.Contains(d.Fields, c.ID) {
			all = append(all, words.Say("personnel.changed", "label", c.Label, "was", roster.Mask(c, d.Before[c.ID]), "is", roster.Mask(c, d.Row.Cells[c.ID])))
		}
	}
	return all
}

func (p personnel) takeReport(t *turn, s sheet) (bool, error) {
	if t.text() != "draft" && !typedAs(t.text(), "dialogs.typed.yes") {
		return false, nil
	}
	after, err := t.edit(s, roster.Op{Verb: roster.Told})
	if err != nil {
		return true, err
	}
	n := len(after.Reports)
	t.note(chat.Saved, "personnel.drafted", "n", strconv.Itoa(n), "to", reportedTo(t.d))
	t.next.Trail = nil
	t.place(frame(personnelName, "menu"))
	t.card(nil).File = &chat.FileRef{Ref: paperRef("changes", s.held.Key, n), Name: words.Say("personnel.file.changes"), MIME: docx}
	s.held = after
	p.menu(t, s)
	return true, nil
}

// receipt shows the last handing in again.
func (p personnel) receipt(t *turn, s sheet) error {
	last, ok := s.held.Last()
	if !ok {
		t.note(chat.Hint, "personnel.receipt.none")
		return p.show(t)
	}
	t.receipt(s, last)
	p.menu(t, s)
	return nil
}

// receipt says what was handed in: number, time, who, how many rows, the fingerprint;
// with the same on paper where the channel carries files.
func (t *turn) receipt(s sheet, h roster.Handing) {
	at := h.At.In(t.d.Zone())
	who := "personnel.receipt.other"
	if h.By == t.who.ID {
		who = "personnel.receipt.you"
	}
	body := chat.Body{block(chat.Title, "personnel.receipt.title", "n", strconv.Itoa(h.Number)), said(chat.Para, s.unit.Name+" · "+s.form.Title),
		field("personnel.receipt.at", at.Format("15:04")+" "+directive.Date(at)), field("personnel.receipt.who", words.Say(who)),
		{Role: chat.Field, Label: words.Say("personnel.receipt.rows", "noun", s.form.RowNoun), Text: chat.Words(strconv.Itoa(h.Rows))},
		field("personnel.receipt.version", strconv.FormatInt(h.Version, 10))}
	if h.Print != "" {
		body = append(body, field("personnel.receipt.print", h.Print))
	}
	t.card(body).File = &chat.FileRef{Ref: paperRef("receipt", s.held.Key, h.Number), Name: words.Say("personnel.file.receipt"), MIME: docx}
}
