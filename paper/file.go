package paper

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

const (
	declared  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	parts     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packages  = "http://schemas.openxmlformats.org/package/2006/"
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// A4 and its margins in millimetres: top and bottom 20 to 25, left 30 to 35, right 15
// to 20 (Nghị định 30/2020/NĐ-CP, Phụ lục I).
const (
	shortEdge, longEdge = 210, 297
	top, bottom         = 20, 20
	left, right         = 30, 15
	header              = 10
)

// Room is the width between the margins, in millimetres.
func (s Sheet) Room() int {
	if s.Landscape {
		return longEdge - left - right
	}
	return shortEdge - left - right
}

// Write writes the document as a .docx (ECMA-376). The same document gives the same
// bytes.
func (d Document) Write(w io.Writer) error {
	files := []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", relations("rId1", parts+"officeDocument", "word/document.xml") + relation("rId2", packages+"relationships/metadata/core-properties", "docProps/core.xml") +
			relation("rId3", parts+"custom-properties", "docProps/custom.xml") + "</Relationships>"},
		{"docProps/core.xml", declared + `<cp:coreProperties xmlns:cp="` + packages + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
			safe(d.Title) + `</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>`},
		{"docProps/custom.xml", d.custom()},
		{"word/_rels/document.xml.rels", relations("rId1", parts+"styles", "styles.xml") + relation("rId2", parts+"header", "header1.xml") + "</Relationships>"},
		{"word/styles.xml", styles},
		{"word/header1.xml", pageNumber},
		{"word/document.xml", d.body()},
	}
	archive := zip.NewWriter(w)
	for _, f := range files {
		part, err := archive.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(part, f.text); err != nil {
			return err
		}
	}
	return archive.Close()
}

func relations(id, kind, target string) string {
	return declared + `<Relationships xmlns="` + packages + `relationships">` + relation(id, kind, target)
}

func relation(id, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"/>`, id, kind, target)
}

const contentTypes = declared + `<Types xmlns="` + packages + `content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="` + wordType + `header+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>`

// styles: Times New Roman, single spacing, Vietnamese.
const styles = declared + `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr>` +
	`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>` +
	`<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`

const pageNumber = declared + `<w:hdr ` + wordSpace + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` +
	`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
	`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`

// custom is the part of the properties that are the maker's own.
func (d Document) custom() string {
	var b strings.Builder
	b.WriteString(declared + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">`)
	for i, name := range slices.Sorted(maps.Keys(d.Notes)) {
		_, _ = fmt.Fprintf(&b, `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:lpwstr>%s</vt:lpwstr></property>`, i+2, safe(name), safe(d.Notes[name]))
	}
	b.WriteString(`</Properties>`)
	return b.String()
}

func (d Document) body() string {
	p := &pen{}
	p.put(`%s<w:document %s><w:body>`, declared, wordSpace)
	for i, s := range d.Sheets {
		for _, part := range s.Parts {
			part.write(p)
		}
		if i < len(d.Sheets)-1 {
			p.put(`<w:p><w:pPr>`)
			s.page(p)
			p.put(`</w:pPr></w:p>`)
		} else {
			s.page(p)
		}
	}
	p.put(`</w:body></w:document>`)
	return p.String()
}

// page is the section's own size, margins and page numbers, which begin anew.
func (s Sheet) page(p *pen) {
	p.put(`<w:sectPr>`)
	if s.Numbered {
		p.put(`<w:headerReference w:type="default" r:id="rId2"/>`)
	}
	wide, high, turned := shortEdge, longEdge, ""
	if s.Landscape {
		wide, high, turned = longEdge, shortEdge, ` w:orient="landscape"`
	}
	p.put(`<w:pgSz w:w="%d" w:h="%d"%s/>`, twips(wide), twips(high), turned)
	p.put(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		twips(top), twips(right), twips(bottom), twips(left), twips(header), twips(header))
	p.put(`<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>`)
}
