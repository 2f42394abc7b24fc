package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms says what each room may import of ours, a line each.
var rooms = map[string][]string{
	"bot":                       {"chat", "dialogs", "directive", "people", "roster", "words"},
	"bot/telegram":              {"chat", "bot", "words"},
	"bot/telegram/telegramtest": {},
	"bot/terminal":              {"chat", "bot", "words"},
	"bot/web":                   {"chat", "bot", "words"},
	"chat":                      {},
	"dialogs":                   {"chat", "directive", "people", "roster", "roster/sheet", "understand", "words"},
	"directive":                 {"words"},
	"draw":                      {"directive", "words"},
	"office":                    {"chat", "directive", "paper", "people", "roster", "roster/sheet", "words"},
	"paper":                     {},
	"people":                    {"chat", "directive", "words"},
	"reminders":                 {"chat", "directive", "people", "roster", "words"},
	"roster":                    {"chat", "directive", "words"},
	"roster/sheet":              {"directive", "paper", "roster", "words"},
	"storage":                   {"chat", "directive", "people", "roster"},
	"storage/mongo":             {"storage", "chat", "directive", "people", "roster"},
	"storage/sqlite":            {"storage", "chat", "directive", "people", "roster"},
	"storage/storagetest":       {"storage", "chat", "directive", "people", "roster"},
	"understand":                {"directive"},
	"words":                     {},
}

// guests says which one room a third-party module belongs to.
var guests = map[string]string{
	"git.sr.ht/~sbinet/gg":                               "draw",
	"github.com/go-fonts/liberation":                     "draw",
	"github.com/go-telegram-bot-api/telegram-bot-api/v5": "bot/telegram",
	"github.com/looplab/fsm":                             "dialogs",
	"github.com/robfig/cron/v3":                          "reminders",
	"github.com/santhosh-tekuri/jsonschema":              "directive",
	"github.com/tink-crypto/tink-go/v2":                  "storage",
	"github.com/wneessen/go-mail":                        "office",
	"github.com/xuri/excelize/v2":                        "roster/sheet",
	"go.mongodb.org/mongo-driver/v2":                     "storage/mongo",
	"golang.org/x/image":                                 "draw",
	"modernc.org/sqlite":                                 "storage/sqlite",
}

const module = "github.com/dvcbot/dvcbot/"

func TestRoomsImportOnlyWhatTheyMay(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		path, imports, _ := strings.Cut(line, " ")
		room := strings.TrimPrefix(path, module)
		may, known := rooms[room]
		if strings.HasPrefix(room, "cmd/") {
			continue
		}
		if !known {
			t.Errorf("%s is not in the plan of the rooms", room)
			continue
		}
		seen++
		for _, other := range strings.Fields(imports) {
			if ours, ok := strings.CutPrefix(other, module); ok && !slices.Contains(may, ours) {
				t.Errorf("%s imports %s", room, ours)
			}
			for guest, host := range guests {
				if strings.HasPrefix(other, guest) && room != host {
					t.Errorf("%s imports %s, which belongs to %s", room, guest, host)
				}
			}
		}
	}
	if seen != len(rooms) {
		t.Errorf("%d rooms found, %d planned", seen, len(rooms))
	}
}
