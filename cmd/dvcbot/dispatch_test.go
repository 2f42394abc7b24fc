package main

import (
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// mailbox is a mail server that keeps what it was given.
type mailbox struct {
	mu   sync.Mutex
	got  []string
	addr string
}

func (m *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &mailing{box: m}, nil }

type mailing struct {
	box *mailbox
	to  string
}

func (*mailing) Reset()                               {}
func (*mailing) Logout() error                        { return nil }
func (*mailing) Mail(string, *smtp.MailOptions) error { return nil }
func (m *mailing) Rcpt(to string, _ *smtp.RcptOptions) error {
	m.to = to
	return nil
}

func (m *mailing) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	m.box.mu.Lock()
	defer m.box.mu.Unlock()
	m.box.got = append(m.box.got, m.to+"\n"+string(raw))
	return err
}

func newMailbox(t *testing.T) *mailbox {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &mailbox{addr: listener.Addr().String()}
	server := smtp.NewServer(m)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return m
}

// TestTheOfficeSendsItsReportAfterASecondYes goes from the preview to the mail server.
func TestTheOfficeSendsItsReportAfterASecondYes(t *testing.T) {
	m, o := newMailbox(t), newOffice(t)
	o.env["DVCBOT_SMTP_URL"], o.env["DVCBOT_MAIL_FROM"] = "smtp://"+m.addr, "dvcbot@phugiao.example"
	for _, line := range strings.SplitAfter(threePeople, "\n") {
		o.run(line, "chat", "--as", "head:UBND xã An Bình")
	}
	office := []string{"chat", "--as", "office"}
	seen := o.run("/baocao\nGửi tới hieuvt@binhduong.gov.vn\nQuay lại\n", office...)
	if !strings.Contains(seen, "1/27 đơn vị đã nộp, 3 người") && !strings.Contains(seen, "đơn vị đã nộp, 3 người") || len(m.got) != 0 {
		t.Fatalf("seen %s, sent %d", seen, len(m.got))
	}
	sent := o.run("/baocao\nGửi tới hieuvt@binhduong.gov.vn\nGửi ngay\n", office...)
	if !strings.Contains(sent, "Đã gửi báo cáo kết quả bằng e-mail") {
		t.Errorf("told %s", sent)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.got) != 1 || !strings.HasPrefix(m.got[0], "hieuvt@binhduong.gov.vn\n") || !strings.Contains(m.got[0], "bao-cao-ket-qua.docx") {
		t.Fatalf("%d mails", len(m.got))
	}
}

func TestWithoutAMailServerNothingIsSaidToBeSent(t *testing.T) {
	said := newOffice(t).run("/baocao\nGửi tới hieuvt@binhduong.gov.vn\nGửi ngay\n", "chat", "--as", "office")
	if !strings.Contains(said, "Máy chưa cài máy chủ thư nên chưa gửi.") {
		t.Errorf("told %s", said)
	}
}

func TestAMisspeltSettingStopsTheStart(t *testing.T) {
	faults := misspelt([]string{"DVCBOT_TELGRAM_TOKEN=x", "DVCBOT_STORE=y", "DVCBOT_TEST_MONGODB=z", "PATH=p"})
	if len(faults) != 1 || !strings.Contains(faults[0].Error(), "DVCBOT_TELGRAM_TOKEN") {
		t.Errorf("%v", faults)
	}
}
