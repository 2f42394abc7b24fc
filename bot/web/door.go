package web

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// DoorPath is where one-time links for a file begin; the token follows.
const DoorPath = "/tep/"

// Door takes files through one-time links, for talks on channels that carry none.
type Door interface {
	// Open reports whether a link can still be used.
	Open(ctx context.Context, token string) (bool, error)
	// Receive keeps a file and gives what the talk that asked is to hear. ErrShut when
	// the link can no longer be used, ErrPicture for what is never kept.
	Receive(ctx context.Context, token string, u Upload) (chat.Inbound, error)
	// Took reports whether the link was used by the file with this cause.
	Took(ctx context.Context, token, cause string) (bool, error)
}

// Faults of a link.
var (
	ErrShut    = errors.New("link used or out of date")
	ErrPicture = errors.New("a picture is not taken")
)

// door shows the small page of a link. It needs no session and uses nothing up, because
// chat servers fetch links to preview them.
func (p *Page) door(w http.ResponseWriter, r *http.Request) {
	token, ok := p.knocked(w, r)
	if !ok {
		return
	}
	open, err := p.Door.Open(r.Context(), token)
	switch {
	case err != nil:
		p.sorry(w, err)
	case !open:
		p.refuse(w, r, ErrShut, "")
	default:
		p.note(w, http.StatusOK, note{Title: words.Say("web.door"), Form: DoorPath + token, ID: rand.Text()})
	}
}

// enter takes the one file of a link. What is refused here leaves the link as it was.
func (p *Page) enter(w http.ResponseWriter, r *http.Request) {
	token, ok := p.knocked(w, r)
	if !ok {
		return
	}
	sent, err := received(w, r)
	if err == nil {
		err = p.through(r.Context(), token, sent)
	}
	if err != nil {
		p.refuse(w, r, err, retry(err, token))
		return
	}
	p.note(w, http.StatusOK, note{Good: true, Title: words.Say("web.door.taken"), Text: words.Say("web.door.back", "name", sent.Name)})
}

// through hands a file to the talk that asked, and reports ErrShut when the link had
// been used by another.
func (p *Page) through(ctx context.Context, token string, sent Upload) error {
	in, err := p.Door.Receive(ctx, token, sent)
	if err != nil {
		return err
	}
	in.At, in.Mark = p.Now(), in.ID
	if err := p.hear(ctx, in); err != nil {
		return err
	}
	took, err := p.Door.Took(ctx, token, in.ID)
	if err == nil && !took {
		return ErrShut
	}
	return err
}

// retry is where another file can be sent to after a fault.
func retry(err error, token string) string {
	if errors.Is(err, ErrShut) {
		return ""
	}
	return DoorPath + token
}

func (p *Page) knocked(w http.ResponseWriter, r *http.Request) (token string, ok bool) {
	if p.Door == nil {
		http.NotFound(w, r)
		return "", false
	}
	return r.PathValue("token"), true
}
