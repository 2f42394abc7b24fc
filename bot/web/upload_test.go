package web

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// form is a multipart form with an id and a file.
func form(t *testing.T, id, name string, content []byte) (kind string, body *bytes.Buffer) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	if err := w.WriteField("id", id); err != nil {
		t.Fatal(err)
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err != nil || w.Close() != nil {
		t.Fatal("no form", err)
	}
	return w.FormDataContentType(), body
}

// send posts a form with a file and gives what came back.
func (s *site) send(path string, header http.Header, id, name string, content []byte) (int, string) {
	s.t.Helper()
	kind, body := form(s.t, id, name, content)
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.at+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	for k := range header {
		r.Header.Set(k, header.Get(k))
	}
	r.Header.Set("Content-Type", kind)
	got, err := s.http.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	raw, err := io.ReadAll(got.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return got.StatusCode, string(raw)
}

// withFiles is a site that takes files and notes what it kept.
func withFiles(t *testing.T) (*site, map[string]Upload) {
	s, kept := open(t, steps), map[string]Upload{}
	s.page.Keep = func(_ context.Context, _ chat.Address, id string, u Upload) (chat.FileRef, error) {
		kept[id] = u
		return chat.FileRef{Ref: id, Name: u.Name, MIME: u.MIME, Size: int64(len(u.Bytes))}, nil
	}
	s.get("/")
	return s, kept
}

func TestAFileIsHeardAsAnyChannelsDocument(t *testing.T) {
	s, kept := withFiles(t)
	if page := s.get("/"); !strings.Contains(page, `action="/tep" enctype="multipart/form-data"`) {
		t.Error("the page has no form for a file")
	}
	code, page := s.send("/tep", nil, "một-1", `C:\ds\Danh sách.xlsx`, []byte("nội dung"))
	in := s.heard[len(s.heard)-1]
	if code != http.StatusOK || in.Kind != chat.Sent || in.File == nil || in.File.Name != "Danh sách.xlsx" || in.File.Size != int64(len("nội dung")) {
		t.Fatalf("%d %+v %+v", code, in, in.File)
	}
	if string(kept[in.ID].Bytes) != "nội dung" || !strings.Contains(page, "Tệp: Danh sách.xlsx") {
		t.Errorf("kept %d bytes; on the page: %v", len(kept[in.ID].Bytes), strings.Contains(page, "Tệp: "))
	}
	heard := len(s.heard)
	for range 2 {
		if code, body := s.send("/tep", http.Header{script: {"1"}}, "again-7", "a.csv", []byte("x")); code != http.StatusNoContent || body != "" {
			t.Errorf("to a script: %d %q", code, body)
		}
	}
	if len(s.heard) != heard+1 {
		t.Errorf("one file sent twice is heard %d times", len(s.heard)-heard)
	}
}

func TestAPictureIsKnownByItsBytes(t *testing.T) {
	s, _ := withFiles(t)
	s.send("/tep", nil, "a", "list.xlsx", []byte("\xff\xd8\xff\xe0 picture"))
	if in := s.heard[len(s.heard)-1]; in.File == nil || in.File.MIME != "image/jpeg" {
		t.Errorf("%+v", in.File)
	}
}

func TestWhatIsNoFileIsRefusedWithASentence(t *testing.T) {
	s, kept := withFiles(t)
	heard := len(s.heard)
	for name, c := range map[string]struct {
		size int
		file string
		code int
		key  string
	}{
		"just over the limit": {maxFile + 1, "a.xlsx", http.StatusRequestEntityTooLarge, "web.file.large"},
		"far over the limit":  {4 * maxFile, "a.xlsx", http.StatusRequestEntityTooLarge, "web.file.large"},
		"no file chosen":      {0, "", http.StatusBadRequest, "web.file.unchosen"},
	} {
		for _, header := range []http.Header{nil, {script: {"1"}}} {
			code, body := s.send("/tep", header, "x", c.file, make([]byte, c.size))
			if code != c.code || !strings.Contains(body, words.Say(c.key)) || strings.Contains(body, "<html") == (header != nil) {
				t.Errorf("%s: %d %q", name, code, body)
			}
		}
	}
	if len(s.heard) != heard || len(kept) != 0 {
		t.Errorf("heard %d, kept %d", len(s.heard)-heard, len(kept))
	}
	if code, _ := s.send("/tep", http.Header{"Sec-Fetch-Site": {"cross-site"}}, "x", "a.xlsx", []byte("x")); code != http.StatusForbidden {
		t.Errorf("from another site: %d", code)
	}
}

func TestAPageWithoutAStoreForFilesAsksForNone(t *testing.T) {
	s := open(t, steps)
	if page := s.get("/"); strings.Contains(page, `type="file"`) {
		t.Error("it asks for a file")
	}
	if code, _ := s.send("/tep", nil, "x", "a.xlsx", []byte("x")); code != http.StatusNotFound {
		t.Errorf("%d", code)
	}
}
