package web

import (
	"encoding/json"
	"mime"
	"net/http"
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// attached is a file of a line as the page offers it.
type attached struct{ Href, Name string }

func (v *view) attach(f *chat.FileRef) {
	if f != nil {
		v.File = &attached{Href: "/van-ban/" + strconv.FormatInt(v.N, 10), Name: f.Name}
	}
}

// download gives the file of a line of the visitor's own talk; nobody else's is found.
func (p *Page) download(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil || n < 1 || p.Read == nil {
		http.NotFound(w, r)
		return
	}
	lines, err := p.Lines.Lines(r.Context(), p.session(w, r), n-1, 1)
	if err != nil {
		p.sorry(w, err)
		return
	}
	var s said
	if len(lines) != 1 || lines[0].N != n || json.Unmarshal(lines[0].Body, &s) != nil || s.Out == nil || s.Out.File == nil {
		http.Error(w, words.Say("web.file.none"), http.StatusNotFound)
		return
	}
	raw, err := p.Read(r.Context(), *s.Out.File)
	if err != nil {
		p.Log.Warn("file not drawn up", "err", err)
		http.Error(w, words.Say("web.file.none"), http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", s.Out.File.MIME)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": s.Out.File.Name}))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(raw) // #nosec G705: an attachment of a type that no browser renders
}
