package sqlite

import (
	"context"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// Quiet lists the talks that hold something and have heard nothing since before.
func (s *Store) Quiet(ctx context.Context, before time.Time) ([]chat.Address, error) {
	found, err := s.reads.QueryContext(ctx, `SELECT address, sealed FROM talks WHERE sealed IS NOT NULL ORDER BY address`)
	if err != nil {
		return nil, err
	}
	sealed, order := map[string][]byte{}, []string{}
	err = each(found, func() error {
		var address string
		var raw []byte
		err := found.Scan(&address, &raw)
		sealed[address], order = raw, append(order, address)
		return err
	})
	if err != nil {
		return nil, err
	}
	quiet := []chat.Address{}
	for _, address := range order {
		var talk chat.Conversation
		err := forgiven(vault{s.reads, s.keys}.open(ctx, "talk/"+address, "talks/"+address, sealed[address], &talk))
		if err != nil {
			return nil, err
		}
		if !talk.Of.IsZero() && talk.Heard.Before(before) {
			quiet = append(quiet, talk.Of)
		}
	}
	return quiet, nil
}

// orphaned are the data keys that nothing needs, a line for each kind of subject. A key
// is made in the transaction that seals with it, so none is of a turn on its way.
const orphaned = `DELETE FROM keys WHERE
subject LIKE 'talk/%' AND substr(subject, 6) NOT IN (SELECT address FROM talks WHERE sealed IS NOT NULL
  UNION ALL SELECT address FROM outbox UNION ALL SELECT address FROM lines UNION ALL SELECT address FROM jobs)
OR subject LIKE 'record/%' AND substr(subject, 8) NOT IN (SELECT id FROM records)
OR subject LIKE 'rosters/%' AND subject NOT IN (SELECT record FROM history)
OR subject LIKE 'row/%' AND substr(subject, 5) NOT IN (SELECT row FROM cells
  UNION ALL SELECT COALESCE(json_extract(CAST(entry AS TEXT), '$.Row'), '') FROM history WHERE length(sealed) > 0)
OR subject LIKE 'file/%' AND substr(subject, 6) NOT IN (SELECT id FROM files)
OR subject LIKE 'failure/%' AND substr(subject, 9) NOT IN (SELECT cause FROM failures WHERE length(sealed) > 0)`

// SweepKeys deletes the data keys that nothing needs, and gives how many.
func (s *Store) SweepKeys(ctx context.Context, _ time.Time) (n int, err error) {
	err = s.do(ctx, func(t *tx) error {
		got, err := t.ExecContext(t.ctx, orphaned)
		if err != nil {
			return err
		}
		gone, err := got.RowsAffected()
		n = int(gone)
		return err
	})
	if err != nil {
		return 0, err
	}
	return n, s.truncate(ctx)
}
