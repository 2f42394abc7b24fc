package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/dvcbot/dvcbot/bot"
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
	channels := []bot.Channel{page}
	telegram, err := h.telegram()
	if err != nil {
		return err
	}
	if telegram != nil {
		channels = append(channels, telegram)
	}
	b, err := h.bot(h.settings.rate, channels...)
	if err != nil {
		return err
	}
	page.Hear(b.Answer)
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", h.settings.listen)
	if err != nil {
		return exit{exitSettings, fmt.Errorf("DVCBOT_LISTEN: %w", err)}
	}
	_, _ = fmt.Fprintf(c.out, "dvcbot: http://%s\n", listener.Addr())
	routes := h.routes(page, telegram)
	if h.settings.telegram.hook != "" {
		routes.Handle(hookPath, telegram.Handler(b.Hear))
	}
	return h.until(ctx, b, listener, routes)
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
	group.Go(func() error { return h.clockwork().Run(running) })
	group.Go(func() error { h.rereading(running); return nil })
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

// rereading reads the directives' files anew at each SIGHUP until ctx ends.
func (h *house) rereading(ctx context.Context) {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	for {
		select {
		case <-ctx.Done():
			return
		case <-hup:
			if err := h.reload(ctx); err != nil {
				h.log.Error("directives were not read anew", "err", err)
				continue
			}
			h.log.Info("directives were read anew", "n", len(h.all()))
		}
	}
}

// healthy is the whole answer of /healthz and of a ready /readyz.
const healthy = "ok\n"

func (h *house) routes(page http.Handler, polled pollState) *http.ServeMux {
	m := http.NewServeMux()
	m.Handle("/", page)
	m.Handle("GET /metrics", h.metrics())
	m.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, healthy) })
	m.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := h.store.Ping(r.Context()); err != nil {
			http.Error(w, "store", http.StatusServiceUnavailable)
			return
		}
		if polled.Conflict(time.Now()) >= conflictLimit {
			http.Error(w, "telegram", http.StatusServiceUnavailable)
			return
		}
		_, _ = fmt.Fprint(w, healthy)
	})
	return m
}
