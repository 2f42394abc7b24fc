package office

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/paper"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// Changes is the report of what changed in a unit's roster since its last report, to
// whom the directive names for changes. No difference is a report too.
func Changes(d *directive.Directive, form directive.Form, unit directive.Unit, found []roster.Difference, year string) paper.Document {
	key := "office.changes.basis"
	if len(found) == 0 {
		key = "office.changes.none"
	}
	body := []paper.Part{prose(words.Say(key, "kind", lower(d.Kind), "number", d.Number, "date", directive.Day(d.Date), "issuer", d.Issuer, "unit", unit.Name, "title", form.Title))}
	if len(found) > 0 {
		body = append(body, paper.Paragraph{}, changed(form, found))
	}
	l := Letter{Parent: d.Issuer, Own: unit.Name, Sign: sign(unit.Name), Place: d.Place, Year: year, Kind: words.Say("office.kind.report"),
		Subject: words.Say("office.changes.subject", "title", form.Title), To: recipients(d, "changes"), Body: body, Signer: words.Say("office.signer")}
	return l.Document()
}

// recipients are those the directive names for a kind of document, else its issuer.
func recipients(d *directive.Directive, kind string) []string {
	if r, ok := d.Addressee(kind); ok {
		return []string{r.To}
	}
	return []string{d.Issuer}
}

func changed(form directive.Form, found []roster.Difference) paper.Table {
	t := paper.Table{Widths: []int{12, 45, 58, 22, 28}, Head: 1, Bordered: true}
	head := []paper.Cell{}
	for _, name := range []string{"n", "who", "what", "from", "why"} {
		head = append(head, paper.Cell{Middle: true, Parts: []paper.Paragraph{paper.Strong(words.Say("office.changes.head."+name), paper.Centre, 12)}})
	}
	t.Rows = append(t.Rows, head)
	for i, d := range found {
		day := d.Row.From
		if d.Sort == roster.Ended {
			day = d.Row.Until
		}
		line := []paper.Cell{}
		for _, text := range []string{strconv.Itoa(i + 1), d.Row.Cells[form.Name], what(form, d), directive.Day(day), d.Row.Cells[roster.ReasonCell]} {
			line = append(line, paper.Cell{Parts: []paper.Paragraph{sized(text, paper.Left, 12)}})
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// what tells a difference in words: the whole row for one opened, each column for one
// that was put right.
func what(form directive.Form, d roster.Difference) string {
	lines := []string{words.Say("office.changes." + string(d.Sort))}
	for _, c := range form.Columns {
		is, was := roster.Show(c, d.Row.Cells[c.ID]), roster.Show(c, d.Before[c.ID])
		_, touched := d.Before[c.ID]
		switch {
		case d.Sort == roster.Mended && touched && is != was:
			lines = append(lines, words.Say("office.changes.field", "label", c.Label, "was", was, "is", is))
		case d.Sort == roster.Opened && c.ID != form.Name && d.Row.Cells[c.ID] != "":
			lines = append(lines, c.Label+": "+is)
		}
	}
	return strings.Join(lines, "\n")
}
