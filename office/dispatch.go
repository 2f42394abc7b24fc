package office

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// Kept is where copies of what was sent are kept.
type Kept interface {
	SentCopy(ctx context.Context, id string) (people.Sent, error)
	Apply(context.Context, ...chat.Change) error
}

// Dispatch sends the report of results by mail, once, and keeps the copy.
type Dispatch struct {
	Papers
	Kept Kept
	Post *Post // nil: no mail server is set
}

// What a dispatch ends with, for the talk that asked.
const (
	DispatchSent    = "sent"
	DispatchUnset   = "unset"   // no mail server is set
	DispatchRefused = "refused" // the mail server refused it for good
	DispatchNobody  = "nobody"  // the directive names no mail address
)

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// Do sends what a job names: "<directive>/<id of the sending>". Asked again for one that
// has left it sends nothing. A server that is away is an error, to be tried again.
func (p Dispatch) Do(ctx context.Context, job chat.Job) (string, error) {
	id, mark, _ := strings.Cut(job.Ref, "/")
	was, err := p.Kept.SentCopy(ctx, mark)
	if err != nil {
		return "", err
	}
	if was.Version > 0 {
		return DispatchSent, nil
	}
	if p.Post == nil {
		return DispatchUnset, nil
	}
	for _, d := range p.Directives() {
		if d.ID == id {
			return p.send(ctx, d, mark)
		}
	}
	return DispatchNobody, nil
}

func (p Dispatch) send(ctx context.Context, d *directive.Directive, mark string) (string, error) {
	to := ReportAddress(d)
	if to == "" {
		return DispatchNobody, nil
	}
	raw, err := p.report(ctx, d.ID)
	if err != nil {
		return "", err
	}
	subject := words.Say("office.mail.subject", "kind", lower(d.Kind), "number", d.Number, "by", d.Issuer)
	mail := Mail{To: to, Subject: subject, ID: mark, Text: words.Say("office.mail.text", "kind", lower(d.Kind), "number", d.Number, "by", d.Issuer),
		Files: []Attachment{{Name: words.Say("office.mail.file"), MIME: docxType, Data: raw}}}
	if err := p.Post.Send(ctx, mail); errors.Is(err, ErrRejected) {
		return DispatchRefused, nil
	} else if err != nil {
		return "", err
	}
	copied := people.Sent{ID: mark, Directive: d.ID, To: to, Subject: subject, At: p.Now().UTC().Truncate(time.Second), File: raw}
	return DispatchSent, p.Kept.Apply(ctx, people.SetSent{Sent: copied})
}

// ReportAddress is the mail address that the directive names for the report of results;
// "" when it names none.
func ReportAddress(d *directive.Directive) string {
	r, _ := d.Addressee("results")
	return r.Email
}
