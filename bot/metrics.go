package bot

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics counts turns and sends. Its labels are channels and outcomes, never a
// person. A nil Metrics counts nothing.
type Metrics struct {
	turns   *prometheus.CounterVec
	seconds *prometheus.HistogramVec
	sends   *prometheus.CounterVec
}

// NewMetrics makes the collectors and registers them.
func NewMetrics(r prometheus.Registerer) (*Metrics, error) {
	m := &Metrics{
		turns: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "dvcbot_turns_total",
			Help: "Turns by channel and outcome."}, []string{"channel", "outcome"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "dvcbot_turn_seconds",
			Help: "Time from hearing a message to its commit."}, []string{"channel"}),
		sends: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "dvcbot_sends_total",
			Help: "Messages that left or did not, by channel and result."}, []string{"channel", "result"}),
	}
	for _, c := range []prometheus.Collector{m.turns, m.seconds, m.sends} {
		if err := r.Register(c); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *Metrics) turned(channel string, err error, took time.Duration) {
	if m == nil {
		return
	}
	outcome := "kept"
	if err != nil {
		outcome = "failed"
	}
	m.turns.WithLabelValues(channel, outcome).Inc()
	m.seconds.WithLabelValues(channel).Observe(took.Seconds())
}

func (m *Metrics) sent(channel, result string) {
	if m != nil {
		m.sends.WithLabelValues(channel, result).Inc()
	}
}
