package sqlite

import (
	"context"
	"errors"
)

// rewrapped is how many keys are wrapped anew in one commit, so that turns go on between.
const rewrapped = 500

// Rewrap wraps every data key anew by the first key of the keyset, and gives how many.
// Interrupted, it is done again. Older wrappings leave the file and its log.
func (s *Store) Rewrap(ctx context.Context) (n int, err error) {
	for after, more := "", true; more; {
		err := s.do(ctx, func(t *tx) error {
			last, count, err := rewrap(t, after)
			after, n, more = last, n+count, count == rewrapped
			return err
		})
		if err != nil {
			return n, err
		}
	}
	return n, s.truncate(ctx)
}

// rewrap does the next keys in the order of their subjects, and gives the last one.
func rewrap(t *tx, after string) (last string, count int, err error) {
	found, err := t.QueryContext(t.ctx, `SELECT subject, wrapped FROM keys WHERE subject > ? ORDER BY subject LIMIT ?`, after, rewrapped)
	if err != nil {
		return after, 0, err
	}
	subjects, wrapped := []string{}, [][]byte{}
	err = each(found, func() error {
		var subject string
		var raw []byte
		err := found.Scan(&subject, &raw)
		subjects, wrapped = append(subjects, subject), append(wrapped, raw)
		return err
	})
	for i, subject := range subjects {
		anew, fault := t.keys.Rewrap(subject, wrapped[i])
		if fault != nil {
			return after, 0, errors.Join(err, fault)
		}
		err, last = errors.Join(err, t.exec(`UPDATE keys SET wrapped = ? WHERE subject = ?`, anew, subject)), subject
	}
	return last, len(subjects), err
}
