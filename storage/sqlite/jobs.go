package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// job keeps what a turn asks for. What it is about is sealed under the talk's key.
func (s *Store) job(t *tx, of chat.Address, j chat.Job) error {
	address := of.String()
	sealed, err := t.seal("talk/"+address, "jobs/"+j.ID, chat.Task{Job: j, Of: of})
	if err != nil {
		return err
	}
	return t.exec(`INSERT OR IGNORE INTO jobs(id, kind, address, sealed, due) VALUES(?, ?, ?, ?, ?)`, j.ID, j.Kind, address, sealed, s.now().UnixNano())
}

// Take takes the job of one of the kinds that has been due longest; with no ID there is
// none. A job held by a replica that is alive is left alone.
func (s *Store) Take(ctx context.Context, ask chat.Ask) (task chat.Task, err error) {
	if id, err := s.dueJob(ctx, s.reads, ask); err != nil || id == "" {
		return task, err
	}
	err = s.do(ctx, func(t *tx) error {
		task = chat.Task{}
		id, err := s.dueJob(t.ctx, t, ask)
		if err != nil || id == "" {
			return err
		}
		hold, address, tried, sealed := token(), "", 0, []byte{}
		err = t.QueryRowContext(t.ctx, `UPDATE jobs SET hold = ?, by = ? WHERE id = ? RETURNING address, tried, sealed`, hold, ask.By, id).Scan(&address, &tried, &sealed)
		if err != nil {
			return err
		}
		err = vault{t, s.keys}.open(t.ctx, "talk/"+address, "jobs/"+id, sealed, &task)
		task.Hold, task.Tried = hold, tried
		return err
	})
	return task, err
}

func (s *Store) dueJob(ctx context.Context, q querier, ask chat.Ask) (id string, err error) {
	if len(ask.Kinds) == 0 {
		return "", nil
	}
	where, args := `kind IN (`+strings.TrimSuffix(strings.Repeat("?,", len(ask.Kinds)), ",")+`)`, []any{}
	for _, k := range ask.Kinds {
		args = append(args, k)
	}
	if ask.Only != nil {
		where, args = where+` AND address = ?`, append(args, ask.Only.String())
	}
	now := ask.Now.UnixNano()
	err = q.QueryRowContext(ctx, `SELECT id FROM jobs WHERE `+where+` AND due <= ?
AND (hold = '' OR NOT EXISTS (SELECT 1 FROM leases l WHERE l.name = 'replica/' || jobs.by AND l.until > ?)) ORDER BY due, rowid LIMIT 1`,
		append(args, now, now)...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}

// Return gives a job back, not to be taken before a time. With an old Hold it changes
// nothing.
func (s *Store) Return(ctx context.Context, task chat.Task, before time.Time) error {
	return s.do(ctx, func(t *tx) error {
		return t.exec(`UPDATE jobs SET hold = '', by = '', tried = tried + 1, due = ? WHERE id = ? AND hold = ?`, before.UnixNano(), task.ID, task.Hold)
	})
}

// Ended strikes a job off whose result is kept.
func (s *Store) Ended(ctx context.Context, task chat.Task) error {
	return s.do(ctx, func(t *tx) error { return t.exec(`DELETE FROM jobs WHERE id = ?`, task.ID) })
}
