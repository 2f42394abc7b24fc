package sheet

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/dvcbot/dvcbot/directive"
)

// seeds gives a fuzz test the files of testdata.
func seeds(f *testing.F, pattern string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if filepath.Ext(file) != ".want" && len(raw) < 20_000 {
			f.Add(raw)
		}
	}
}

// sound holds what every reading must be: rows within the table, no stored form for a
// refused cell, a row that is whole only when all its cells are.
func sound(t *testing.T, o Options, tables []Table) {
	r, err := Read(context.Background(), tables, o)
	if err != nil {
		told(t, err)
		return
	}
	for _, p := range r.People {
		whole := true
		for _, j := range p.Judged {
			whole = whole && j.OK
			if !j.OK && j.Normal != "" {
				t.Errorf("%s refused and stored", j.Field)
			}
		}
		if p.Row < 1 || p.OK != whole {
			t.Errorf("row %d: %v, its cells %v", p.Row, p.OK, whole)
		}
	}
}

func FuzzPaste(f *testing.F) {
	seeds(f, "testdata/pasted/*")
	o := options(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		tables, err := Paste(o.Form, string(raw))
		if err != nil {
			told(t, err)
			return
		}
		sound(t, o, tables)
	})
}

func FuzzOpen(f *testing.F) {
	seeds(f, "testdata/files/*")
	o := options(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		tables, err := Open(context.Background(), "a", raw)
		if err != nil {
			told(t, err)
			return
		}
		sound(t, o, tables)
	})
}

func FuzzOpenDocument(f *testing.F) {
	seeds(f, "testdata/out/*.docx")
	o := options(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		tables, err := OpenDocument(context.Background(), raw)
		if err != nil {
			told(t, err)
			return
		}
		sound(t, o, tables)
		_ = Stamps(raw)
	})
}

func FuzzRecognise(f *testing.F) {
	o := options(f)
	f.Add("Số CMND/CCCD (*)")
	f.Add("STT")
	f.Fuzz(func(t *testing.T, text string) {
		h := recognise(o.Form, text)
		if again := recognise(o.Form, directive.Fold(text)); h.score == 1000 && again.id != h.id {
			t.Errorf("%q is %s, folded %s", text, h.id, again.id)
		}
	})
}
