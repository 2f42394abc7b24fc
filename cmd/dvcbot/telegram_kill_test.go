package main

import (
	"context"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// process is the built binary, killed and started again.
type process struct {
	t      *testing.T
	binary string
	s      *theatre
	mu     sync.Mutex
	cmd    *exec.Cmd
	kills  int
	ended  bool
	extra  []string // settings of this process alone
	first  stopwatch
	polls  int // how many requests for updates there were before it started
}

// stopwatch measures from each start to the first message after it. Its lock is its own:
// a request that arrives during a kill must not wait for the next process.
type stopwatch struct {
	mu    sync.Mutex
	began time.Time // zero once the process has spoken
	slow  time.Duration
}

func (w *stopwatch) start() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.began = time.Now()
}

func (w *stopwatch) spoke() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.began.IsZero() {
		w.slow, w.began = max(w.slow, time.Since(w.began)), time.Time{}
	}
}

func (p *process) start() {
	p.polls = len(p.s.platform.Calls("getUpdates"))
	p.cmd = exec.Command(p.binary, "serve")
	p.cmd.Env = append(append(p.cmd.Environ(), p.s.office.environ()...), p.extra...)
	p.cmd.Stdout, p.cmd.Stderr = io.Discard, p.s.log
	if err := p.cmd.Start(); err != nil {
		p.t.Errorf("does not start: %v", err)
	}
}

// killAgain is a kill -9 and a new start.
func (p *process) killAgain() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended {
		return
	}
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
	p.kills++
	p.first.start()
	p.start()
}

// end asks the process to stop, once it is at work, and for its exit code 0.
func (p *process) end() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), wait)
	defer cancel()
	if err := p.s.platform.Until(ctx, p.polling); err != nil {
		p.t.Errorf("never polled: %v", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("does not stop well: %v", err)
	}
}

func (p *process) polling() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.s.platform.Calls("getUpdates")) > p.polls
}

// killEvery is after how many requests the process is killed, by turns before a request
// arrives and after it was carried out, when the answer has not left.
const killEvery = 11

// TestAKillAtAnyMomentOfATelegramTalk plays guide and roster while the service is killed
// again and again: the talk goes on where it stood, nothing is lost or stored twice.
func TestAKillAtAnyMomentOfATelegramTalk(t *testing.T) {
	s := newTheatre(t)
	p := &process{t: t, s: s, binary: built(t)}
	s.platform.OnCall = func(n int, method string, done bool) (lost bool) {
		if strings.HasPrefix(method, "send") || strings.HasPrefix(method, "edit") {
			p.first.spoke()
		}
		if lost = n%killEvery == 0 && done == (n/killEvery%2 == 0); lost {
			p.killAgain()
		}
		return lost
	}
	p.start()
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	staff, head := s.actor(901), s.actor(902)
	began := time.Now()
	play(s, staff, "good", s.guideSteps())
	payload, _ := s.invited("UBND xã An Bình")
	head.do(step{say: "/start " + payload, want: phrase("menu.roster")})
	play(s, head, "good", s.rosterSteps())
	p.end()
	s.exactlyThree()
	s.sound()
	s.quiet()
	if p.kills < 10 {
		t.Errorf("killed %d times only", p.kills)
	}
	t.Logf("%d kills in %v; from a start to the first message at most %v", p.kills, time.Since(began).Round(time.Second), p.first.slow.Round(time.Millisecond))
}

func built(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "dvcbot")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return binary
}

// TestAnotherReplicaTakesOverThePolling: of two on one store one polls, so that they never
// cut each other off; when it is killed the other goes on.
func TestAnotherReplicaTakesOverThePolling(t *testing.T) {
	s := newTheatre(t)
	binary := built(t)
	one := &process{t: t, s: s, binary: binary, extra: []string{"DVCBOT_REPLICA=one"}}
	two := &process{t: t, s: s, binary: binary, extra: []string{"DVCBOT_REPLICA=two"}}
	one.start()
	t.Cleanup(func() { _ = one.cmd.Process.Kill() })
	a := s.actor(901)
	a.do(step{say: "/start", want: s.d.Procedures[0].Title})
	two.start()
	t.Cleanup(func() { _ = two.cmd.Process.Kill() })
	a.do(step{say: "menu", want: s.d.Procedures[0].Title})
	_ = one.cmd.Process.Kill()
	_ = one.cmd.Wait()
	began := time.Now()
	a.do(step{say: "menu", want: s.d.Procedures[0].Title})
	t.Logf("taken over after %v", time.Since(began).Round(time.Second))
	two.end()
	s.sound()
	s.quiet()
	if strings.Contains(s.log.String(), "Conflict") {
		t.Error("two polled at once")
	}
}
