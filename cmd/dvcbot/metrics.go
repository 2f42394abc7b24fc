package main

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/dvcbot/dvcbot/bot"
)

// metered makes the counters of a bot in a registry of their own.
func (h *house) metered() (*bot.Metrics, error) {
	h.registry = prometheus.NewRegistry()
	h.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return bot.NewMetrics(h.registry)
}

// metrics is the page that Prometheus reads. Its labels are channels and outcomes.
func (h *house) metrics() http.Handler {
	return promhttp.HandlerFor(h.registry, promhttp.HandlerOpts{})
}
