package main

import (
	"context"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/bot/telegram"
)

// telegramSettings are those of one bot; without a token there is no Telegram.
type telegramSettings struct {
	token, api, secret string
	proxy              *url.URL
	hook               string // where updates are posted; "" polls
}

const hookPath = telegram.HookPath

// pollState says for how long polling has been refused.
type pollState interface {
	Conflict(now time.Time) time.Duration
}

// conflictLimit is how long two pollers may meet, as in a rolling deployment, before this
// one counts as not ready.
const conflictLimit = 2 * time.Minute

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// readTelegram reads DVCBOT_TELEGRAM_…; every fault is in the list.
func readTelegram(get func(name, otherwise string) string, public string) (s telegramSettings, faults []error) {
	s = telegramSettings{token: get("TELEGRAM_TOKEN", ""), api: get("TELEGRAM_API", telegram.DefaultAPI), secret: get("TELEGRAM_SECRET", "")}
	blame := func(name, text string) { faults = append(faults, fault("TELEGRAM_"+name, text)) }
	if s.token == "" {
		for _, name := range []string{"API", "SECRET", "PROXY", "MODE"} {
			if get("TELEGRAM_"+name, "") != "" {
				blame(name, "cần có DVCBOT_TELEGRAM_TOKEN đi cùng")
			}
		}
		return telegramSettings{}, faults
	}
	if _, err := telegram.BotID(s.token); err != nil {
		blame("TOKEN", "phải có dạng 123456:ABC…, chép nguyên từ @BotFather")
	}
	if u, err := url.Parse(s.api); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(s.api, "%?#") {
		blame("API", "phải là địa chỉ https://…, không có ký tự % ? #")
	}
	if s.secret != "" && !secretForm.MatchString(s.secret) {
		blame("SECRET", "chỉ gồm 1 đến 256 chữ, số, gạch dưới, gạch ngang")
	}
	if raw := get("TELEGRAM_PROXY", ""); raw != "" {
		u, err := url.Parse(raw)
		if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) {
			blame("PROXY", "phải có dạng http://máy:cổng hoặc socks5://máy:cổng")
		}
		s.proxy = u
	}
	s.hook = s.way(get("TELEGRAM_MODE", "auto"), public, blame)
	return s, faults
}

// way decides between polling and a webhook. Telegram's own server posts to https on few
// ports only; one of our own posts anywhere.
func (s telegramSettings) way(mode, public string, blame func(name, text string)) (hook string) {
	u, err := url.Parse(public)
	reachable := public != "" && err == nil && (s.api != telegram.DefaultAPI || u.Scheme == "https" && slices.Contains([]string{"", "443", "80", "88", "8443"}, u.Port()))
	hook = strings.TrimSuffix(public, "/") + hookPath
	switch {
	case mode == "auto" && reachable && s.proxy == nil:
		return hook
	case mode == "webhook" && !reachable:
		blame("MODE", "webhook cần DVCBOT_PUBLIC_URL dạng https://…, cổng 443, 80, 88 hoặc 8443")
	case mode == "webhook":
		return hook
	case mode != "auto" && mode != "poll":
		blame("MODE", "là một trong: auto, poll, webhook")
	}
	return ""
}

// telegram makes the channel; nil when there is no token. No network is touched.
func (h *house) telegram() (*telegram.Channel, error) {
	s := h.settings.telegram
	if s.token == "" {
		return nil, nil
	}
	if s.secret == "" {
		derived := h.keys.Secret("telegram webhook")
		s.secret = hex.EncodeToString(derived[:])
	}
	id, err := telegram.BotID(s.token)
	if err != nil {
		return nil, err
	}
	return telegram.New(telegram.Options{Token: s.token, API: s.api, Proxy: s.proxy, Hook: s.hook, Secret: s.secret, Leases: h.store, Replica: h.speaker, Draw: h.pictures.PNG, Read: h.read, Log: h.log,
		Aside: func(ctx context.Context, cause string, raw []byte) error {
			_, err := h.store.Failed(ctx, cause, raw)
			return err
		},
		Met: func(ctx context.Context, name string) error { return h.store.Note(ctx, nameNote(id), name) }})
}

// nameNote is where the store remembers a bot's user name.
func nameNote(bot string) string { return "telegram/" + bot + "/name" }

// askLimit is how long a command waits for the platform.
const askLimit = 10 * time.Second

// telegramName is the bot's user name: as remembered, or else asked for; "" when there is
// no bot or it cannot be asked now.
func (h *house) telegramName(ctx context.Context) string {
	channel, err := h.telegram()
	if channel == nil || err != nil {
		return ""
	}
	id, _ := telegram.BotID(h.settings.telegram.token)
	if name, err := h.store.Noted(ctx, nameNote(id)); err == nil && name != "" {
		return name
	}
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	name, err := channel.Me(ctx)
	if err != nil {
		return ""
	}
	_ = h.store.Note(ctx, nameNote(id), name) // asked for again when it could not be kept
	return name
}
