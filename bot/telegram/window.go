package telegram

import (
	"context"
	"sync"
	"time"
)

// window holds the updates that were fetched and are not all confirmed. The platform
// forgets what lies below the offset, so the offset is the oldest update not finished.
// Those of one chat are taken in order, chats side by side; at most 100 are in it, as
// the platform gives no more at once.
type window struct {
	mu    sync.Mutex
	known map[int]bool // fetched; true when finished
	open  int
	next  int                      // one above the newest fetched; 0: none yet
	tail  map[string]chan struct{} // by chat: closed when its newest is finished
	calm  chan struct{}            // told whenever nothing is open
	work  sync.WaitGroup
}

func newWindow() *window {
	return &window{known: map[int]bool{}, tail: map[string]chan struct{}{}, calm: make(chan struct{}, 1)}
}

// from is the offset of the next poll.
func (w *window) from() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.open == 0 {
		clear(w.known)
		return w.next
	}
	least := w.next
	for id, finished := range w.known {
		if !finished && id < least {
			least = id
		}
	}
	return least
}

// errand is one update on its way: take keeps it, in the order of its chat, and rest ends
// what was begun beside it.
type errand struct {
	take func() error
	rest func()
}

// add begins an update that was not fetched before: take runs when the earlier ones of
// the same chat have been taken. An update whose take fails stays open.
func (w *window) add(id int, of string, begin func() errand) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, fetched := w.known[id]; fetched {
		return
	}
	w.known[id] = false
	w.open++
	before, done := w.tail[of], make(chan struct{})
	w.tail[of] = done
	e := begin()
	w.work.Go(func() {
		if before != nil {
			<-before
		}
		err := e.take()
		w.pass(of, done)
		e.rest()
		if err == nil {
			w.finish(id)
		}
	})
}

func (w *window) finish(id int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.known[id] = true
	if w.open--; w.open == 0 {
		select {
		case w.calm <- struct{}{}:
		default:
		}
	}
}

func (w *window) pass(of string, done chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.tail[of] == done {
		delete(w.tail, of)
	}
	close(done)
}

// newest notes the highest id of a batch. After a quiet week ids begin anew anywhere.
func (w *window) newest(id int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next = id + 1
}

// patience is how long a poll waits for updates under way: one slow chat must not keep
// the others from being fetched.
const patience = time.Second

// settle waits until nothing is open, or for as long as patience lasts.
func (w *window) settle(ctx context.Context) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for w.busy() {
		select {
		case <-w.calm:
		case <-timer.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

func (w *window) busy() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.open > 0
}
