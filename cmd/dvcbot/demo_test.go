package main

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/bot/terminal"
	"github.com/dvcbot/dvcbot/chat"
)

// staged is a demonstration in a folder of its own.
func staged(t *testing.T) (*house, string) {
	t.Helper()
	t.Chdir(t.TempDir())
	h, err := openHouse(t.Context(), console{nil, io.Discard, io.Discard, func(string) string { return "" }}, true, "chat/test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.store.Close() })
	return h, h.directives[0].ID
}

func TestADemonstrationHasUnitsAtEveryStage(t *testing.T) {
	h, id := staged(t)
	held, err := h.store.Rosters(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	states, before := map[string]int{}, len(held)
	for _, r := range held {
		states[string(r.State)]++
		for _, row := range r.Rows {
			if id, phone := row.Cells["national_id"], row.Cells["phone"]; !strings.HasPrefix(id, "000000") || !strings.HasPrefix(phone, "095") {
				t.Errorf("%s %s may be somebody's", id, phone)
			}
		}
	}
	if states["draft"] < 2 || states["submitted"] < 2 || states["nil"] < 1 || before >= len(h.directives[0].Units) {
		t.Errorf("stages %v", states)
	}
	if err := h.seed(t.Context(), h.directives[0]); err != nil {
		t.Fatal(err)
	}
	if held, _ = h.store.Rosters(t.Context(), id); len(held) != before {
		t.Error("seeded twice")
	}
}

// TestEveryRoleSeesItsMorning looks at 8 o'clock tomorrow as each role.
func TestEveryRoleSeesItsMorning(t *testing.T) {
	h, _ := staged(t)
	for role, want := range map[string]string{"staff": "chưa đăng ký tài khoản", "head": "còn thiếu", "office": "Chưa có người phụ trách"} {
		a := terminal.Address(role)
		if err := h.playRole(t.Context(), a, role); err != nil {
			t.Fatal(err)
		}
		if err := h.tomorrow(t.Context(), a, role); err != nil {
			t.Fatal(err)
		}
		if said := waiting(t, h, a); !strings.Contains(said, want) || !strings.Contains(said, "Tin trình diễn") {
			t.Errorf("%s is told %q", role, said)
		}
	}
	a := terminal.Address("nobody")
	if err := h.tomorrow(t.Context(), a, "x"); err != nil || !strings.Contains(waiting(t, h, a), "không có tin nhắc nào") {
		t.Errorf("nobody: %v", err)
	}
}

func waiting(t *testing.T, h *house, a chat.Address) string {
	t.Helper()
	parcels, err := h.store.Claim(context.Background(), chat.Ask{By: "test", Now: time.Now(), Channels: []string{a.Channel}, Only: &a, Limit: 1})
	if err != nil || len(parcels) != 1 {
		t.Fatalf("%d parcels: %v", len(parcels), err)
	}
	var b bytes.Buffer
	for _, o := range parcels[0].Say {
		b.WriteString(o.Body.Plain() + "\n")
	}
	return b.String()
}

func TestTheOfficeOfADemonstrationSeesWhoIsMissing(t *testing.T) {
	t.Chdir(t.TempDir())
	o := office{t, map[string]string{}}
	out := o.run("Đơn vị chưa nộp\n", "chat", "--demo", "--as", "office")
	for _, want := range []string{"Chưa nộp danh sách:", "chưa bắt đầu", "trình diễn"} {
		if !strings.Contains(out, want) {
			t.Errorf("never said %q in\n%s", want, out)
		}
	}
	if out := o.run("Đơn vị chưa nộp\n", "chat", "--demo", "--as", "staff"); strings.Contains(out, "Chưa nộp danh sách:") {
		t.Error("somebody without the right sees it")
	}
}
