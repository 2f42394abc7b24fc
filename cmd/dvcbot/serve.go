package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/sync/errgroup"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/bot/web"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/words"
)

// Time budgets of a graceful stop: 10 s in all.
const (
	stopHTTP  = 3 * time.Second
	stopTurns = 6 * time.Second
)

// serve is the whole service: page, turns, reminders.
func serve(ctx context.Context, c console, args []string) error {
	f := flags("serve", c)
	demo := f.Bool("demo", false, "the demonstration")
	if err := parse(f, args); err != nil {
		return err
	}
	h, err := openHouse(ctx, c, *demo, serving)
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	page, err := h.page()
	if err != nil {
		return err
	}
	b, err := h.bot(h.settings.rate, page)
	if err != nil {
		return err
	}
	page.Hear(b.Answer)
	listener, err := net.Listen("tcp", h.settings.listen)
	if err != nil {
		return exit{exitSettings, fmt.Errorf("DVCBOT_LISTEN: %w", err)}
	}
	_, _ = fmt.Fprintf(c.out, "dvcbot: http://%s\n", listener.Addr())
	return h.until(ctx, b, listener, h.routes(page))
}

// until runs everything side by side and stops in reverse when ctx ends.
func (h *house) until(ctx context.Context, b *bot.Bot, listener net.Listener, routes http.Handler) error {
	group, running := errgroup.WithContext(ctx)
	server := &http.Server{Handler: routes, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return running }}
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	group.Go(func() error { return b.Run(running) })
	group.Go(func() error { return h.clock().Run(running) })
	group.Go(func() error {
		<-running.Done()
		ending, cancel := context.WithTimeout(context.Background(), stopHTTP)
		defer cancel()
		_ = server.Shutdown(ending)
		return server.Close()
	})
	err := group.Wait()
	ending, cancel := context.WithTimeout(context.Background(), stopTurns)
	defer cancel()
	return errors.Join(err, b.Stop(ending))
}

// healthy is the whole answer of /healthz and of a ready /readyz.
const healthy = "ok\n"

func (h *house) routes(page http.Handler) http.Handler {
	m := http.NewServeMux()
	m.Handle("/", page)
	m.Handle("GET /metrics", promhttp.Handler())
	m.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, healthy) })
	m.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := h.store.Ping(r.Context()); err != nil {
			http.Error(w, "store", http.StatusServiceUnavailable)
			return
		}
		_, _ = fmt.Fprint(w, healthy)
	})
	return m
}

func (h *house) page() (*web.Page, error) {
	d := h.directives[0]
	o := web.Options{Lines: lines{h.store}, Key: h.keys.Secret("web session"), Secure: strings.HasPrefix(h.settings.publicURL, "https:"),
		Title: d.Number, Due: h.due, Log: h.log}
	if h.settings.demo {
		o.Roles = h.playRole
		o.Tomorrow = func(ctx context.Context, a chat.Address, mark string) error {
			_, err := h.clock().Show(ctx, a, mark)
			return err
		}
	}
	return web.New(o)
}

// due is the short word of the page's head: how many days are left.
func (h *house) due() string {
	d := h.directives[0]
	if len(d.Deadlines) == 0 {
		return ""
	}
	o, ok := d.Next(d.Deadlines[0], time.Now())
	if !ok || o.Closed(time.Now()) {
		return ""
	}
	switch left := o.Left(time.Now()); {
	case left > 0:
		return words.Say("deadline.left", "n", strconv.Itoa(left))
	case left == 0:
		return words.Say("deadline.today")
	}
	return words.Say("deadline.over")
}

// playRole gives a visitor of the demonstration a role without a code: a head gets
// the first commune that hands in a form.
func (h *house) playRole(ctx context.Context, a chat.Address, role string) error {
	d := h.directives[0]
	if role == "head" {
		for _, u := range d.Units {
			if len(d.Hands(u.Kind)) > 0 {
				return h.act(ctx, a, "head:"+u.ID)
			}
		}
	}
	return h.act(ctx, a, "staff")
}

// lines give the page the store's lines.
type lines struct{ store pages }

func (l lines) AppendLine(ctx context.Context, a chat.Address, one web.Line) (int64, error) {
	return l.store.AppendLine(ctx, a, storage.Line(one))
}

func (l lines) Lines(ctx context.Context, a chat.Address, after int64, limit int) ([]web.Line, error) {
	held, err := l.store.Lines(ctx, a, after, limit)
	all := make([]web.Line, len(held))
	for i, one := range held {
		all[i] = web.Line(one)
	}
	return all, err
}
