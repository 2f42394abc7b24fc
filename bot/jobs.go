package bot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// Worker does one kind of slow work and gives its result, which the talk that asked
// hears as a Done. After a crash it may be asked again for a job that it has done: it
// must bear that. Its context ends after jobLimit.
type Worker func(context.Context, chat.Job) (string, error)

// Limits of jobs.
const (
	jobLimit    = 2 * time.Minute
	jobTries    = 3 // then the talk hears chat.JobFailed
	jobsAtATime = 2
	jobPause    = 5 * time.Second
)

// ask wakes whoever does jobs.
func (b *Bot) ask() {
	select {
	case b.asked <- struct{}{}:
	default:
	}
}

// labour does jobs, a few at a time, until ctx ends.
func (b *Bot) labour(ctx context.Context) {
	if len(b.Workers) == 0 {
		return
	}
	slots := make(chan struct{}, jobsAtATime)
	for ctx.Err() == nil {
		for b.workOne(ctx, slots) {
		}
		select {
		case <-b.asked:
		case <-ctx.Done():
		case <-time.After(lookEvery):
		}
	}
}

// workOne takes a job and does it on its own; false when there is none or no hand free.
func (b *Bot) workOne(ctx context.Context, slots chan struct{}) bool {
	select {
	case slots <- struct{}{}:
	default:
		return false
	}
	t, ok := b.takeJob(ctx, nil)
	if !ok {
		<-slots
		return false
	}
	go func() {
		defer b.work.Done()
		b.perform(t)
		<-slots
		b.ask()
	}()
	return true
}

// takeJob takes a job and counts it as under way: whoever gets true calls work.Done.
func (b *Bot) takeJob(ctx context.Context, only *chat.Address) (chat.Task, bool) {
	if len(b.Workers) == 0 || !b.begin() {
		return chat.Task{}, false
	}
	kinds := slices.Sorted(maps.Keys(b.Workers))
	t, err := b.Store.Take(ctx, Ask{By: b.Replica, Now: b.Now(), Kinds: kinds, Only: only})
	if err != nil && ctx.Err() == nil {
		b.Log.Warn("no job could be taken", "err", err)
	}
	if err != nil || t.ID == "" {
		b.work.Done()
		return t, false
	}
	return t, true
}

// perform does a job and lets the talk that asked hear its result. The job is struck
// off once that is kept; one that is to be tried again gives the pause before that.
func (b *Bot) perform(t chat.Task) (wait time.Duration) {
	result, err := b.performed(t)
	if err != nil {
		b.Log.Warn("job failed", "kind", t.Kind, "tried", t.Tried+1, "err", err)
		if t.Tried+1 < jobTries {
			return b.giveBack(t, jobPause<<t.Tried)
		}
		result = chat.JobFailed
	}
	to := t.Of
	if t.To != nil {
		to = *t.To
	}
	done := chat.Inbound{ID: "job/" + t.ID, Kind: chat.Done, From: to, Of: t.Kind, Start: t.Ref, Text: result, At: b.Now()}
	if err := b.Hear(b.base, done); err != nil {
		b.Log.Warn("a job's result was not kept", "kind", t.Kind, "err", err)
		return b.giveBack(t, jobPause)
	}
	if err := b.Store.Ended(b.base, t); err != nil {
		b.Log.Warn("a job was not struck off", "kind", t.Kind, "err", err)
	}
	return 0
}

func (b *Bot) giveBack(t chat.Task, wait time.Duration) time.Duration {
	if err := b.Store.Return(b.base, t, b.Now().Add(wait)); err != nil {
		b.Log.Warn("a job was not given back", "kind", t.Kind, "err", err)
	}
	return wait
}

// performed runs the worker; its panic is a failure of that job alone.
func (b *Bot) performed(t chat.Task) (result string, err error) {
	defer recovered(&err)
	ctx, cancel := context.WithTimeout(b.base, jobLimit)
	defer cancel()
	worker, ok := b.Workers[t.Kind]
	if !ok {
		return "", fmt.Errorf("no worker for %s", t.Kind)
	}
	return worker(ctx, t.Job)
}

// attend is Answer that also does what jobs the talk has asked for, to their end, for a
// channel that shows one thing after the other.
func (b *Bot) attend(ctx context.Context, in chat.Inbound) error {
	if err := b.Answer(ctx, in); err != nil {
		return err
	}
	for {
		t, ok := b.takeJob(ctx, &in.From)
		if !ok {
			return nil
		}
		wait := b.perform(t)
		b.work.Done()
		b.speak(in.From)
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
}
