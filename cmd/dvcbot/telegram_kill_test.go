package main

import (
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
	extra  []string      // settings of this process alone
	began  time.Time     // of the newest start; zero once it has spoken
	slow   time.Duration // the longest from a start to the first message
}

// spoke notes how long it took from a start to a message.
func (p *process) spoke() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.began.IsZero() {
		p.slow, p.began = max(p.slow, time.Since(p.began)), time.Time{}
	}
}

func (p *process) start() {
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
	p.began = time.Now()
	p.start()
}

// end asks the process to stop, and for its exit code 0.
func (p *process) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("does not stop well: %v", err)
	}
}

// killEvery is after how many requests the process is killed, by turns before a request
// is carried out and after it, when the answer has not left.
const killEvery = 11

// TestAKillAtAnyMomentOfATelegramTalk plays guide and roster while the service is killed
// again and again: the talk goes on where it stood, nothing is lost or stored twice.
func TestAKillAtAnyMomentOfATelegramTalk(t *testing.T) {
	s := newTheatre(t)
	p := &process{t: t, s: s, binary: built(t)}
	s.platform.OnCall = func(n int, method string, done bool) {
		if strings.HasPrefix(method, "send") || strings.HasPrefix(method, "edit") {
			p.spoke()
		}
		if n%killEvery == 0 && done == (n/killEvery%2 == 0) {
			p.killAgain()
		}
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
	t.Logf("%d kills in %v; from a start to the first message at most %v", p.kills, time.Since(began).Round(time.Second), p.slow.Round(time.Millisecond))
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
