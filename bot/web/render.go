package web

import (
	"encoding/json"
	"html/template"
	"io"
	"net/url"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

var pages = template.Must(template.New("").Funcs(template.FuncMap{"say": words.Say, "seq": seq, "text": text, "icons": icons}).ParseFS(files, "page.html"))

func icons() template.HTML {
	raw, err := files.ReadFile("static/icons.html")
	if err != nil {
		panic(err)
	}
	return template.HTML(raw) // #nosec G203: our own file, embedded
}

// seq is the segments of a progress bar: true for done, and the present one.
func seq(n, of int) []string {
	all := []string{}
	for i := range of {
		switch {
		case i+1 < n:
			all = append(all, "d")
		case i+1 == n:
			all = append(all, "now")
		default:
			all = append(all, "")
		}
	}
	return all
}

// text renders spans, escaped; a link only to http, https, tel and mailto.
func text(t chat.Text) template.HTML {
	var b strings.Builder
	for _, s := range t {
		inner := strings.ReplaceAll(template.HTMLEscapeString(s.Text), "\n", "<br>")
		switch s.Style {
		case chat.Bold:
			inner = "<b>" + inner + "</b>"
		case chat.Italic:
			inner = "<em>" + inner + "</em>"
		case chat.Code:
			inner = "<code>" + inner + "</code>"
		}
		if u, err := url.Parse(s.URL); s.URL != "" && err == nil && strings.Contains("http https tel mailto", u.Scheme) {
			inner = `<a href="` + template.HTMLEscapeString(s.URL) + `">` + inner + "</a>"
		}
		b.WriteString(inner)
	}
	return template.HTML(b.String()) // #nosec G203: every part escaped above
}

// view is a line as the template shows it.
type view struct {
	N       int64
	ID      string
	Time    string
	Stamp   string
	Me      bool
	Gone    bool
	Text    string
	Card    bool
	Officer bool // the words of a person of the office
	Aside   bool // its choices are not those of the talk, which stands where it stood
	Body    []part
	Choices []button
	Expect  string
}

// part is a block, with the press that it is a button for.
type part struct {
	chat.Block
	Role  string
	Press string
}

type button struct {
	N                  int
	Label, Press, Kind string
	Lasting            bool
}

var roles = map[chat.Role]string{chat.Para: "para", chat.Title: "title", chat.Progress: "progress", chat.Push: "push", chat.Warn: "warn",
	chat.Quoted: "quoted", chat.Source: "source", chat.Fix: "fix", chat.Banner: "banner", chat.Field: "field", chat.Item: "item",
	chat.Saved: "saved", chat.Wrong: "wrong", chat.Days: "days", chat.Hint: "hint", chat.Demo: "demo", chat.Officer: "officer", chat.Large: "large"}

func (p *Page) view(l Line) (view, error) {
	var s said
	if err := json.Unmarshal(l.Body, &s); err != nil {
		return view{}, err
	}
	v := view{N: l.N, ID: l.ID, Time: l.At.In(zone()).Format("15:04"), Stamp: l.At.Format("2006-01-02T15:04:05Z07:00"), Me: s.Me, Gone: s.Gone, Text: s.Text}
	if s.Out == nil {
		return v, nil
	}
	v.Expect, v.Aside = s.Out.Expect, s.Out.Offer == 0
	values := map[string]string{}
	for i, c := range s.Out.Flat() {
		b := button{N: i + 1, Label: c.Label, Press: chat.Data(c, s.Out.Offer, i), Lasting: c.Lasting}
		if v.Aside {
			b.N = 0
		} else if i == 0 {
			b.Kind = "primary"
		}
		values[c.Value] = b.Press
		v.Choices = append(v.Choices, b)
	}
	for _, b := range s.Out.Body {
		v.Card, v.Officer = v.Card || b.Role == chat.Title, v.Officer || b.Role == chat.Officer
		v.Body = append(v.Body, part{Block: b, Role: roles[b.Role], Press: values[b.Pick]})
	}
	return v, nil
}

func (p *Page) fragment(l Line) (string, error) {
	v, err := p.view(l)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = pages.ExecuteTemplate(&b, "line", v)
	return b.String(), err
}

// whole is what the page's template shows.
type whole struct {
	Title, Due string
	Lines      []view
	Last       int64
	Demo       bool
	Tomorrow   bool
}

func (p *Page) render(w io.Writer, lines []Line) error {
	page := whole{Title: p.Title, Demo: p.Roles != nil, Tomorrow: p.Tomorrow != nil}
	if p.Due != nil {
		page.Due = p.Due()
	}
	newest := -1
	for _, l := range lines {
		v, err := p.view(l)
		if err != nil {
			return err
		}
		if len(v.Choices) > 0 && !v.Aside {
			newest = len(page.Lines)
		}
		page.Lines, page.Last = append(page.Lines, v), l.N
	}
	for i := range page.Lines {
		if i == newest || page.Lines[i].Aside {
			continue
		}
		for j := range page.Lines[i].Choices {
			page.Lines[i].Choices[j].Kind = "old"
		}
	}
	return pages.ExecuteTemplate(w, "page", page)
}
