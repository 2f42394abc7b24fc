package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func line(text string, align Align) Paragraph {
	return Paragraph{Runs: []Run{{Text: text}}, Align: align}
}

func specimen() Document {
	head := Table{Widths: []int{70, 95}, Rows: [][]Cell{{
		{Parts: []Paragraph{line("UBND HUYỆN", Centre), Strong("UBND XÃ AN BÌNH", Centre, 13), Rule(70, 25), line("Số:       /BC-UBND", Centre)}},
		{Parts: []Paragraph{Strong("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Centre, 12), Strong("Độc lập - Tự do - Hạnh phúc", Centre, 13), Rule(95, 60)}}}}}
	list := Table{Widths: []int{12, 60, 60, 60}, Head: 2, Bordered: true, Rows: [][]Cell{
		{{Parts: []Paragraph{line("STT", Centre)}, Down: true, Middle: true}, {Parts: []Paragraph{line("Họ và tên", Centre)}, Down: true}, {Parts: []Paragraph{line("Quyền", Centre)}, Across: 2}},
		{{Under: true}, {Under: true}, {Parts: []Paragraph{line("Thủ tục", Centre)}}, {Parts: []Paragraph{line("Phản ánh & kiến nghị <1>", Centre)}}}}}
	for range 60 {
		list.Rows = append(list.Rows, []Cell{{Parts: []Paragraph{line("1", Centre)}}, {Parts: []Paragraph{line("Nguyễn Thị Ước", Left)}}, {}, {Parts: []Paragraph{line("X", Centre)}}})
	}
	return Document{Title: "Báo cáo", Notes: map[string]string{"dvcbot": "A1 \x00 <b>"}, Sheets: []Sheet{
		{Numbered: true, Parts: []Part{head, Strong("BÁO CÁO", Centre, 14), Paragraph{Runs: []Run{{Text: "Đoạn văn, "}, {Text: "đậm", Bold: true}, {Text: " và nghiêng.", Italic: true}}, Align: Justify, Indent: 10, Before: 6}}},
		{Landscape: true, Numbered: true, Parts: []Part{list}}}}
}

func written(t *testing.T) map[string]string {
	t.Helper()
	var file bytes.Buffer
	if err := specimen().Write(&file); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(raw)
	}
	return parts
}

func TestEveryPartIsWellFormed(t *testing.T) {
	parts := written(t)
	if len(parts) != 8 {
		t.Errorf("%d parts", len(parts))
	}
	for name, text := range parts {
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func TestThePageIsAsTheDecreeWantsIt(t *testing.T) {
	body := written(t)["word/document.xml"]
	for what, want := range map[string]string{
		"A4 upright": `<w:pgSz w:w="11906" w:h="16838"/>`, "A4 lying": `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`,
		"margins": `w:top="1134" w:right="850" w:bottom="1134" w:left="1701"`, "no number on the first page": `<w:titlePg/>`,
		"heading on every page": `<w:tblHeader/>`, "escaped": `Phản ánh &amp; kiến nghị &lt;1&gt;`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s: no %s", what, want)
		}
	}
	if !strings.Contains(written(t)["word/styles.xml"], "Times New Roman") {
		t.Error("no Times New Roman")
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	var one, two bytes.Buffer
	if err := errors.Join(specimen().Write(&one), specimen().Write(&two)); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("they differ", err)
	}
}
