package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
	"github.com/dvcbot/dvcbot/directive"
	offices "github.com/dvcbot/dvcbot/office"
	"github.com/dvcbot/dvcbot/people"
)

// examine opens an office's house for inspections.
func examine(t *testing.T, o office) *house {
	t.Helper()
	h, found := examined(t.Context(), console{strings.NewReader(""), os.Stderr, os.Stderr, func(k string) string { return o.env[k] }})
	if !found.OK {
		t.Fatal(found.Say)
	}
	t.Cleanup(func() { _ = h.store.Close() })
	return h
}

// TestEveryInspectionCanFail breaks each thing that doctor tries.
func TestEveryInspectionCanFail(t *testing.T) {
	strange := httptest.NewServer(http.NotFoundHandler())
	defer strange.Close()
	platform := telegramtest.New()
	defer platform.Close()
	breaks := map[string]func(h *house) finding{
		"directive": func(h *house) finding {
			h.directives = []*directive.Directive{{ID: "x", Date: "2020-13-40"}}
			return inspectDirectives(t.Context(), h)
		},
		"store": func(h *house) finding {
			ended, cancel := context.WithCancel(t.Context())
			cancel()
			return inspectStore(ended, h)
		},
		"keyset": func(h *house) finding {
			if err := os.Chmod(h.settings.keyset, 0o644); err != nil {
				t.Fatal(err)
			}
			return inspectKeyset(t.Context(), h)
		},
		"backup": func(h *house) finding {
			folder := t.TempDir()
			if err := h.backup(t.Context(), console{out: io.Discard}, folder, folder); err != nil {
				t.Fatal(err)
			}
			if found := inspectBackup(t.Context(), h); found.code() != exitFine || found.Say == "" {
				t.Errorf("whole, yet %+v", found)
			}
			if err := os.Link(h.settings.keyset, filepath.Join(folder, "copied.json")); err != nil {
				t.Fatal(err)
			}
			return inspectBackup(t.Context(), h)
		},
		"retention": func(h *house) finding {
			gap := people.AddGap{Gap: people.NewGap("old", "949", "câu hỏi", time.Now().AddDate(0, 0, -h.settings.days-1))}
			if err := h.store.Apply(t.Context(), gap); err != nil {
				t.Fatal(err)
			}
			return inspectRetention(t.Context(), h)
		},
		"space": func(*house) finding { return spaceIn(t.TempDir(), 1<<62) },
		"zone":  func(*house) finding { return zoneNamed("Asia/Nowhere") },
		"clock": func(h *house) finding { return twice(t, h) },
		"listen": func(h *house) finding {
			h.settings.listen = strings.TrimPrefix(strange.URL, "http://")
			return inspectListen(t.Context(), h)
		},
		"telegram": func(h *house) finding {
			h.settings.telegram = telegramSettings{token: "1:wrong", api: platform.URL}
			return inspectTelegram(t.Context(), h)
		},
		"telegram webhook": func(h *house) finding {
			platform.Break("Connection refused")
			h.settings.telegram = telegramSettings{token: platform.Token, api: platform.URL, hook: "https://elsewhere.example/hooks/telegram"}
			return inspectWebhook(t.Context(), h)
		},
		"mail": func(h *house) finding {
			post, err := offices.NewPost("smtp://127.0.0.1:1", "dvcbot@phugiao.example")
			if err != nil {
				t.Fatal(err)
			}
			h.settings.post = post
			return inspectMail(t.Context(), h)
		},
		"public": func(h *house) finding { h.settings.publicURL = strange.URL; return inspectPublic(t.Context(), h) },
	}
	for _, one := range inspections {
		broken, ok := breaks[one.name]
		if !ok {
			t.Errorf("%s: no test in which it fails", one.name)
			continue
		}
		t.Run(one.name, func(t *testing.T) {
			h := examine(t, newOffice(t))
			if found := one.try(t.Context(), h); found.Say != "" && found.code() == exitFaults {
				t.Errorf("whole, yet %s", found.Say)
			}
			if found := broken(h); found.code() == exitFine || found.Say == "" {
				t.Errorf("broken, yet %+v", found)
			}
		})
	}
}

// twice looks at the clock, puts it back by an hour, and looks again.
func twice(t *testing.T, h *house) finding {
	if found := clockAt(t.Context(), h, time.Now()); !found.OK {
		t.Error(found.Say)
	}
	return clockAt(t.Context(), h, time.Now().Add(-time.Hour))
}

func TestDoctorNamesEveryFaultOfTheSettings(t *testing.T) {
	o := newOffice(t)
	o.env["DVCBOT_RATE"], o.env["DVCBOT_LOG"] = "nhiều", "giấy"
	_, found := examined(t.Context(), console{strings.NewReader(""), os.Stderr, os.Stderr, func(k string) string { return o.env[k] }})
	if found.OK || !strings.Contains(found.Say, "DVCBOT_RATE") || !strings.Contains(found.Say, "DVCBOT_LOG") {
		t.Errorf("%+v", found)
	}
}

func TestDoctorAsksTheRunningService(t *testing.T) {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(healthy)) }))
	o := newOffice(t)
	o.env["DVCBOT_LISTEN"] = strings.TrimPrefix(service.URL, "http://")
	o.run("", "doctor", "--live")
	service.Close()
	code := run(t.Context(), console{strings.NewReader(""), os.Stderr, os.Stderr, func(k string) string { return o.env[k] }}, []string{"doctor", "--live"})
	if code != exitFaults {
		t.Errorf("a dead service: %d", code)
	}
}

func TestAKeysetBesideTheDataIsWarnedOf(t *testing.T) {
	o := newOffice(t)
	if found := inspectKeyset(t.Context(), examine(t, o)); !found.Warn {
		t.Errorf("%+v", found)
	}
	o = newOffice(t)
	o.env["DVCBOT_KEYSET"] = filepath.Join(t.TempDir(), "keyset.json")
	if found := inspectKeyset(t.Context(), examine(t, o)); found.Warn || !found.OK {
		t.Errorf("%+v", found)
	}
}
