package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/draw"
	"github.com/dvcbot/dvcbot/storage"
)

// house is a store with the directives that are in force in it.
type house struct {
	settings   settings
	keys       *storage.Keys
	store      store
	mu         sync.RWMutex // guards directives
	directives []*directive.Directive
	registry   *prometheus.Registry // of this process's counters
	pictures   *draw.Gallery        // of the directives in force, for every channel
	log        *slog.Logger
	speaker    string
	only       *chat.Address // the one address that a terminal speaks to
}

// serving is the speaker that bears the replica's own name.
const serving = "serve"

// openHouse reads the settings and opens the store. Who speaks to people does it under
// a name: serving under the replica's own, a terminal under one below it; that name's
// lock ends at once what a killed predecessor held. Other commands have none.
func openHouse(ctx context.Context, c console, demo bool, speaker string) (*house, error) {
	s, err := readSettings(c.env, demo)
	if err != nil {
		return nil, err
	}
	h := &house{settings: s, log: logger(c, s.log)}
	h.pictures = draw.NewGallery(h.all)
	all, err := loadDirectives(s.directive)
	if err != nil {
		return nil, exit{exitSettings, err}
	}
	if h.keys, err = storage.OpenKeys(s.keyset, s.uri == ""); err != nil {
		return nil, exit{exitSettings, fmt.Errorf("DVCBOT_KEYSET: %w", err)}
	}
	if speaker != "" {
		h.speaker = strings.TrimSuffix(s.replica+"/"+speaker, "/"+serving)
	}
	if h.store, err = openStore(ctx, s, h.keys, h.speaker); err != nil {
		return nil, exit{exitSettings, fmt.Errorf("DVCBOT_STORE: %w", err)}
	}
	if err := h.inForce(ctx, all); err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	return h, nil
}

func logger(c console, form string) *slog.Logger {
	if form == "json" {
		return slog.New(slog.NewJSONHandler(c.err, nil))
	}
	return slog.New(slog.NewTextHandler(c.err, nil))
}

type edition struct {
	d   *directive.Directive
	raw []byte
}

func loadDirectives(path string) ([]edition, error) {
	if path == "" {
		d, err := directive.Load(directive.Embedded())
		return []edition{{d, directive.Embedded()}}, err
	}
	files := []string{path}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*.yaml")); err != nil || len(files) == 0 {
			return nil, fault("DIRECTIVE", "không có tệp .yaml nào trong thư mục")
		}
	}
	all := []edition{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("DVCBOT_DIRECTIVE: %w", err)
		}
		d, err := directive.LoadIn(raw, os.DirFS(filepath.Dir(file)))
		if err != nil {
			return nil, fmt.Errorf("DVCBOT_DIRECTIVE %s: %w", filepath.Base(file), err)
		}
		all = append(all, edition{d, raw})
	}
	return all, nil
}

// inForce puts directives in force and notes each edition; other content under a known
// one is refused. A
// demonstration is moved by one number of days, fixed when its store was made.
func (h *house) inForce(ctx context.Context, all []edition) error {
	force := []*directive.Directive{}
	for _, e := range all {
		sum := sha256.Sum256(e.raw)
		sha := hex.EncodeToString(sum[:])
		was, err := h.store.Edition(ctx, e.d.ID, e.d.Edition)
		if err != nil {
			return err
		}
		if was != "" && was != sha && !h.settings.demo {
			return exit{exitSettings, fmt.Errorf("văn bản %s: nội dung đổi mà edition %q không đổi", e.d.ID, e.d.Edition)}
		}
		if err := h.store.KeepEdition(ctx, e.d.ID, e.d.Edition, sha, e.raw); err != nil {
			return err
		}
		d := e.d
		if h.settings.demo {
			if d, err = h.shifted(ctx, d); err != nil {
				return err
			}
			if err := h.seed(ctx, d); err != nil {
				return err
			}
		}
		force = append(force, d)
	}
	force, err := overridden(force, h.settings.deadlines, time.Now())
	if err != nil {
		return exit{exitSettings, err}
	}
	for i, d := range force {
		force[i] = d.Keeping(h.settings.days)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.directives = force
	return nil
}

// reload reads the files anew. When one of them is wrong everything stays as it is.
func (h *house) reload(ctx context.Context) error {
	all, err := loadDirectives(h.settings.directive)
	if err != nil {
		return err
	}
	return h.inForce(ctx, all)
}

// demoLead is how many days before T a demonstration begins.
const demoLead = 4

func (h *house) shifted(ctx context.Context, d *directive.Directive) (*directive.Directive, error) {
	if len(d.Deadlines) == 0 {
		return d, nil
	}
	now := time.Now().In(d.Zone())
	noted, err := h.store.Noted(ctx, "demo/"+d.ID)
	if err != nil {
		return nil, err
	}
	if days, err := strconv.Atoi(noted); err == nil {
		moved := d.Shift(days)
		if o, ok := moved.Next(moved.Deadlines[0], now); ok && !o.Late(now) {
			return moved, nil
		}
	}
	o, ok := d.Next(d.Deadlines[0], now)
	if !ok {
		return d, nil
	}
	days := demoLead - o.Left(now)
	return d.Shift(days), h.store.Note(ctx, "demo/"+d.ID, strconv.Itoa(days))
}

func (h *house) all() []*directive.Directive {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.directives
}

// one gives the directive named, or the only one.
func (h *house) one(id string) (*directive.Directive, error) {
	all := h.all()
	for _, d := range all {
		if d.ID == id || id == "" && len(all) == 1 {
			return d, nil
		}
	}
	return nil, exit{exitUsage, errors.New("mời chọn văn bản bằng --directive")}
}
