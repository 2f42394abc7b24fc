package office

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/paper"
	"github.com/dvcbot/dvcbot/words"
)

// Report is the report of results that the directive asks for, with its figures filled
// in and the forms attached. Difficulties are left for whoever signs it to write.
func Report(d *directive.Directive, f Figures, annexes []paper.Sheet) paper.Document {
	at := f.At.In(d.Zone())
	body := []paper.Part{prose(words.Say("office.report.basis", "kind", lower(d.Kind), "number", d.Number, "date", directive.Day(d.Date),
		"issuer", d.Issuer, "by", d.Issuer, "time", at.Format("15:04")+" "+directive.Weekday(at)+" "+directive.Date(at)))}
	n := 0
	next := func() string { n++; return strconv.Itoa(n) }
	for _, form := range f.Forms {
		body = append(body, formParts(next(), form)...)
	}
	for _, p := range f.Procedures {
		if p.Done+p.Half > 0 {
			body = append(body, heading(words.Say("office.report.procedure", "n", next(), "title", p.Procedure.Title)),
				prose(words.Say("office.report.done", "n", strconv.Itoa(p.Done), "half", strconv.Itoa(p.Half))))
		}
	}
	body = append(body, heading(words.Say("office.report.trouble", "n", next())), prose(strings.Repeat(".", 120)),
		prose(words.Say("office.report.close", "by", d.Issuer, "end", words.Say("office.end"))))
	l := Letter{Own: d.Issuer, Sign: sign(d.Issuer), Place: d.Place, Year: strconv.Itoa(at.Year()), Kind: words.Say("office.kind.report"),
		Subject: words.Say("office.report.subject", "kind", lower(d.Kind), "number", d.Number), To: recipients(d, "results"), Body: body, Annexes: annexes, Signer: d.Signer.Post}
	return l.Document()
}

func formParts(n string, f FormFigures) []paper.Part {
	noun := f.Form.RowNoun
	parts := []paper.Part{heading(words.Say("office.report.forms", "n", n, "title", f.Form.Title)),
		prose(words.Say("office.report.handed", "handed", strconv.Itoa(f.Handed), "of", strconv.Itoa(f.Units), "ontime", strconv.Itoa(f.OnTime),
			"late", strconv.Itoa(f.Late), "nil", strconv.Itoa(f.NoOne))),
		prose(words.Say("office.report.rows", "rows", strconv.Itoa(f.Rows), "noun", noun))}
	for _, s := range f.Sections {
		if s.Units > 0 {
			parts = append(parts, prose(words.Say("office.report.section", "section", s.Section.Title, "units", strconv.Itoa(s.Units), "rows", strconv.Itoa(s.Rows), "noun", noun)))
		}
	}
	for _, s := range f.Sums {
		if s.Value == 0 {
			continue
		}
		key := "office.report.sum"
		if s.Column.Kind == "mark" {
			key = "office.report.right"
		}
		parts = append(parts, prose(words.Say(key, "title", s.Column.Title, "n", strings.Replace(strconv.FormatFloat(s.Value, 'f', -1, 64), ".", ",", 1), "noun", noun)))
	}
	if len(f.Missing) > 0 {
		names := []string{}
		for _, u := range f.Missing {
			names = append(names, u.Name)
		}
		parts = append(parts, prose(words.Say("office.report.missing", "units", strings.Join(names, "; "))))
	}
	return parts
}

// lower is a title within a sentence: "Công văn" is "công văn".
func lower(s string) string {
	runes := []rune(s)
	if len(runes) == 0 {
		return s
	}
	return strings.ToLower(string(runes[:1])) + string(runes[1:])
}
