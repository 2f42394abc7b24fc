package main

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// TestTheMetricsCountTurnsAndNameNobody reads what Prometheus reads after one turn.
func TestTheMetricsCountTurnsAndNameNobody(t *testing.T) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &plain{t: t, at: served(t), http: &http.Client{Jar: jar}}
	p.ask("/", nil)
	p.ask("/say", url.Values{"text": {"Nguyễn Canh Gác 0912345678"}})
	p.ask("/metrics", nil)
	for _, want := range []string{`dvcbot_turns_total{channel="web",outcome="kept"}`, `dvcbot_sends_total{channel="web",result="delivered"}`, "go_goroutines"} {
		if !strings.Contains(p.page, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, canary := range []string{"Canh", "0912345678"} {
		if strings.Contains(p.page, canary) {
			t.Errorf("%s is told", canary)
		}
	}
}
