package office

import (
	"strconv"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/paper"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// Receipt is the one-page paper that says what was handed in, when, by whom, and the
// fingerprint of its content.
func Receipt(d *directive.Directive, form directive.Form, unit directive.Unit, r roster.Roster, h roster.Handing) paper.Document {
	said := words.Say("office.receipt.said", "unit", unit.Name, "title", form.Title, "kind", lower(d.Kind), "number", d.Number, "issuer", d.Issuer)
	if r.State == roster.Nil {
		said = words.Say("office.receipt.nil", "unit", unit.Name, "kind", lower(d.Kind), "number", d.Number, "issuer", d.Issuer, "reason", r.Nil)
	}
	at := h.At.In(d.Zone())
	facts := paper.Table{Widths: []int{50, 115}, Bordered: true, Rows: [][]paper.Cell{
		fact("office.receipt.number", strconv.Itoa(h.Number)),
		fact("office.receipt.at", at.Format("15:04")+" "+directive.Weekday(at)+" "+directive.Date(at)),
		fact("office.receipt.rows", strconv.Itoa(h.Rows)),
		fact("office.receipt.print", h.Print)}}
	if h.Late {
		facts.Rows = append(facts.Rows, fact("office.receipt.late", words.Say("office.receipt.is.late")))
	}
	l := Letter{Own: d.Issuer, Kind: words.Say("office.kind.receipt"), Subject: words.Say("office.receipt.subject", "title", form.Title),
		Body: []paper.Part{prose(said), paper.Paragraph{}, facts, prose(words.Say("office.receipt.check"))}}
	return l.Document()
}

func fact(key, value string) []paper.Cell {
	return []paper.Cell{{Parts: []paper.Paragraph{sized(words.Say(key), paper.Left, 13)}}, {Parts: []paper.Paragraph{paper.Strong(value, paper.Left, 13)}}}
}
