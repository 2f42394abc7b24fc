package bot

import (
	"context"
	"slices"
	"sync"

	"github.com/dvcbot/dvcbot/chat"
)

// lines lets one turn at a time through for each address, in order of arrival.
type lines struct {
	mu   sync.Mutex
	wait map[chat.Address][]chan struct{} // the first is being served
}

// enter waits for its turn. Whoever gets nil calls leave.
func (l *lines) enter(ctx context.Context, a chat.Address) error {
	mine := l.join(a)
	select {
	case <-mine:
		return nil
	default:
	}
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
		l.quit(a, mine)
		return ctx.Err()
	}
}

func (l *lines) join(a chat.Address) chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wait == nil {
		l.wait = map[chat.Address][]chan struct{}{}
	}
	mine := make(chan struct{})
	l.wait[a] = append(l.wait[a], mine)
	if len(l.wait[a]) == 1 {
		close(mine)
	}
	return mine
}

// leave lets the next one in.
func (l *lines) leave(a chat.Address) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.drop(a, 0)
}

// quit gives up waiting, or hands on a turn that came at the same moment.
func (l *lines) quit(a chat.Address, mine chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.drop(a, slices.Index(l.wait[a], mine))
}

func (l *lines) drop(a chat.Address, i int) {
	rest := slices.Delete(l.wait[a], i, i+1)
	if len(rest) == 0 {
		delete(l.wait, a)
		return
	}
	l.wait[a] = rest
	if i == 0 {
		close(rest[0])
	}
}
