package main

import (
	"io"
	"os/exec"
	"path/filepath"
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
}

func (p *process) start() {
	p.cmd = exec.Command(p.binary, "serve")
	p.cmd.Env = append(p.cmd.Environ(), p.s.office.environ()...)
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
	p := &process{t: t, s: s, binary: filepath.Join(t.TempDir(), "dvcbot")}
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", p.binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s.platform.OnCall = func(n int, _ string, done bool) {
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
	t.Logf("%d kills in %v", p.kills, time.Since(began).Round(time.Second))
}
