package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/dvcbot/dvcbot/storage"
)

// KeepFile keeps what somebody sent for at most 24 h; one with this ID that is there
// already stays. storage.ErrLarge over 20 MiB.
func (s *Store) KeepFile(ctx context.Context, f storage.File, content []byte) error {
	if len(content) > storage.MaxFile {
		return storage.ErrLarge
	}
	return s.do(ctx, func(t *tx) error {
		sealed, err1 := t.seal(storage.FileKey(f.ID), "files/"+f.ID, f)
		bytes, err2 := t.seal(storage.FileKey(f.ID), "files/"+f.ID+"/bytes", content)
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		return t.exec(`INSERT OR IGNORE INTO files(id, address, at, sealed, bytes) VALUES(?, ?, ?, ?, ?)`, f.ID, f.Of.String(), f.At.UnixNano(), sealed, bytes)
	})
}

// File gives what KeepFile kept; storage.ErrNoFile when there is none any more.
func (s *Store) File(ctx context.Context, id string) (f storage.File, content []byte, err error) {
	var sealed, bytes []byte
	err = s.reads.QueryRowContext(ctx, `SELECT sealed, bytes FROM files WHERE id = ?`, id).Scan(&sealed, &bytes)
	if errors.Is(err, sql.ErrNoRows) {
		return f, nil, storage.ErrNoFile
	}
	if err != nil {
		return f, nil, err
	}
	err = errors.Join(vault{s.reads, s.keys}.open(ctx, storage.FileKey(id), "files/"+id, sealed, &f),
		vault{s.reads, s.keys}.open(ctx, storage.FileKey(id), "files/"+id+"/bytes", bytes, &content))
	return f, content, err
}

// DropFile forgets a file and its key.
func (s *Store) DropFile(ctx context.Context, id string) error {
	return s.do(ctx, func(t *tx) error { return dropFile(t, id) })
}

func dropFile(t *tx, id string) error {
	return errors.Join(t.exec(`DELETE FROM files WHERE id = ?`, id), t.exec(`DELETE FROM keys WHERE subject = ?`, storage.FileKey(id)))
}

// oldFiles forgets the files whose day is over.
func (s *Store) oldFiles(t *tx, now time.Time) error {
	found, err := t.QueryContext(t.ctx, `SELECT id FROM files WHERE at < ?`, now.Add(-storage.FileLife).UnixNano())
	if err != nil {
		return err
	}
	ids := []string{}
	err = each(found, func() error {
		var id string
		err := found.Scan(&id)
		ids = append(ids, id)
		return err
	})
	for _, id := range ids {
		err = errors.Join(err, dropFile(t, id))
	}
	return err
}
