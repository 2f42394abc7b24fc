package chat

import "strings"

// Style of a span.
type Style uint8

// The styles a channel may show.
const (
	Plain Style = iota
	Bold
	Italic
	Code
)

// Span is a run of text in one style; URL makes it a link.
type Span struct {
	Style Style  `json:",omitempty"`
	Text  string `json:",omitempty"`
	URL   string `json:",omitempty"`
}

// Text is one paragraph.
type Text []Span

// Role says what a block is for, so that each channel can show it in its own way.
type Role uint8

// The roles of a block. Label, N, Of, Quote, State and Pick are used where named.
const (
	Para     Role = iota
	Title         // a body with a title is a card
	Progress      // "Bước 2/5": Text is the dialog's name, N and Of count
	Push          // one thing to press; Label is the zone number as printed, or ""
	Warn          // a warning of this step
	Quoted        // the directive's own words
	Source        // the clause; Quote is the exact quotation behind it
	Fix           // a correction: Label is what is printed, Text what to use
	Banner        // the route has since changed
	Field         // a line of a summary: Label, Text, Note; Pick edits it
	Item          // a line of a list: Label ("1." or a name), Text, State; Pick opens it
	Saved         // something was kept; Pick takes it back
	Wrong         // what is wrong with a value, as a title; Label is what was typed, Quote what is proposed
	Days          // the deadline tile: N whole days left (negative: late), Text beside it
	Hint          // an example, a small remark
	Demo          // says that this is a demonstration
	Officer       // the words of a person of the office: Label says whose they are
	Large         // to be read by somebody who stands on the other side of a counter
)

// Block is one part of a message.
type Block struct {
	Role  Role   `json:",omitempty"`
	Text  Text   `json:",omitempty"`
	Label string `json:",omitempty"`
	Note  string `json:",omitempty"`
	Quote string `json:",omitempty"`
	State string `json:",omitempty"` // "ok", "warn", "bad", "info" or ""
	Pick  string `json:",omitempty"` // the Value of the choice that this line is a button for
	N     int    `json:",omitempty"`
	Of    int    `json:",omitempty"`
}

// Body is a whole message: blocks in reading order.
type Body []Block

// Words makes a Text from a sentence in which **…** is bold.
func Words(s string) Text {
	var t Text
	for i, part := range strings.Split(s, "**") {
		if part == "" {
			continue
		}
		style := Plain
		if i%2 == 1 {
			style = Bold
		}
		t = append(t, Span{Style: style, Text: part})
	}
	return t
}

// String is the text without styles.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Flat flattens the rows of o in reading order: the order of their numbers.
func (o Outbound) Flat() []Choice {
	var all []Choice
	for _, row := range o.Choices {
		all = append(all, row...)
	}
	return all
}
