package understand

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/dvcbot/dvcbot/directive"
)

// The bar of the accuracy report.
const (
	wantRight   = 0.90 // of the questions that the directive answers
	wantRefused = 0.90 // of those that it does not
	mayRefuse   = 0.03 // of those that it answers, refused outright
)

const outOfScope = "out_of_scope"

// labelled is a question with the topic that answers it.
type labelled struct{ style, topic, question string }

func labelledIn(t testing.TB, file string) []labelled {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := []labelled{}
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			t.Fatalf("%s:%d: %d cells", file, i+1, len(cells))
		}
		all = append(all, labelled{cells[0], cells[1], cells[2]})
	}
	return all
}

// learnt949 is the embedded directive, learnt once for all tests.
var learnt949 = sync.OnceValues(func() (*Reader, error) {
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		return nil, err
	}
	return New(d), nil
})

func reader949(t testing.TB) *Reader {
	t.Helper()
	r, err := learnt949()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// tally counts how the questions of one style, or of one topic, were answered.
type tally struct{ all, right int }

type report struct {
	style, topic map[string]*tally
	in, out      tally
	refused      int
	confused     []string
}

func judge(r *Reader, questions []labelled) *report {
	p := &report{style: map[string]*tally{}, topic: map[string]*tally{}}
	for _, q := range questions {
		got, reading := outOfScope, r.Read(q.question)
		if reading.Answers() {
			got = reading.Topics[0].ID
		}
		p.note(q, got, reading, r)
	}
	return p
}

func (p *report) note(q labelled, got string, reading Reading, r *Reader) {
	for _, one := range []*tally{count(p.style, q.style), count(p.topic, q.topic), p.of(q)} {
		one.all++
		if got == q.topic {
			one.right++
		}
	}
	if got != q.topic {
		p.confused = append(p.confused, fmt.Sprintf("%-26s %-26s %s  {%s} %s %v", q.topic, got, q.question, strings.Join(r.Words(q.question), " "), reading.Kind, reading.Topics))
	}
	if q.topic != outOfScope && got == outOfScope {
		p.refused++
	}
}

func (p *report) of(q labelled) *tally {
	if q.topic == outOfScope {
		return &p.out
	}
	return &p.in
}

func count(of map[string]*tally, key string) *tally {
	if of[key] == nil {
		of[key] = &tally{}
	}
	return of[key]
}

func (t tally) part() float64 {
	if t.all == 0 {
		return 1
	}
	return float64(t.right) / float64(t.all)
}

func (p *report) print(t *testing.T) {
	for _, of := range []map[string]*tally{p.style, p.topic} {
		keys := []string{}
		for k := range of {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			t.Logf("%-26s %3d of %3d", k, of[k].right, of[k].all)
		}
	}
	for _, line := range p.confused {
		t.Log(line)
	}
	t.Logf("right on topic %.1f %%, out of scope refused %.1f %%, in scope refused %.1f %%",
		100*p.in.part(), 100*p.out.part(), 100*float64(p.refused)/float64(max(p.in.all, 1)))
}

// TestAccuracy reports on questions that the vocabulary was not tuned on, and fails
// below the bar. testdata/dev.tsv is the set that it was tuned on.
func TestAccuracy(t *testing.T) {
	r := reader949(t)
	for _, file := range []string{"dev", "report", "heldout", "second_hand"} {
		t.Run(file, func(t *testing.T) {
			p := judge(r, labelledIn(t, "testdata/"+file+".tsv"))
			p.print(t)
			if p.in.part() < wantRight || p.out.part() < wantRefused || float64(p.refused) > mayRefuse*float64(p.in.all) {
				t.Error("below the bar")
			}
		})
	}
}

// wantStranger is the part that must be right on a directive whose writer never saw
// how questions are matched.
const wantStranger = 0.80

// TestAccuracyOnStrangers reports on directives whose vocabulary nobody tuned: little
// more than titles, sentences and texts.
func TestAccuracyOnStrangers(t *testing.T) {
	for name, file := range map[string]string{"second": "../directive/testdata/second.yaml", "third": "testdata/third.yaml"} {
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := directive.Load(raw)
			if err != nil {
				t.Fatal(err)
			}
			p := judge(New(d), labelledIn(t, "testdata/"+name+".tsv"))
			p.print(t)
			if p.in.part() < wantStranger || p.out.part() < wantStranger {
				t.Error("below the bar")
			}
		})
	}
}
