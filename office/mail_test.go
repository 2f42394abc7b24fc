package office

import (
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// box is a mail server that keeps what it was given.
type box struct {
	mu       sync.Mutex
	to, data []string
	refuse   *smtp.SMTPError
}

func (b *box) NewSession(*smtp.Conn) (smtp.Session, error) { return &letterbox{b}, nil }

type letterbox struct{ *box }

func (l *letterbox) Reset()                               {}
func (l *letterbox) Logout() error                        { return nil }
func (l *letterbox) Mail(string, *smtp.MailOptions) error { return nil }
func (l *letterbox) Rcpt(to string, _ *smtp.RcptOptions) error {
	if l.refuse != nil {
		return l.refuse
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.to = append(l.to, to)
	return nil
}

func (l *letterbox) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.data = append(l.data, string(raw))
	return err
}

func served(t *testing.T, b *box) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(b)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return "smtp://" + listener.Addr().String()
}

func posted(t *testing.T, address string) error {
	t.Helper()
	p, err := NewPost(address, "dvcbot@phugiao.example")
	if err != nil {
		t.Fatal(err)
	}
	return p.Send(t.Context(), Mail{To: "nhan@tinh.example", Subject: "Báo cáo kết quả", Text: "Kính gửi.", ID: "job-1",
		Files: []Attachment{{Name: "bao-cao.docx", MIME: "application/octet-stream", Data: []byte("nội dung")}}})
}

func TestAMailArrivesWithItsFile(t *testing.T) {
	b := &box{}
	if err := posted(t, served(t, b)); err != nil {
		t.Fatal(err)
	}
	if len(b.to) != 1 || b.to[0] != "nhan@tinh.example" || len(b.data) != 1 || !strings.Contains(b.data[0], "bao-cao.docx") || !strings.Contains(b.data[0], "<job-1@dvcbot>") {
		t.Errorf("arrived: %v %v", b.to, b.data)
	}
}

func TestARefusalIsFinalAndAnAbsenceIsNot(t *testing.T) {
	b := &box{refuse: &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}}
	if err := posted(t, served(t, b)); !errors.Is(err, ErrRejected) {
		t.Errorf("refused: %v", err)
	}
	b = &box{refuse: &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}}
	if err := posted(t, served(t, b)); !errors.Is(err, ErrPostAway) {
		t.Errorf("busy: %v", err)
	}
	if err := posted(t, "smtp://127.0.0.1:1"); !errors.Is(err, ErrPostAway) {
		t.Errorf("away: %v", err)
	}
}

func TestABadAddressNamesNoSecret(t *testing.T) {
	for _, address := range []string{"", "http://host", "smtp://", "smtp://u:secret@", "smtp://u:secret@h:port"} {
		if _, err := NewPost(address, "a@b.example"); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := NewPost("smtp://host", "nobody"); !errors.Is(err, ErrPostSender) {
		t.Errorf("sender: %v", err)
	}
}
