package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/bot/telegram"
)

func env(pairs ...string) func(string) string {
	all := map[string]string{"DVCBOT_STORE": "sqlite:x.db"}
	for i := 0; i+1 < len(pairs); i += 2 {
		all["DVCBOT_"+pairs[i]] = pairs[i+1]
	}
	return func(name string) string { return all[name] }
}

func TestEveryFaultOfTheTelegramSettingsIsListed(t *testing.T) {
	_, err := readSettings(env("TELEGRAM_TOKEN", "no token", "TELEGRAM_API", "ftp://x%y", "TELEGRAM_SECRET", "có dấu", "TELEGRAM_PROXY", "nowhere", "TELEGRAM_MODE", "carrier pigeon"), false)
	var coded exit
	if !errors.As(err, &coded) || coded.code != exitSettings {
		t.Fatal(err)
	}
	for _, name := range []string{"TOKEN", "API", "SECRET", "PROXY", "MODE"} {
		if !strings.Contains(err.Error(), "DVCBOT_TELEGRAM_"+name) {
			t.Errorf("%s is not in: %v", name, err)
		}
	}
	if _, err := readSettings(env("TELEGRAM_MODE", "poll"), false); err == nil || !strings.Contains(err.Error(), "DVCBOT_TELEGRAM_TOKEN") {
		t.Errorf("a mode without a token: %v", err)
	}
	if strings.Contains(err.Error(), "no token") {
		t.Error("the token is told")
	}
}

func TestHowUpdatesComeFollowsFromTheSettings(t *testing.T) {
	const public, hook = "https://bot.example", "https://bot.example/hooks/telegram"
	for _, one := range []struct {
		name, want string
		env        []string
		fault      bool
	}{
		{name: "no public address polls"},
		{name: "a public address is a webhook", env: []string{"PUBLIC_URL", public}, want: hook},
		{name: "behind a proxy it polls", env: []string{"PUBLIC_URL", public, "TELEGRAM_PROXY", "socks5://127.0.0.1:1080"}},
		{name: "poll is poll", env: []string{"PUBLIC_URL", public, "TELEGRAM_MODE", "poll"}},
		{name: "webhook through a proxy when asked for", env: []string{"PUBLIC_URL", public + "/", "TELEGRAM_PROXY", "http://127.0.0.1:3128", "TELEGRAM_MODE", "webhook"}, want: hook},
		{name: "a port that Telegram does not post to polls", env: []string{"PUBLIC_URL", public + ":9000"}},
		{name: "a server of one's own posts anywhere", env: []string{"PUBLIC_URL", "http://10.0.0.2:9000", "TELEGRAM_API", "http://10.0.0.3:8081"}, want: "http://10.0.0.2:9000/hooks/telegram"},
		{name: "a webhook without an address", env: []string{"TELEGRAM_MODE", "webhook"}, fault: true},
		{name: "a webhook over http", env: []string{"TELEGRAM_MODE", "webhook", "PUBLIC_URL", "http://bot.example"}, fault: true},
	} {
		s, err := readSettings(env(append(one.env, "TELEGRAM_TOKEN", "7:abc")...), false)
		if (err != nil) != one.fault || s.telegram.hook != one.want {
			t.Errorf("%s: %q, %v", one.name, s.telegram.hook, err)
		}
	}
}

// refusedFor is polling that has been refused for so long.
type refusedFor time.Duration

func (r refusedFor) Conflict(time.Time) time.Duration { return time.Duration(r) }

func TestOnlyALongConflictIsNotReady(t *testing.T) {
	h := examine(t, newOffice(t))
	for d, want := range map[time.Duration]int{0: http.StatusOK, conflictLimit - 1: http.StatusOK, conflictLimit: http.StatusServiceUnavailable} {
		w := httptest.NewRecorder()
		h.routes(http.NotFoundHandler(), refusedFor(d)).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", nil))
		if w.Code != want {
			t.Errorf("after %v: %d", d, w.Code)
		}
	}
}

func TestTheWebhookIsJudgedByWhatThePlatformSays(t *testing.T) {
	const hook = "https://bot.example/hooks/telegram"
	for _, one := range []struct {
		want string
		set  telegram.HookState
		code int
	}{
		{"", telegram.HookState{}, exitFine},
		{"", telegram.HookState{URL: hook}, exitWarnings},
		{hook, telegram.HookState{URL: hook}, exitFine},
		{hook, telegram.HookState{}, exitWarnings},
		{hook, telegram.HookState{URL: hook, Failed: time.Now(), Why: "Connection refused"}, exitFaults},
		{hook, telegram.HookState{URL: hook, Failed: time.Now().Add(-2 * recentFailure)}, exitFine},
	} {
		if got := webhookAs(one.want, one.set); got.code() != one.code {
			t.Errorf("%+v: %+v", one, got)
		}
	}
}

func TestAnInviteAsksForTheBotsNameWhenNobodyKnowsItYet(t *testing.T) {
	s := newTheatre(t)
	s.invited("UBND xã An Bình")
	s.invited("UBND xã An Bình")
	if n := len(s.platform.Calls("getMe")); n != 1 {
		t.Errorf("asked %d times", n)
	}
	s.office.env["DVCBOT_TELEGRAM_TOKEN"] = "8:other"
	if out := s.office.run("", "invite", "--role", "staff", "--json"); !strings.Contains(out, `"links":{}`) {
		t.Errorf("a link to a bot that nobody knows: %s", out)
	}
}

func TestARevokedHeadKeepsNoRoster(t *testing.T) {
	o := newOffice(t)
	o.run("Menu\n", "chat", "--as", "head:UBND xã An Bình")
	id, _, _ := strings.Cut(o.run("", "people"), "\t")
	o.run("", "revoke", "--person", id, "--role", "head", "--unit", "an binh")
	if out := o.run("", "people"); strings.Contains(out, "head:") {
		t.Error(out)
	}
	again := run(t.Context(), console{strings.NewReader(""), os.Stderr, os.Stderr, func(k string) string { return o.env[k] }},
		[]string{"revoke", "--person", id, "--role", "head", "--unit", "an binh"})
	if again != exitWarnings {
		t.Errorf("a second time ended with %d", again)
	}
}

// TestServeStartsWhileThePlatformIsOutOfReach: the page works, and what was written
// meanwhile is heard when the platform is there.
func TestServeStartsWhileThePlatformIsOutOfReach(t *testing.T) {
	s := newTheatre(t)
	s.office.env["DVCBOT_TELEGRAM_API"] = "http://127.0.0.1:1"
	address, stop := s.serve()
	if err := answers(t.Context(), address+"/readyz"); err != nil {
		t.Error(err)
	}
	stop()
	s.quiet()
}
