package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
)

// Post sends mail through one SMTP server.
type Post struct {
	client *mail.Client
	from   string
}

// Mail is one mail to send. Its files are named as the receiver sees them.
type Mail struct {
	To, Subject, Text string
	ID                string // the same for every try: a resend is recognisable
	Files             []Attachment
}

// Attachment is one file of a mail.
type Attachment struct {
	Name, MIME string
	Data       []byte
}

// Faults of mail, without a host, a name or a password.
var (
	ErrPostAddress = errors.New("an SMTP address is smtp://[user:password@]host[:port] or smtps://…")
	ErrPostSender  = errors.New("the sender is no mail address")
	ErrRejected    = errors.New("the mail server refused the mail for good")
	ErrPostAway    = errors.New("the mail server could not be reached")
)

// postLimit is how long one mail may take.
const postLimit = 60 * time.Second

// NewPost checks an SMTP address and a sender. smtps speaks TLS from the first byte
// (port 465), smtp upgrades with STARTTLS (port 587), which a password demands; a
// server on this machine may do without.
func NewPost(address, from string) (*Post, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, ErrPostAddress
	}
	if err := mail.NewMsg().From(from); err != nil {
		return nil, ErrPostSender
	}
	options := []mail.Option{mail.WithTimeout(postLimit), mail.WithTLSPolicy(mail.TLSOpportunistic)}
	if u.Scheme == "smtps" {
		options = append(options, mail.WithSSLPort(false))
	}
	if port := u.Port(); port != "" {
		n, err := strconv.Atoi(port)
		if err != nil {
			return nil, ErrPostAddress
		}
		options = append(options, mail.WithPort(n))
	}
	if u.User != nil {
		password, _ := u.User.Password()
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password), mail.WithTLSPolicy(mail.TLSMandatory))
	}
	client, err := mail.NewClient(u.Hostname(), options...)
	if err != nil {
		return nil, ErrPostAddress
	}
	return &Post{client: client, from: from}, nil
}

// Send sends one mail: ErrRejected is final, ErrPostAway is worth another try.
func (p *Post) Send(ctx context.Context, m Mail) error {
	message, err := p.message(m)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, postLimit)
	defer cancel()
	if err := p.client.DialAndSendWithContext(ctx, message); err != nil {
		var fault *mail.SendError
		if errors.As(err, &fault) && !fault.IsTemp() {
			return ErrRejected
		}
		return ErrPostAway
	}
	return nil
}

func (p *Post) message(m Mail) (*mail.Msg, error) {
	message := mail.NewMsg()
	if err := errors.Join(message.From(p.from), message.To(m.To)); err != nil {
		return nil, fmt.Errorf("%w: an address is wrong", ErrRejected)
	}
	message.Subject(m.Subject)
	message.SetMessageIDWithValue(m.ID + "@dvcbot")
	message.SetDate()
	message.SetBodyString(mail.TypeTextPlain, m.Text)
	for _, f := range m.Files {
		if err := message.AttachReader(f.Name, bytes.NewReader(f.Data), mail.WithFileContentType(mail.ContentType(f.MIME))); err != nil {
			return nil, err
		}
	}
	return message, nil
}

// Reach tries the server without sending anything.
func (p *Post) Reach(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, postLimit)
	defer cancel()
	if err := p.client.DialWithContext(ctx); err != nil {
		return ErrPostAway
	}
	return p.client.Close()
}
