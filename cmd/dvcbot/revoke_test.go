package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestTheOfficeKeepsItsLastPerson: the last one is revoked only by force; with a second
// one there the first may go.
func TestTheOfficeKeepsItsLastPerson(t *testing.T) {
	o := newOffice(t)
	o.run("Menu\n", "chat", "--as", "office")
	first, _, _ := strings.Cut(o.run("", "people"), "\t")
	revokes := []string{"revoke", "--person", first, "--role", "office"}
	if code, said := o.code("", revokes...); code != exitWarnings || !strings.Contains(said, "dvcbot invite --role office") {
		t.Errorf("the last one: %d %s", code, said)
	}
	if out := o.run("", "people"); !strings.Contains(out, "office") {
		t.Fatalf("taken all the same: %s", out)
	}
	var made struct{ Say string }
	if err := json.Unmarshal([]byte(o.run("", "invite", "--role", "office", "--json")), &made); err != nil {
		t.Fatal(err)
	}
	o.run(made.Say+"\n", "chat", "--as", "staff")
	o.run("", revokes...)
	second := ""
	for _, line := range strings.Split(o.run("", "people"), "\n") {
		if id, rest, _ := strings.Cut(line, "\t"); strings.Contains(rest, "office") {
			second = id
		}
	}
	if second == "" || second == first {
		t.Fatalf("the office is %q", second)
	}
	o.run("", "revoke", "--force", "--person", second, "--role", "office")
	if out := o.run("", "people"); strings.Contains(out, "office") {
		t.Errorf("forced: %s", out)
	}
}
