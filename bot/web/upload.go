package web

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"
	"unicode"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// Limits of a file that is sent by a form.
const (
	maxFile    = 5 << 20 // bytes
	maxName    = 120     // characters of its name that are kept
	maxOver    = 32 << 20
	uploadTime = 2 * time.Minute
)

// Upload is a file as a form sent it. It is never written to disk in clear.
type Upload struct {
	ID         string // names the sending: the same one again is the same file
	Name, MIME string // MIME begins with "image/" for whatever looks like a picture
	Bytes      []byte
}

// Faults of a sending, each with what is said of it.
var (
	errLarge = errors.New("file over the limit")
	errNone  = errors.New("no file in the form")
	errCut   = errors.New("the form did not arrive whole")
)

var uploadFaults = map[error]struct {
	key  string
	code int
}{
	errLarge:   {"web.file.large", http.StatusRequestEntityTooLarge},
	errNone:    {"web.file.unchosen", http.StatusBadRequest},
	errCut:     {"web.file.cut", http.StatusBadRequest},
	ErrShut:    {"web.door.shut", http.StatusGone},
	ErrPicture: {"sheet.picture", http.StatusUnsupportedMediaType},
}

// upload takes a file into the visitor's own talk, as other channels take documents.
func (p *Page) upload(w http.ResponseWriter, r *http.Request) {
	if p.Keep == nil {
		http.NotFound(w, r)
		return
	}
	a := p.session(w, r)
	sent, err := received(w, r)
	if err != nil {
		p.refuse(w, r, err, "/")
		return
	}
	p.answer(w, r, p.taken(r.Context(), a, sent))
}

// taken keeps a file, shows its name as the person's own line, and lets the bot hear.
func (p *Page) taken(ctx context.Context, a chat.Address, sent Upload) error {
	cause := "web/" + a.Room + "/" + sent.ID
	file, err := p.Keep(ctx, a, cause, sent)
	if err != nil {
		return err
	}
	if err := p.add(ctx, a, cause, "", said{Me: true, Text: words.Say("web.file.sent", "name", sent.Name)}); err != nil {
		return err
	}
	return p.tell(ctx, a, chat.Inbound{ID: sent.ID, Kind: chat.Sent, File: &file})
}

// refuse says why a file was not taken: a sentence to a script, a small page to a form.
func (p *Page) refuse(w http.ResponseWriter, r *http.Request, err error, back string) {
	fault, known := uploadFaults[err]
	if !known {
		p.sorry(w, err)
		return
	}
	if r.Header.Get(script) != "" {
		http.Error(w, words.Say(fault.key), fault.code)
		return
	}
	n := note{Title: words.Say("web.file.refused"), Text: words.Say(fault.key), Back: back, Label: words.Say("web.file.back")}
	if strings.HasPrefix(back, DoorPath) {
		n.Label = words.Say("web.door.again")
	}
	p.note(w, fault.code, n)
}

// received reads a form with one file, in memory and never more of it than the limit.
func received(w http.ResponseWriter, r *http.Request) (Upload, error) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadTime))
	body := r.Body
	r.Body = http.MaxBytesReader(w, body, maxFile+maxForm)
	parts, err := r.MultipartReader()
	if err != nil {
		return Upload{}, errNone
	}
	sent, err := read(parts)
	if errors.Is(err, errLarge) {
		_, _ = io.CopyN(io.Discard, body, maxOver) // or the browser never reads the answer
	}
	return sent, err
}

// read takes the id and the file out of a form.
func read(parts *multipart.Reader) (Upload, error) {
	sent, found := Upload{}, false
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return sent, faultOf(err)
		}
		raw, err := io.ReadAll(io.LimitReader(part, maxFile+1))
		switch {
		case err != nil:
			return sent, faultOf(err)
		case len(raw) > maxFile:
			return sent, errLarge
		case part.FormName() == "id":
			sent.ID = string(raw)
		case part.FormName() == "file" && part.FileName() != "":
			sent.Name, sent.MIME, sent.Bytes, found = nameOf(part.FileName()), mimeOf(part.Header.Get("Content-Type"), raw), raw, true
		}
	}
	if !idForm.MatchString(sent.ID) {
		sent.ID = rand.Text()
	}
	if !found {
		return sent, errNone
	}
	return sent, nil
}

func faultOf(err error) error {
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return errLarge
	}
	return errCut
}

// nameOf is a file's own name, without folders and without what no name should hold.
func nameOf(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "")))
	return string(runes[max(0, len(runes)-maxName):])
}

// mimeOf is what a file is said to be, unless its first bytes are those of a picture:
// one under another name is still one.
func mimeOf(declared string, raw []byte) string {
	kind, _, err := mime.ParseMediaType(declared)
	if looks := http.DetectContentType(raw); strings.HasPrefix(looks, "image/") {
		return looks
	}
	if err != nil {
		return "application/octet-stream"
	}
	return kind
}
