package dialogs

import (
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// xlsx is the type of a workbook.
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// templates are the files in which an empty form is given, by ending.
var templates = map[string]string{"xlsx": xlsx, "docx": docx}

// template gives the form to fill in as a file, as a workbook unless text is asked for.
// Only the workbook can be sent back. A channel that carries no files says what else to do.
func (r rosterDialog) template(t *turn, s sheet, ending string) error {
	kind, ok := templates[ending]
	if !ok {
		ending, kind = "xlsx", xlsx
	}
	if !t.scene.Can.Documents {
		t.note(chat.Warn, "roster.template.none")
		return r.show(t)
	}
	choices := []chat.Choice{pick("list", "roster.back")}
	if ending == "xlsx" {
		choices = append(choices, pick("template:docx", "roster.template.docx"))
	}
	t.card(chat.Body{block(chat.Title, "roster.template.title", "title", s.form.Title), block(chat.Hint, "roster.template."+ending+".hint")}, rows(choices...)...).
		File = &chat.FileRef{Ref: "template/" + t.d.ID + "/" + s.form.ID + "/" + ending, Name: words.Say("roster.template.file", "form", s.form.ID, "ending", ending), MIME: kind}
	return nil
}
