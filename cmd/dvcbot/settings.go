package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	offices "github.com/dvcbot/dvcbot/office"
	"github.com/dvcbot/dvcbot/storage/mongo"
)

// settings are what the environment says, checked as a whole.
type settings struct {
	store     string // path of the SQLite file; "" with uri
	uri       string // address of the MongoDB database; it may hold a password
	keyset    string
	listen    string
	publicURL string
	directive string
	deadlines map[string]time.Time // by deadline, directive/deadline or directive; "": the only one's first
	log       string
	replica   string
	rate      int
	days      int // kept after the report
	demo      bool
	telegram  telegramSettings
	post      *offices.Post // nil: no mail is sent
}

// known are the settings that dvcbot reads; any other DVCBOT_ variable is a fault,
// but for those of tests.
var known = strings.Fields(`STORE LISTEN PUBLIC_URL DIRECTIVE DEADLINE KEYSET RATE RETENTION_DAYS LOG REPLICA DEV
TELEGRAM_TOKEN TELEGRAM_API TELEGRAM_SECRET TELEGRAM_PROXY TELEGRAM_MODE SMTP_URL MAIL_FROM`)

// mostDays is the longest that data may be kept after the report: ten years.
const mostDays = 3650

const (
	defaultStore = "./data/dvcbot.db"
	demoStore    = "./data/demo.db"
)

// readSettings reads the environment; every fault is in the error.
func readSettings(env func(string) string, demo bool) (settings, error) {
	get := func(name, otherwise string) string {
		if v := env("DVCBOT_" + name); v != "" {
			return v
		}
		return otherwise
	}
	s := settings{listen: get("LISTEN", "127.0.0.1:8080"), publicURL: get("PUBLIC_URL", ""), directive: get("DIRECTIVE", ""),
		log: get("LOG", "text"), replica: get("REPLICA", host()), demo: demo}
	faults := []error{s.place(get("STORE", ""), env)}
	s.keyset = get("KEYSET", s.beside(".keyset.json"))
	faults = append(faults, s.keysetFault())
	var late error
	s.deadlines, late = readDeadlines(get("DEADLINE", ""))
	faults = append(faults, late)
	rate, err := strconv.Atoi(get("RATE", "20"))
	if err != nil || rate < 0 {
		faults = append(faults, fault("RATE", "phải là số từ 0 trở lên"))
	}
	s.rate = rate
	if s.days, err = strconv.Atoi(get("RETENTION_DAYS", strconv.Itoa(directive.DefaultDays))); err != nil || s.days < 1 || s.days > mostDays {
		faults = append(faults, fault("RETENTION_DAYS", fmt.Sprintf("phải là số ngày từ 1 đến %d", mostDays)))
	}
	if s.log != "text" && s.log != "json" {
		faults = append(faults, fault("LOG", "phải là text hoặc json"))
	}
	address, _, err := net.SplitHostPort(s.listen)
	if err != nil {
		faults = append(faults, fault("LISTEN", "phải có dạng địa-chỉ:cổng, ví dụ 127.0.0.1:8080"))
	} else if ip := net.ParseIP(address); s.demo && (ip == nil || !ip.IsLoopback()) && address != "localhost" {
		faults = append(faults, fault("LISTEN", "bản trình diễn chỉ nghe trên 127.0.0.1"))
	}
	if u, err := url.Parse(s.publicURL); err != nil || s.publicURL != "" && (u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		faults = append(faults, fault("PUBLIC_URL", "phải là địa chỉ https://…"))
	}
	telegram, more := readTelegram(get, s.publicURL)
	s.telegram, faults = telegram, append(faults, more...)
	post, more := mailSettings(get)
	s.post, faults = post, append(faults, more...)
	if err := errors.Join(faults...); err != nil {
		return s, exit{exitSettings, err}
	}
	return s, nil
}

// misspelt are the DVCBOT_ variables among names ("NAME=…") that no setting has.
func misspelt(names []string) []error {
	faults := []error{}
	for _, pair := range names {
		name, _, _ := strings.Cut(pair, "=")
		short, ours := strings.CutPrefix(name, "DVCBOT_")
		if ours && !slices.Contains(known, short) && !strings.HasPrefix(short, "TEST_") && !strings.HasPrefix(short, "REQUIRE_") {
			faults = append(faults, fault(short, "không phải là thiết lập của bản này; xem README"))
		}
	}
	return faults
}

func fault(name, text string) error { return fmt.Errorf("DVCBOT_%s %s", name, text) }

// place chooses the store: the one named; else the office's file when it exists or
// anything else is set; else the demonstration.
func (s *settings) place(named string, env func(string) string) error {
	switch {
	case strings.HasPrefix(named, "sqlite:"):
		s.store = strings.TrimPrefix(named, "sqlite:")
	case strings.HasPrefix(named, "mongodb"):
		if _, err := mongo.Database(named); err != nil {
			return fault("STORE", "phải có dạng mongodb://MÁY-CHỦ/TÊN-KHO, tên kho ở cuối")
		}
		s.uri = named
		return nil
	case named != "":
		return fault("STORE", "phải có dạng sqlite:ĐƯỜNG-DẪN hoặc mongodb://MÁY-CHỦ/TÊN-KHO")
	case s.demo:
		s.store = demoStore
	case exists(defaultStore) || anySet(env):
		s.store = defaultStore
	default:
		s.store, s.demo = demoStore, true
	}
	if s.store == "" {
		return fault("STORE", "thiếu đường dẫn sau sqlite:")
	}
	s.store = filepath.Clean(s.store)
	return nil
}

// beside names a file beside the SQLite file; "" when the data is not on this machine.
func (s *settings) beside(suffix string) string {
	if s.uri != "" {
		return ""
	}
	return s.store + suffix
}

// keysetFault: a keyset is never made for a MongoDB, which other replicas share.
func (s *settings) keysetFault() error {
	switch {
	case s.uri == "":
		return nil
	case s.keyset == "":
		return fault("KEYSET", "phải chỉ tệp khóa khi kho là MongoDB")
	case !exists(s.keyset):
		return fault("KEYSET", "không có tệp này; với MongoDB mọi bản chạy dùng chung một tệp khóa có sẵn")
	}
	return nil
}

func anySet(env func(string) string) bool {
	for _, name := range known {
		if env("DVCBOT_"+name) != "" {
			return true
		}
	}
	return false
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func host() string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		return "dvcbot"
	}
	return name
}
