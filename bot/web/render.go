package web

import (
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

var pages = template.Must(template.New("").Funcs(template.FuncMap{"say": words.Say, "seq": seq, "text": text, "icons": icons,
	"mode": mode, "digits": digits, "urgency": urgency, "cut": cut, "differ": differ, "other": other,
	"most": func() int { return maxFile }}).ParseFS(files, "*.html"))

func icons() template.HTML {
	raw, err := files.ReadFile("static/icons.html")
	if err != nil {
		panic(err)
	}
	return template.HTML(raw) // #nosec G203: our own file, embedded
}

// seq is the segments of a progress bar: done, the present one, to come.
func seq(n, of int) []string {
	all := make([]string, of)
	for i := range all {
		switch {
		case i+1 < n:
			all[i] = "d"
		case i+1 == n:
			all[i] = "now"
		}
	}
	return all
}

var schemes = []string{"http", "https", "tel", "mailto"}

var tags = map[chat.Style]string{chat.Bold: "b", chat.Italic: "em", chat.Code: "code"}

// text renders spans, escaped; a link only to http, https, tel and mailto.
func text(t chat.Text) template.HTML {
	var b strings.Builder
	for _, s := range t {
		inner := strings.ReplaceAll(template.HTMLEscapeString(s.Text), "\n", "<br>")
		if tag := tags[s.Style]; tag != "" {
			inner = "<" + tag + ">" + inner + "</" + tag + ">"
		}
		if u, err := url.Parse(s.URL); s.URL != "" && err == nil && slices.Contains(schemes, u.Scheme) {
			inner = `<a href="` + template.HTMLEscapeString(s.URL) + `">` + inner + "</a>"
		}
		b.WriteString(inner)
	}
	return template.HTML(b.String()) // #nosec G203: every part escaped above
}

// modes are the keyboards of what is awaited.
var modes = map[string]string{"phone": "tel", "national_id": "numeric", "number": "numeric", "percent": "decimal", "year": "numeric"}

func mode(expect string) string {
	if m := modes[expect]; m != "" {
		return m
	}
	return "text"
}

// digits cuts "Còn 4 ngày" around its number, which is shown large.
func digits(label string) []string {
	i := strings.IndexAny(label, "0123456789")
	if i < 0 {
		return []string{label, "", ""}
	}
	j := i
	for j < len(label) && label[j] >= '0' && label[j] <= '9' {
		j++
	}
	return []string{strings.TrimSpace(label[:i]), label[i:j], strings.TrimSpace(label[j:])}
}

// cut parts "Công văn 949/UBND-VP" before its slash: a phone shows the first part.
func cut(title string) []string {
	i := strings.Index(title, "/")
	if i < 0 {
		i = len(title)
	}
	return []string{title[:i], title[i:]}
}

// urgency colours the days left: calm over three, red when late, calm again when closed.
func urgency(left int) string {
	switch {
	case left > 3 || left < -30:
		return "calm"
	case left >= 0:
		return "warn"
	}
	return "bad"
}

// fragment renders one line for a page that is open.
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
	Title, Issuer  string
	Due            *Due
	Tasks          []Task
	Lines          []view
	First, Last    int64
	More, Part     bool // more lines before; not the end of the talk
	Demo, Tomorrow bool
	Files          bool // files are taken
	Expect         string
	Words          map[string]string
}

// window is the part of a talk that is asked for: the lines before one (0: the end),
// bare or as a whole page.
type window struct {
	before int64
	bare   bool
}

func (p *Page) render(w io.Writer, lines []Line, todo []Task, of window) error {
	shown, more := older(lines, of.before)
	all, err := p.talk(shown)
	if err != nil {
		return err
	}
	page := whole{Title: p.Title, Issuer: p.Issuer, Lines: all, More: more, Part: of.before > 0, Tasks: todo, Demo: p.Roles != nil,
		Tomorrow: p.Tomorrow != nil, Files: p.Keep != nil, Words: scriptWords()}
	if p.Due != nil {
		page.Due = p.Due()
	}
	for _, v := range all {
		if !v.Me {
			page.Expect = v.Expect
		}
	}
	if n := len(shown); n > 0 {
		page.First, page.Last = shown[0].N, shown[n-1].N
	}
	if of.bare {
		return pages.ExecuteTemplate(w, "lines", page)
	}
	return pages.ExecuteTemplate(w, "page", page)
}
