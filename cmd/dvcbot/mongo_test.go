package main

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dvcbot/dvcbot/storage/mongo"
)

// newMongoOffice is an office whose store is a database of its own in the MongoDB that
// DVCBOT_TEST_MONGODB names.
func newMongoOffice(t *testing.T) office {
	t.Helper()
	server := os.Getenv("DVCBOT_TEST_MONGODB")
	if server == "" {
		t.Skip("left out: DVCBOT_TEST_MONGODB names no server (storage/mongo/testserver/start.sh starts one)")
	}
	o := office{t, map[string]string{"DVCBOT_KEYSET": filepath.Join(t.TempDir(), "keyset.json"),
		"DVCBOT_STORE": strings.TrimSuffix(server, "/") + "/cmd_" + strings.ToLower(rand.Text()[:16])}}
	o.run("", "keyset", "new", o.env["DVCBOT_KEYSET"])
	return o
}

// onMongoDB keeps a stage in the database of an office of its own.
func onMongoDB(t *testing.T) keeper {
	uri := newMongoOffice(t).env["DVCBOT_STORE"]
	return func(s *stage) (store, error) {
		return mongo.Open(s.t.Context(), mongo.Options{URI: uri, Keys: s.keys, Replica: "one", Now: s.clock})
	}
}

func TestTranscriptsOnMongoDB(t *testing.T) { restarted(t, onMongoDB) }

func TestAKillAtAnyMomentOnMongoDB(t *testing.T) { killAtManyMoments(t, newMongoOffice) }

func TestEveryCommandWorksOnMongoDB(t *testing.T) {
	o := newMongoOffice(t)
	o.run(threePeople, "chat", "--as", "head:UBND xã An Bình")
	if rows := rowsOf(t, o.run("", "roster", "export", "-o", "-")); len(rows) != 3 {
		t.Errorf("%d people", len(rows))
	}
	if out := o.run("", "people"); !strings.Contains(out, "head:an-binh") {
		t.Errorf("people: %s", out)
	}
	if out := o.run("", "invite", "--role", "staff"); !strings.Contains(out, "dùng một lần") {
		t.Errorf("invite: %s", out)
	}
	o.run("", "remind", "plan", "--from", "2020-09-22", "--to", "2020-10-01", "--json")
	o.run("", "doctor")
}

// TestMongoDBNeedsAKeyset: every fault is named at once, and no word of the address,
// which may hold a password.
func TestMongoDBNeedsAKeyset(t *testing.T) {
	for _, address := range []string{"mongodb://user:secretword@127.0.0.1:1/dvcbot", "mongodb://user:secretword@127.0.0.1:1", "mongodb+srv:///%zz"} {
		env := map[string]string{"DVCBOT_STORE": address, "DVCBOT_RATE": "x"}
		var faults bytes.Buffer
		code := run(t.Context(), console{strings.NewReader(""), &bytes.Buffer{}, &faults, func(k string) string { return env[k] }}, []string{"people"})
		if said := faults.String(); code != exitSettings || !strings.Contains(said, "DVCBOT_RATE") || strings.Contains(said, "secretword") {
			t.Errorf("ended with %d: %s", code, said)
		}
	}
}

func TestAMongoDBThatIsAwayIsNamedWithoutItsAddress(t *testing.T) {
	keys := filepath.Join(t.TempDir(), "keyset.json")
	env := map[string]string{"DVCBOT_STORE": "mongodb://user:secretword@127.0.0.1:1/dvcbot?serverSelectionTimeoutMS=50", "DVCBOT_KEYSET": keys}
	var faults bytes.Buffer
	talk := console{strings.NewReader(""), &bytes.Buffer{}, &faults, func(k string) string { return env[k] }}
	if code := run(t.Context(), talk, []string{"keyset", "new", keys}); code != exitFine {
		t.Fatal(faults.String())
	}
	code := run(t.Context(), talk, []string{"people"})
	if said := faults.String(); code != exitSettings || !strings.Contains(said, "DVCBOT_STORE") || strings.Contains(said, "secretword") || strings.Contains(said, "127.0.0.1") {
		t.Errorf("ended with %d: %s", code, said)
	}
}
