package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"
)

// TestRotatingOnMongoDB: one replica is rotated at once; of several the command wants
// the file to be everywhere first. What was kept opens before, between and after.
func TestRotatingOnMongoDB(t *testing.T) {
	o := newMongoOffice(t)
	o.run(threePeople, "chat", "--as", "head:UBND xã An Bình")
	whole := func() {
		t.Helper()
		if rows := rowsOf(t, o.run("", "roster", "export", "-o", "-")); len(rows) != 3 || rows[0]["full_name"] == "" {
			t.Fatalf("rows %v", rows)
		}
	}
	if said := o.run("", "keyset", "rotate"); !strings.Contains(said, "Đã đổi khóa") {
		t.Error(said)
	}
	whole()
	h, err := openHouse(t.Context(), console{strings.NewReader(""), io.Discard, io.Discard, func(k string) string { return o.env[k] }}, false, "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.store.Close() }()
	for _, name := range []string{"a", "b"} {
		if _, err := h.store.Hold(context.Background(), "replica/"+name, name, time.Now(), time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	if code, said := o.code("", "keyset", "rotate"); code != exitFaults || !strings.Contains(said, "--only file") {
		t.Errorf("two replicas: %d %s", code, said)
	}
	if said := o.run("", "keyset", "rotate", "--only", "file"); !strings.Contains(said, "--only data") {
		t.Error(said)
	}
	whole()
	if said := o.run("", "keyset", "rotate", "--only", "data"); !strings.Contains(said, "Đã đổi khóa") {
		t.Error(said)
	}
	whole()
}
