package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/words"
)

// typist is somebody at a terminal: what they type goes in, what is printed comes out.
type typist struct {
	t   *testing.T
	in  io.Writer
	out chan string // the lines, as they come
}

// atTerminal starts `dvcbot chat` as somebody, beside whatever serves the same store.
func (o office) atTerminal(as string) *typist {
	o.t.Helper()
	in, typed := io.Pipe()
	printed, out := io.Pipe()
	ctx, cancel := context.WithCancel(o.t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, console{in, out, io.Discard, func(k string) string { return o.env[k] }}, []string{"chat", "--as", as})
		_ = out.Close()
	}()
	o.t.Cleanup(func() {
		_ = typed.Close()
		cancel()
		if code := <-ended; code != exitFine {
			o.t.Errorf("chat ended with %d", code)
		}
	})
	y := &typist{t: o.t, in: typed, out: make(chan string, 1000)}
	go func() {
		for lines := bufio.NewScanner(printed); lines.Scan(); {
			y.out <- lines.Text()
		}
		close(y.out)
	}()
	return y
}

// types writes a line, then reads until a line holds the words.
func (y *typist) types(line, until string) string {
	y.t.Helper()
	if _, err := io.WriteString(y.in, line+"\n"); err != nil {
		y.t.Fatal(err)
	}
	return y.reads(until)
}

func (y *typist) reads(until string) string {
	y.t.Helper()
	for line := range y.out {
		if strings.Contains(line, until) {
			return line
		}
	}
	y.t.Fatalf("never read %q", until)
	return ""
}

// serves starts the service on a free port of this office's store.
func (o office) serves() string {
	o.t.Helper()
	ctx, cancel := context.WithCancel(o.t.Context())
	in, out := io.Pipe()
	ended := make(chan int, 1)
	o.env["DVCBOT_LISTEN"] = "127.0.0.1:0"
	go func() {
		ended <- run(ctx, console{nil, out, io.Discard, func(k string) string { return o.env[k] }}, []string{"serve"})
		_ = out.Close()
	}()
	o.t.Cleanup(func() {
		cancel()
		if code := <-ended; code != exitFine {
			o.t.Errorf("serve ended with %d", code)
		}
	})
	lines := bufio.NewScanner(in)
	if !lines.Scan() {
		o.t.Fatal("it does not serve")
	}
	go func() { _, _ = io.Copy(io.Discard, in) }()
	return listening.FindString(lines.Text())
}

// visitor opens links without any session.
type visitor struct {
	t  *testing.T
	at string // where the service listens
}

func (v visitor) do(r *http.Request, err error) (int, string) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	raw, err := io.ReadAll(got.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	if len(got.Cookies()) > 0 {
		v.t.Error("a link gives a session")
	}
	return got.StatusCode, string(raw)
}

func (v visitor) opens(link string) (int, string) {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.at+link, nil)
	return v.do(r, err)
}

func (v visitor) sends(link, id, name string, content []byte) (int, string) {
	v.t.Helper()
	return v.do(fileForm(v.t, v.at+link, id, name, content))
}

// fileForm is a form with a file, as a browser posts it.
func fileForm(t *testing.T, to, id, name string, content []byte) (*http.Request, error) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err := errors.Join(err, w.WriteField("id", id), w.Close()); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, to, &body)
	if err == nil {
		r.Header.Set("Content-Type", w.FormDataContentType())
	}
	return r, err
}

var hiddenID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// TestASheetComesThroughALink: a head at a terminal, which carries no files, gets a link,
// sends a sheet through it, and mends its bad cell in the terminal. Looking at the link,
// a picture and a file over the limit leave it as it was; a second file is refused.
func TestASheetComesThroughALink(t *testing.T) {
	o := newOffice(t)
	o.env["DVCBOT_PUBLIC_URL"] = "https://pg.example/"
	v := visitor{t, o.serves()}
	head := o.atTerminal("head:UBND xã An Bình")
	printed := head.types(words.Say("upload.choice"), "https://pg.example/tep/")
	at, err := url.Parse(strings.TrimSpace(printed))
	if err != nil {
		t.Fatal(err)
	}
	link := at.Path
	for range 2 {
		if code, page := v.opens(link); code != http.StatusOK || !strings.Contains(page, `enctype="multipart/form-data"`) {
			t.Fatalf("the link: %d", code)
		}
	}
	_, page := v.opens(link)
	id := hiddenID.FindStringSubmatch(page)[1]
	if code, page := v.sends(link, id, "anh.xlsx", []byte("\xff\xd8\xff\xe0 picture")); code != http.StatusUnsupportedMediaType || !strings.Contains(page, words.Say("sheet.picture")) {
		t.Errorf("a picture: %d", code)
	}
	if code, page := v.sends(link, id, "lon.xlsx", make([]byte, 5<<20+1)); code != http.StatusRequestEntityTooLarge || !strings.Contains(page, words.Say("web.file.large")) {
		t.Errorf("too large: %d", code)
	}
	sheet := []byte("Họ tên;Chức vụ;CMND;SĐT\nNguyễn Văn An;PCT;280000456;0950000127\nTrần Thị Bình;Chủ tịch UBND xã;28000O457;0370000123\n")
	for range 2 { // the same sending again, as a browser does whose line was cut
		if code, page := v.sends(link, id, "ds.csv", sheet); code != http.StatusOK || !strings.Contains(page, words.Say("web.door.back", "name", "ds.csv")) {
			t.Fatalf("the file: %d %s", code, page)
		}
	}
	if code, page := v.sends(link, "another-1", "ds.csv", sheet); code != http.StatusGone || !strings.Contains(page, words.Say("web.door.shut")) {
		t.Errorf("a second file: %d", code)
	}
	if code, _ := v.opens(link); code != http.StatusGone {
		t.Errorf("the used link: %d", code)
	}
	if code, _ := v.opens("/tep/00000000000000000000"); code != http.StatusGone {
		t.Errorf("a guessed link: %d", code)
	}
	head.reads(words.Say("paste.reading", "name", "ds.csv"))
	head.reads(words.Say("paste.read", "name", "ds.csv", "n", "2"))
	head.reads(words.Say("roster.agree"))
	head.types(words.Say("roster.agree"), words.Say("roster.mend", "value", "280000457"))
	head.types(words.Say("roster.mend", "value", "280000457"), words.Say("roster.hand"))
	out := o.run("", "roster", "export", "--format", "csv", "-o", "-")
	for _, want := range []string{"1,Nguyễn Văn An,Phó Chủ tịch,UBND xã An Bình,280000456,0950000127", "2,Trần Thị Bình,Chủ tịch UBND xã,UBND xã An Bình,280000457,0370000123"} {
		if strings.Count(out, want) != 1 {
			t.Errorf("not stored once: %s in\n%s", want, out)
		}
	}
}

// TestAnOldSheetThroughALinkIsRefusedInTheTalk, which says how to get another link.
func TestAnOldSheetThroughALinkIsRefusedInTheTalk(t *testing.T) {
	old, err := os.ReadFile(sheets + "old.xls")
	if err != nil {
		t.Fatal(err)
	}
	o := newOffice(t)
	o.env["DVCBOT_PUBLIC_URL"] = "https://pg.example"
	v := visitor{t, o.serves()}
	head := o.atTerminal("head:UBND xã An Bình")
	link := strings.TrimPrefix(strings.TrimSpace(head.types(words.Say("upload.choice"), "https://pg.example/tep/")), "https://pg.example")
	if code, _ := v.sends(link, "a-1", "ds.xls", old); code != http.StatusOK {
		t.Fatal(code)
	}
	head.reads(words.Say("sheet.old_format"))
	head.reads(words.Say("upload.again", "word", words.Say("upload.choice")))
}
