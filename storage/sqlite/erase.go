package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/dvcbot/dvcbot/chat"
)

// Erase notes the subjects as erased, deletes their keys, and drops the dead letters,
// which may hold anybody's words. What is overwritten leaves the file and its log.
func (s *Store) Erase(ctx context.Context, subjects ...string) error {
	if err := s.do(ctx, func(t *tx) error { return s.erase(t, subjects) }); err != nil {
		return err
	}
	return s.truncate(ctx)
}

func (s *Store) erase(t *tx, subjects []string) error {
	err := t.exec(`UPDATE failures SET sealed = ''`)
	for _, subject := range subjects {
		err = errors.Join(err, t.exec(`INSERT OR REPLACE INTO erased(subject, at) VALUES(?, ?)`, subject, s.now().Unix()),
			t.exec(`DELETE FROM keys WHERE subject = ?`, subject))
	}
	return err
}

// Drop removes those of the records that still have the version beside their name, with
// their keys.
func (s *Store) Drop(ctx context.Context, records map[string]int64) error {
	if len(records) == 0 {
		return nil
	}
	err := s.do(ctx, func(t *tx) error {
		subjects := []string{}
		for record, version := range records {
			got, err := t.ExecContext(t.ctx, `DELETE FROM records WHERE id = ? AND version = ?`, record, version)
			if err = moved(got, err, chat.ErrStale); errors.Is(err, chat.ErrStale) {
				continue
			}
			if err := errors.Join(err, t.exec(`DELETE FROM terms WHERE record = ?`, record)); err != nil {
				return err
			}
			subjects = append(subjects, "record/"+record)
		}
		if len(subjects) == 0 {
			return nil
		}
		return s.erase(t, subjects)
	})
	if err != nil {
		return err
	}
	return s.truncate(ctx)
}

// truncate moves what the log holds into the file and empties the log.
func (s *Store) truncate(ctx context.Context) error {
	var busy, pages, moved int
	err := s.reads.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
	if err != nil {
		return fmt.Errorf("empty the log: %w", err)
	}
	if busy != 0 {
		return fmt.Errorf("%w: empty the log", chat.ErrAway)
	}
	return nil
}

// Tidy drops the page's lines and the files of an address.
func (s *Store) Tidy(ctx context.Context, a chat.Address) error {
	return s.do(ctx, func(t *tx) error { return tidy(t, a.String()) })
}

func tidy(t *tx, address string) error {
	return errors.Join(t.exec(`DELETE FROM lines WHERE address = ?`, address),
		t.exec(`DELETE FROM keys WHERE subject IN (SELECT 'file/' || id FROM files WHERE address = ?)`, address),
		t.exec(`DELETE FROM files WHERE address = ?`, address))
}

// Forget drops all that a talk holds; its version stands, so that no turn decided on
// what was there can be kept.
func (s *Store) Forget(ctx context.Context, a chat.Address) error {
	address := a.String()
	err := s.do(ctx, func(t *tx) error {
		return errors.Join(tidy(t, address),
			t.exec(`UPDATE talks SET version = version + 1, sealed = NULL, marks = '{}' WHERE address = ?`, address),
			t.exec(`DELETE FROM outbox WHERE address = ?`, address), t.exec(`DELETE FROM waits WHERE address = ?`, address),
			t.exec(`DELETE FROM jobs WHERE address = ?`, address), s.erase(t, []string{"talk/" + address}))
	})
	if err != nil {
		return err
	}
	return s.truncate(ctx)
}
