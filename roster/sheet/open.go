package sheet

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
)

// Open reads the tables of a file; name is only looked at for its ending and as the
// name of the table of a .csv. What cannot be taken is a *Refusal.
func Open(ctx context.Context, name string, raw []byte) ([]Table, error) {
	if len(raw) > MaxBytes {
		return nil, refuse("too_large")
	}
	switch kind := sniff(raw); kind {
	case "zip":
		return openXLSX(ctx, raw)
	case "text":
		return openCSV(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), raw)
	default:
		return nil, refuse(kind)
	}
}

// magics are the first bytes of files that are told apart.
var magics = []struct{ magic, kind string }{
	{"PK\x03\x04", "zip"}, {"PK\x05\x06", "not_a_sheet"}, {"\x89PNG", "picture"}, {"\xff\xd8\xff", "picture"}, {"GIF8", "picture"},
	{"BM", "picture"}, {"II*\x00", "picture"}, {"MM\x00*", "picture"}, {"%PDF", "not_a_sheet"}, {"{\\rtf", "not_a_sheet"},
	{"\x09\x08", "old_format"}, {"\x09\x04\x06", "old_format"}, {"\x09\x02\x06", "old_format"}, {"\x09\x00\x04", "old_format"},
	{"Rar!", "not_a_sheet"}, {"7z\xbc\xaf", "not_a_sheet"}, {"\x1f\x8b", "not_a_sheet"},
}

// compound is the container of Office files of before 2007, and of encrypted ones.
const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// sniff tells what a file is: zip, text, or the code that refuses it.
func sniff(raw []byte) string {
	head := string(raw[:min(len(raw), 64)])
	switch {
	case strings.HasPrefix(head, compound):
		return compoundKind(raw)
	case strings.HasPrefix(head, "RIFF") && strings.Contains(head, "WEBP"), len(head) > 12 && head[4:8] == "ftyp":
		return "picture"
	}
	for _, m := range magics {
		if strings.HasPrefix(head, m.magic) && (m.magic != "BM" || bytes.IndexByte(raw[:min(len(raw), 30)], 0) > 0) {
			return m.kind
		}
	}
	trimmed := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(head, "\xef\xbb\xbf")))
	for _, markup := range []string{"<html", "<!doctype", "<?xml", "<table", "<svg", "{\"", "[{"} {
		if strings.HasPrefix(trimmed, markup) {
			return "not_a_sheet"
		}
	}
	return "text"
}

func compoundKind(raw []byte) string {
	for _, stream := range []struct{ name, kind string }{{"EncryptedPackage", "encrypted"}, {"EncryptionInfo", "encrypted"}, {"Workbook", "old_format"},
		{"Book", "old_format"}} {
		if bytes.Contains(raw, utf16le(stream.name)) {
			return stream.kind
		}
	}
	return "not_a_sheet"
}

// utf16le is how the container writes the names of its streams, all of them ASCII.
func utf16le(s string) []byte {
	out := []byte{}
	for _, b := range []byte(s) {
		out = append(out, b, 0)
	}
	return out
}
