package main

import (
	"bytes"
	"strings"
	"testing"
)

// code runs a command and gives its exit code with what it said.
func (o office) code(stdin string, args ...string) (int, string) {
	var said bytes.Buffer
	code := run(o.t.Context(), console{strings.NewReader(stdin), &said, &said, func(k string) string { return o.env[k] }}, args)
	return code, said.String()
}

func TestErasingByNumberByRowAndByPerson(t *testing.T) { erasing(t, newOffice(t)) }

func TestErasingOnMongoDB(t *testing.T) { erasing(t, newMongoOffice(t)) }

func erasing(t *testing.T, o office) {
	o.run(threePeople, "chat", "--as", "head:UBND xã An Bình")
	if code, said := o.code("0950 000 123\n", "erase", "--phone", "-"); code != exitWarnings || !strings.Contains(said, "UBND xã An Bình") || !strings.Contains(said, "Chưa xóa gì") {
		t.Errorf("asked first: %d %s", code, said)
	}
	if rows := rowsOf(t, o.run("", "roster", "export", "-o", "-")); len(rows) != 3 {
		t.Fatalf("%d rows before", len(rows))
	}
	o.run("0950 000 123\n", "erase", "--phone", "-", "--yes")
	rows := rowsOf(t, o.run("", "roster", "export", "-o", "-"))
	if len(rows) != 2 || rows[0]["full_name"] != "Trần Thị Bình" {
		t.Fatalf("after the number: %v", rows)
	}
	row, _ := rows[0]["id"].(string)
	o.run("", "erase", "--row", row, "--yes")
	if rows = rowsOf(t, o.run("", "roster", "export", "-o", "-")); len(rows) != 1 || rows[0]["full_name"] != "Lê Văn Cường" {
		t.Fatalf("after the row: %v", rows)
	}
	person, _, _ := strings.Cut(o.run("", "people"), "\t")
	o.run("", "erase", "--person", person, "--yes")
	if out := o.run("", "people"); strings.Contains(out, "head:") {
		t.Errorf("people: %s", out)
	}
	if out := o.run("menu\n", "chat", "--as", "head:UBND xã An Bình"); !strings.Contains(out, "Danh sách của đơn vị") {
		t.Errorf("cannot come again: %s", out)
	}
	for _, bad := range [][]string{{"erase"}, {"erase", "--phone", "0950000123"}} {
		if code, _ := o.code("", bad...); code != exitUsage {
			t.Errorf("%v: %d", bad, code)
		}
	}
	if code, _ := o.code("", "erase", "--row", "nothing", "--yes"); code != exitWarnings {
		t.Errorf("nothing found: %d", code)
	}
}
