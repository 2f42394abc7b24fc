package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
)

// Limits of what a file may unpack to. An honest sheet of MaxRows takes a tenth of it.
const (
	maxUnpacked = 64 << 20
	maxParts    = 2000
	maxRatio    = 200
)

// unpack looks at every part of a zip before anything opens it: how large it really
// is, and what it is. It gives the code that refuses it, or "".
func unpack(ctx context.Context, raw []byte) (string, map[string]int64) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return "corrupt", nil
	}
	if len(z.File) > maxParts {
		return "bomb", nil
	}
	sizes, total := map[string]int64{}, int64(0)
	for _, f := range z.File {
		if ctx.Err() != nil {
			return "too_large", nil
		}
		if f.Flags&1 != 0 {
			return "encrypted", nil
		}
		n, err := inflate(f, maxUnpacked-total)
		total += n
		if total >= maxUnpacked || n > 1<<20 && uint64(n) > maxRatio*max(f.CompressedSize64, 1) {
			return "bomb", nil
		}
		if err != nil {
			return "corrupt", nil
		}
		sizes[strings.TrimPrefix(f.Name, "/")] = n
	}
	return contents(sizes, z), sizes
}

func inflate(f *zip.File, limit int64) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer func() { _ = r.Close() }()
	n, err := io.Copy(io.Discard, io.LimitReader(r, limit+1))
	return n, err
}

// parts tell what a package is by a part that it has.
var refusedParts = []struct{ part, code string }{
	{"xl/vbaProject.bin", "macro"}, {"xl/workbook.bin", "old_format"}, {"xl/externalLinks/", "external_links"}, {"xl/connections.xml", "external_links"},
	{"xl/queryTables/", "external_links"}, {"word/document.xml", "not_a_sheet"}, {"ppt/presentation.xml", "not_a_sheet"}, {"content.xml", "not_a_sheet"},
}

func contents(sizes map[string]int64, z *zip.Reader) string {
	for _, p := range refusedParts {
		for name := range sizes {
			if name == p.part || strings.HasSuffix(p.part, "/") && strings.HasPrefix(name, p.part) {
				return p.code
			}
		}
	}
	types, ok := sizes["[Content_Types].xml"]
	if !ok {
		return "not_a_sheet"
	}
	if types > 1<<20 {
		return "bomb"
	}
	listed := content(z, "[Content_Types].xml")
	switch {
	case strings.Contains(listed, "macroEnabled"):
		return "macro"
	case !strings.Contains(listed, "spreadsheetml"):
		return "not_a_sheet"
	}
	return ""
}

func content(z *zip.Reader, name string) string {
	for _, f := range z.File {
		if strings.TrimPrefix(f.Name, "/") != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return ""
		}
		defer func() { _ = r.Close() }()
		raw, _ := io.ReadAll(io.LimitReader(r, 1<<20))
		return string(raw)
	}
	return ""
}
