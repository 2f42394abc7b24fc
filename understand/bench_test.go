package understand

import (
	"slices"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

// BenchmarkRead prints the 99th percentile of one question beside the mean.
func BenchmarkRead(b *testing.B) {
	r := reader949(b)
	questions := []string{}
	for _, q := range labelledIn(b, "testdata/report.tsv") {
		questions = append(questions, q.question)
	}
	took := []time.Duration{}
	for i := 0; b.Loop(); i++ {
		begun := time.Now()
		r.Read(questions[i%len(questions)])
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

// BenchmarkNew is what a directive costs once.
func BenchmarkNew(b *testing.B) {
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		learn(d)
	}
}
