// Package office makes what an office sends and keeps on paper: the receipt of a form
// handed in, the report of changes, the report of results with its figures; and it
// posts a report by mail. What it says comes from the directive's file and from the
// rosters; number, date and signature stay blank, they are the office's own.
package office

import (
	"strings"

	"github.com/dvcbot/dvcbot/paper"
	"github.com/dvcbot/dvcbot/words"
)

// Letter is a paper with its head and its foot after Nghị định 30/2020/NĐ-CP, Phụ lục I.
type Letter struct {
	Parent  string // the agency above; "" where the head names none
	Own     string // the agency that issues the paper
	Sign    string // behind the number: "BC-UBND"; "" for a paper without a number
	Place   string
	Year    string
	Kind    string // "BÁO CÁO"
	Subject string
	To      []string
	Body    []paper.Part
	Annexes []paper.Sheet
	Signer  string // the signer's post; "" for a paper that nobody signs
}

// Widths of the two halves of a letter's head, in millimetres.
const halfLeft, halfRight = 70, 95

// Document lays the letter out.
func (l Letter) Document() paper.Document {
	parts := []paper.Part{l.head(), paper.Paragraph{Before: 12, Runs: []paper.Run{{Text: l.Kind, Bold: true, Size: 14}}, Align: paper.Centre},
		paper.Strong(l.Subject, paper.Centre, 14), paper.Rule(halfLeft+halfRight, 40)}
	parts = append(parts, l.dear()...)
	parts = append(parts, l.Body...)
	if l.Signer != "" {
		parts = append(parts, l.foot())
	}
	first := paper.Sheet{Numbered: true, Parts: parts}
	return paper.Document{Title: l.Subject, Sheets: append([]paper.Sheet{first}, l.Annexes...)}
}

func (l Letter) head() paper.Table {
	issuer := []paper.Paragraph{}
	if l.Parent != "" {
		issuer = append(issuer, sized(strings.ToUpper(l.Parent), paper.Centre, 13))
	}
	issuer = append(issuer, paper.Strong(strings.ToUpper(l.Own), paper.Centre, 13), paper.Rule(halfLeft, 25))
	motto := []paper.Paragraph{paper.Strong(words.Say("office.motto.state"), paper.Centre, 12),
		paper.Strong(words.Say("office.motto"), paper.Centre, 13), paper.Rule(halfRight, 58)}
	if l.Sign != "" {
		issuer = append(issuer, spaced(sized(words.Say("office.number", "sign", l.Sign), paper.Centre, 13), 6))
		dated := spaced(sized(words.Say("office.dated", "place", l.Place, "year", l.Year), paper.Centre, 13), 6)
		dated.Runs[0].Italic = true
		motto = append(motto, dated)
	}
	return paper.Table{Widths: []int{halfLeft, halfRight}, Rows: [][]paper.Cell{{{Parts: issuer}, {Parts: motto}}}}
}

// dear is the addressee: on the same line when there is one, a line each otherwise.
func (l Letter) dear() []paper.Part {
	switch len(l.To) {
	case 0:
		return nil
	case 1:
		return []paper.Part{paper.Paragraph{Before: 12, After: 6, Align: paper.Centre, Runs: []paper.Run{{Text: words.Say("office.dear") + " " + l.To[0], Size: 14}}}}
	}
	parts := []paper.Part{paper.Paragraph{Before: 12, Indent: 30, Runs: []paper.Run{{Text: words.Say("office.dear"), Size: 14}}}}
	for i, one := range l.To {
		end := ";"
		if i == len(l.To)-1 {
			end = "."
		}
		parts = append(parts, paper.Paragraph{Indent: 50, Runs: []paper.Run{{Text: "- " + one + end, Size: 14}}})
	}
	return parts
}

func (l Letter) foot() paper.Table {
	receivers := []paper.Paragraph{{Before: 12, Runs: []paper.Run{{Text: words.Say("office.receivers"), Bold: true, Italic: true, Size: 12}}},
		sized(words.Say("office.receivers.above"), paper.Left, 11), sized(words.Say("office.receivers.kept"), paper.Left, 11)}
	signature := []paper.Paragraph{spaced(paper.Strong(strings.ToUpper(l.Signer), paper.Centre, 14), 12)}
	return paper.Table{Widths: []int{halfLeft, halfRight}, Rows: [][]paper.Cell{{{Parts: receivers}, {Parts: signature}}}}
}

func sized(text string, align paper.Align, size int) paper.Paragraph {
	return paper.Paragraph{Runs: []paper.Run{{Text: text, Size: size}}, Align: align}
}

func spaced(p paper.Paragraph, before int) paper.Paragraph {
	p.Before = before
	return p
}

// prose is a paragraph of the body: justified, its first line set in by 10 mm.
func prose(text string) paper.Paragraph {
	return paper.Paragraph{Runs: []paper.Run{{Text: text, Size: 14}}, Align: paper.Justify, Indent: 10, Before: 6}
}

// heading is a bold paragraph of the body.
func heading(text string) paper.Paragraph {
	p := prose(text)
	p.Runs[0].Bold, p.KeepNext = true, true
	return p
}
