package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/dvcbot/dvcbot/roster"
)

// some are two units' forms: ids that begin with zero, a row without a mark, and more
// people than a page holds.
func some(o Options) []Filled {
	all := []Filled{}
	for n, id := range []string{"an-binh", "noi-vu"} {
		u, _ := o.Directive.Unit(id)
		r := roster.Roster{Key: roster.KeyAt(o.Directive, o.Form.ID, id, now), Version: int64(3 + n)}
		for i := range 25 {
			k := strconv.Itoa(100 + i)
			cells := map[string]string{"full_name": "Nguyễn Thị Bình", "position": "Chuyên viên", "national_id": "0740850" + strconv.Itoa(n) + "1" + k, "phone": "0912345" + k, "pakn": "x"}
			if i == 1 {
				cells["position"], cells["pakn"] = "Phó Chủ tịch UBND xã", ""
			}
			roster.Complete(o.Form, u.Name, "", cells)
			r.Rows = append(r.Rows, roster.Row{ID: id + k, Cells: cells})
		}
		all = append(all, Filled{u, r})
	}
	return all
}

var writers = map[string]func(Page, io.Writer) error{"xlsx": Page.WriteXLSX, "docx": Page.WriteDOCX, "csv": Page.WriteCSV}

// TestWhatGoesOutComesBackTheSame writes the form, reads it again, and finds no
// difference; also in files that LibreOffice has opened and saved.
func TestWhatGoesOutComesBackTheSame(t *testing.T) {
	o := options(t)
	all := some(o)
	for format, write := range writers {
		var b bytes.Buffer
		if err := write(Lay(o.Form, all), &b); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile("testdata/out/form."+format, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		unchanged(t, o, all, "form."+format, b.Bytes(), format != "csv")
	}
	for _, file := range []string{"saved.xlsx", "saved.docx"} {
		raw, err := os.ReadFile("testdata/out/" + file)
		if err != nil {
			t.Fatal(err)
		}
		unchanged(t, o, all, file, raw, true)
	}
}

func unchanged(t *testing.T, o Options, all []Filled, name string, raw []byte, stamped bool) {
	open := Open
	if strings.HasSuffix(name, ".docx") {
		open = func(ctx context.Context, _ string, raw []byte) ([]Table, error) { return OpenDocument(ctx, raw) }
	}
	tables, err := open(context.Background(), name, raw)
	if err != nil {
		t.Fatal(name, err)
	}
	r, err := Read(context.Background(), tables, o)
	if err != nil {
		t.Fatal(name, err)
	}
	for i, f := range all {
		own := []Person{}
		for _, p := range r.People {
			if p.Unit == f.Unit.Name {
				own = append(own, p)
			}
		}
		if c := Compare(o.Form, f.Unit, f.Roster, own); !c.Same() || len(own) != len(f.Roster.Rows) {
			t.Errorf("%s, %s: %d rows, %d changed, %d added, %d missing, %d bad", name, f.Unit.ID, len(own), len(c.Changed), len(c.Added), len(c.Missing), len(c.Bad))
		}
		if !stamped {
			continue
		}
		stamps := Stamps(raw)
		if len(stamps) != 2 || stamps[i] != (Stamp{f.Unit.ID, f.Roster.Version, roster.Print(o.Form, f.Roster.Key, f.Roster.Rows)}) {
			t.Errorf("%s: stamps %v", name, stamps)
		}
	}
}

// TestAChangedCellIsFound changes a phone, drops a row and adds one.
func TestAChangedCellIsFound(t *testing.T) {
	o := options(t)
	f := some(o)[0]
	f.Roster.Rows = f.Roster.Rows[:3]
	file := f
	file.Roster.Rows = append([]roster.Row{}, f.Roster.Rows[:2]...)
	first := map[string]string{}
	for id, cell := range f.Roster.Rows[0].Cells {
		first[id] = cell
	}
	first["phone"] = "0987654321"
	file.Roster.Rows[0].Cells = first
	file.Roster.Rows = append(file.Roster.Rows, roster.Row{Cells: map[string]string{"full_name": "Lê Văn Mới", "position": "Chuyên viên", "national_id": "280000777", "phone": "0901000222"}})
	var b bytes.Buffer
	if err := Lay(o.Form, []Filled{file}).WriteXLSX(&b); err != nil {
		t.Fatal(err)
	}
	tables, err := Open(context.Background(), "a.xlsx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(context.Background(), tables, o)
	if err != nil {
		t.Fatal(err)
	}
	c := Compare(o.Form, f.Unit, f.Roster, r.People)
	if len(c.Changed) != 1 || c.Changed[0].Column.ID != "phone" || c.Changed[0].Is != "0987654321" || len(c.Added) != 1 || len(c.Missing) != 1 || len(c.Bad) != 0 {
		t.Errorf("%d changed, %d added, %d missing, %d bad", len(c.Changed), len(c.Added), len(c.Missing), len(c.Bad))
	}
}

// TestTheWorkbookIsTheFormAsPrinted looks at what Appendix 2 shows: title, heading of
// two levels, all three sections, text everywhere, A4 across, the heading on each page.
func TestTheWorkbookIsTheFormAsPrinted(t *testing.T) {
	o := options(t)
	var b bytes.Buffer
	if err := Lay(o.Form, some(o)).WriteXLSX(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A1": "PHỤ LỤC 2", "A2": o.Form.Printed.Under, "A4": "STT", "E4": "Số CMND", "G4": o.Form.Groups[0].Title, "G5": o.Form.Columns[5].Title,
		"A6": "A. CẤP TỈNH", "A7": "B. CẤP HUYỆN", "A8": "1.", "A33": "C. CẤP XÃ", "A34": "1.", "D34": "UBND xã An Bình", "E34": "074085001100", "H34": "X"} {
		if got, err := f.GetCellValue("PHỤ LỤC 2", cell); err != nil || got != want {
			t.Errorf("%s: %q, want %q", cell, got, want)
		}
		if formula, _ := f.GetCellFormula("PHỤ LỤC 2", cell); formula != "" {
			t.Errorf("%s is a formula", cell)
		}
	}
	layout, err := f.GetPageLayout("PHỤ LỤC 2")
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != 9 {
		t.Errorf("%+v %v", layout, err)
	}
	names := f.GetDefinedName()
	if len(names) != 1 || names[0].RefersTo != "'PHỤ LỤC 2'!$4:$5" {
		t.Errorf("print titles: %+v", names)
	}
}

// TestAnEmptyFormHasLinesToFillIn holds the template to every section and to being
// refused as a list of nobody.
func TestAnEmptyFormHasLinesToFillIn(t *testing.T) {
	o := options(t)
	for format, write := range writers {
		var b bytes.Buffer
		if err := write(Lay(o.Form, nil), &b); err != nil {
			t.Fatal(err)
		}
		if format == "docx" {
			z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
			if err != nil || !strings.Contains(content(z, "word/document.xml"), "C. CẤP XÃ") {
				t.Error("no sections in the document", err)
			}
			continue
		}
		tables, err := Open(context.Background(), "t."+format, b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if _, err = Read(context.Background(), tables, o); told(t, err) != "refused: no_rows\n" {
			t.Error(format, err)
		}
	}
}

// TestNoCellCanBecomeAFormula writes what a person may have typed into a text column.
func TestNoCellCanBecomeAFormula(t *testing.T) {
	o := options(t)
	for _, typed := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"} {
		p := Lay(o.Form, nil)
		p.Lines[1].Cells[1] = typed
		var book, list bytes.Buffer
		if err := p.WriteXLSX(&book); err != nil {
			t.Fatal(err)
		}
		if err := p.WriteCSV(&list); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(list.String(), "'"+strings.TrimSpace(typed)) && !strings.Contains(list.String(), "'"+typed) {
			t.Errorf("%q stands bare in the .csv", typed)
		}
		f, err := excelize.OpenReader(bytes.NewReader(book.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := f.GetCellValue("PHỤ LỤC 2", "C7"); err != nil || !strings.HasPrefix(got, "'") {
			t.Errorf("%q is %q in the workbook: %v", typed, got, err)
		}
	}
}
