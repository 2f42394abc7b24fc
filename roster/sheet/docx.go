package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// OpenDocument reads the tables of a .docx that was exported: each is one table, its
// lines numbered from 1. Whatever else a document may hold, it is not taken as a list.
func OpenDocument(ctx context.Context, raw []byte) ([]Table, error) {
	if len(raw) > MaxBytes {
		return nil, refuse("too_large")
	}
	if code, sizes := unpack(ctx, raw); code != "" && sizes["word/document.xml"] == 0 {
		return nil, refuse(code)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, refuse("corrupt")
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		return nil, refuse("not_a_sheet")
	}
	defer func() { _ = f.Close() }()
	d := documentReader{}
	if err := d.read(io.LimitReader(f, maxUnpacked)); err != nil {
		return nil, refuse("corrupt")
	}
	return d.tables, nil
}

// documentReader goes through the markup of a document.
type documentReader struct {
	tables []Table
	cells  []Cell
	text   strings.Builder
	inCell bool
	inText bool
	across int
}

func (d *documentReader) read(r io.Reader) error {
	dec := xml.NewDecoder(r)
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			d.start(t)
		case xml.EndElement:
			d.end(t.Name.Local)
		case xml.CharData:
			if d.inText && d.inCell {
				d.text.Write(t)
			}
		}
	}
}

func (d *documentReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "tbl":
		d.tables = append(d.tables, Table{})
	case "tr":
		d.cells = nil
	case "tc":
		d.inCell, d.across = true, 1
		d.text.Reset()
	case "gridSpan":
		for _, a := range t.Attr {
			if a.Name.Local == "val" {
				d.across = min(maxColumns, atoi(a.Value))
			}
		}
	case "t":
		d.inText = true
	case "br", "tab", "p":
		if d.text.Len() > 0 {
			d.text.WriteByte(' ')
		}
	}
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > maxColumns {
			return 1
		}
		n = n*10 + int(r-'0')
	}
	return max(n, 1)
}

func (d *documentReader) end(name string) {
	switch {
	case name == "t":
		d.inText = false
	case name == "tc":
		d.inCell = false
		d.cells = append(d.cells, Cell{Text: strings.TrimSpace(d.text.String())})
		for range d.across - 1 {
			d.cells = append(d.cells, Cell{})
		}
	case name == "tr" && len(d.tables) > 0:
		t := &d.tables[len(d.tables)-1]
		t.Lines = append(t.Lines, Line{Number: len(t.Lines) + 1, Cells: d.cells})
	}
}
