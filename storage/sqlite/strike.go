package sqlite

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage"
)

// strike removes from restored data what was erased since it was copied.
func (s *Store) strike(ctx context.Context, erased []string) error {
	err := s.do(ctx, func(t *tx) error {
		var later bool
		err := t.QueryRowContext(t.ctx, `SELECT EXISTS(SELECT 1 FROM erased WHERE at >= (SELECT v FROM meta WHERE k = ?))`, copied).Scan(&later)
		if err == nil && later {
			err = underWay(t)
		}
		for _, subject := range erased {
			err = errors.Join(err, s.strikeRecord(t, subject))
		}
		return errors.Join(err, strikeHistory(t), orphans(t))
	})
	if err != nil {
		return err
	}
	return s.strikeRows(ctx, erased)
}

// underWay drops drafts, pages, files, jobs, what waits to be said, and dead letters:
// the words of somebody erased may stand in anybody's.
func underWay(t *tx) error {
	return errors.Join(t.exec(`UPDATE talks SET version = version + 1, sealed = NULL, marks = '{}'`),
		t.exec(`DELETE FROM lines`), t.exec(`DELETE FROM outbox`), t.exec(`DELETE FROM waits`), t.exec(`DELETE FROM jobs`),
		t.exec(`DELETE FROM files`), t.exec(`UPDATE failures SET sealed = ''`))
}

// orphans drops files whose key is gone, and what belonged to the processes that ran.
func orphans(t *tx) error {
	return errors.Join(t.exec(`DELETE FROM files WHERE 'file/' || id NOT IN (SELECT subject FROM keys)`),
		t.exec(`DELETE FROM leases`), t.exec(`UPDATE waits SET hold = '', by = ''`), t.exec(`UPDATE jobs SET hold = '', by = ''`),
		t.exec(`DELETE FROM meta WHERE k = ?`, copied))
}

// strikeRecord empties a record that an erased key sealed. One that the present key
// opens belongs to somebody who came again, and stays.
func (s *Store) strikeRecord(t *tx, subject string) error {
	id, ok := strings.CutPrefix(subject, "record/")
	if !ok {
		return nil
	}
	var sealed []byte
	var version int64
	all, err := t.QueryContext(t.ctx, `SELECT version, sealed FROM records WHERE id = ?`, id)
	if err != nil {
		return err
	}
	err = each(all, func() error { return all.Scan(&version, &sealed) })
	if err != nil || version == 0 {
		return err
	}
	body := struct{ Version int64 }{version}
	err = vault{t, s.keys}.open(t.ctx, subject, "records/"+id, sealed, &struct{}{})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errNoKey):
		sealed = []byte{}
	default:
		if sealed, err = t.seal(subject, "records/"+id, body); err != nil {
			return err
		}
	}
	return errors.Join(t.exec(`UPDATE records SET sealed = ? WHERE id = ?`, sealed, id), t.exec(`DELETE FROM terms WHERE record = ?`, id))
}

// strikeHistory empties the values of erased rows in the history, and drops their keys:
// who, when and which field stay.
func strikeHistory(t *tx) error {
	return errors.Join(dropRowKeys(t),
		t.exec(`UPDATE history SET sealed = '' WHERE 'row/' || json_extract(CAST(entry AS TEXT), '$.Row') IN (SELECT subject FROM erased)`))
}

func dropRowKeys(t *tx) error {
	return t.exec(`DELETE FROM keys WHERE subject >= 'row/' AND subject < 'row0' AND subject IN (SELECT subject FROM erased)`)
}

// strikeRows takes the erased rows out of their rosters, with their keyed hashes.
func (s *Store) strikeRows(ctx context.Context, erased []string) error {
	rows := []string{}
	for _, subject := range erased {
		if row, ok := strings.CutPrefix(subject, storage.RowKey("")); ok {
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	ids, err := s.ids(ctx, "rosters/")
	if err != nil || len(rows) == 0 {
		return err
	}
	for _, id := range ids {
		if err := storage.StrikeRows(ctx, s, storage.Strike{Key: roster.KeyOf(id), Rows: rows, Verb: roster.Erase, At: s.now()}); err != nil {
			return err
		}
	}
	return s.do(ctx, dropRowKeys) // striking them has made keys anew
}
