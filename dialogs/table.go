package dialogs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/looplab/fsm"
)

// Table is the fixed set of moves of one dialog. It is safe for concurrent use.
type Table struct {
	start string
	rows  []fsm.EventDesc
	pool  *sync.Pool
}

// ErrMove means that the table has no such move from that state.
var ErrMove = errors.New("no such move")

// NewTable checks the rows and refuses twin rows, states that cannot be reached
// from start, and states without a way out.
func NewTable(start string, rows []fsm.EventDesc) (Table, error) {
	moves := map[[2]string]string{}
	out, seen := map[string][]string{}, map[string]bool{start: true}
	for _, row := range rows {
		for _, src := range row.Src {
			key := [2]string{src, row.Name}
			if _, twin := moves[key]; twin {
				return Table{}, fmt.Errorf("twin row: %s on %s", row.Name, src)
			}
			moves[key] = row.Dst
			out[src] = append(out[src], row.Dst)
		}
	}
	reach(start, out, seen)
	if err := whole(out, moves, seen); err != nil {
		return Table{}, err
	}
	t := Table{start: start, rows: rows}
	t.pool = &sync.Pool{New: func() any { return fsm.NewFSM(start, rows, nil) }}
	return t, nil
}

func reach(from string, out map[string][]string, seen map[string]bool) {
	for _, to := range out[from] {
		if !seen[to] {
			seen[to] = true
			reach(to, out, seen)
		}
	}
}

func whole(out map[string][]string, moves map[[2]string]string, seen map[string]bool) error {
	for src := range out {
		if !seen[src] {
			return fmt.Errorf("state %s cannot be reached", src)
		}
	}
	for _, dst := range moves {
		if len(out[dst]) == 0 {
			return fmt.Errorf("state %s is a dead end", dst)
		}
	}
	return nil
}

// mustTable is NewTable for the tables of this package, which a test builds.
func mustTable(start string, rows []fsm.EventDesc) Table {
	t, err := NewTable(start, rows)
	if err != nil {
		panic("dialogs: " + err.Error())
	}
	return t
}

// Start is the first state.
func (t Table) Start() string { return t.start }

// States lists every state, sorted.
func (t Table) States() []string {
	states := []string{t.start}
	for _, row := range t.rows {
		states = append(states, append(slices.Clone(row.Src), row.Dst)...)
	}
	slices.Sort(states)
	return slices.Compact(states)
}

// Move gives the state after event. A loop to itself is no error; ErrMove is
// returned for an unknown state, an unknown event, or a move the table lacks.
// It is pure: a pooled machine is set, asked and given back.
func (t Table) Move(state, event string) (string, error) {
	m := t.pool.Get().(*fsm.FSM)
	m.SetState(state)
	err := m.Event(context.Background(), event)
	var loop fsm.NoTransitionError
	if looped := errors.As(err, &loop) && loop.Err == nil; err != nil && !looped {
		return state, fmt.Errorf("%w: %s on %s", ErrMove, event, state)
	}
	next := m.Current()
	t.pool.Put(m)
	return next, nil
}

// Diagram prints the table as a mermaid state diagram, sorted, from the start state.
func (t Table) Diagram() (string, error) {
	lines := []string{}
	for _, row := range t.rows {
		for _, src := range row.Src {
			lines = append(lines, fmt.Sprintf("    %s --> %s: %s", src, row.Dst, row.Name))
		}
	}
	if len(lines) == 0 {
		return "", errors.New("empty table")
	}
	slices.Sort(lines)
	return "stateDiagram-v2\n    [*] --> " + t.start + "\n" + strings.Join(lines, "\n") + "\n", nil
}
