package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

func (s *Store) push(t *tx, o chat.Outbound) error {
	address := o.To.String()
	sealed, err := t.seal("talk/"+address, "outbox/"+o.ID, o)
	if err != nil {
		return err
	}
	return t.exec(`INSERT OR IGNORE INTO outbox(id, address, channel, lane, sealed) VALUES(?, ?, ?, ?, ?)`, o.ID, address, o.To.Channel, o.Lane, sealed)
}

// Post puts notices into the outbox where their id was never posted before.
func (s *Store) Post(ctx context.Context, all []chat.Outbound) (fresh int, err error) {
	err = s.do(ctx, func(t *tx) error {
		fresh = 0
		for _, o := range all {
			got, err := t.ExecContext(t.ctx, `INSERT OR IGNORE INTO posted(id, at) VALUES(?, ?)`, o.ID, s.now().Unix())
			if err := moved(got, err, chat.ErrSeen); errors.Is(err, chat.ErrSeen) {
				continue
			} else if err != nil {
				return err
			}
			if err := s.push(t, o); err != nil {
				return err
			}
			fresh++
		}
		return nil
	})
	return fresh, err
}

// Posted reports which of the ids were posted before.
func (s *Store) Posted(ctx context.Context, ids []string) (map[string]bool, error) {
	sent := map[string]bool{}
	for _, id := range ids {
		var n int
		if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM posted WHERE id = ?`, id).Scan(&n); err != nil {
			return nil, err
		}
		sent[id] = n > 0
	}
	return sent, nil
}

// Withdraw takes back notices whose id begins with prefix and that have not left.
func (s *Store) Withdraw(ctx context.Context, prefix string) (n int, err error) {
	err = s.do(ctx, func(t *tx) error {
		got, err := t.ExecContext(t.ctx, `DELETE FROM outbox WHERE lane > 0 AND substr(id, 1, ?) = ?
AND address NOT IN (SELECT address FROM waits WHERE hold != '')`, len(prefix), prefix)
		if err != nil {
			return err
		}
		gone, err := got.RowsAffected()
		n = int(gone)
		return err
	})
	return n, err
}

// Claim takes whole addresses with something due, replies first, oldest first. An
// address held by a replica that is alive, or told to wait, is left alone.
func (s *Store) Claim(ctx context.Context, ask chat.Ask) ([]chat.Parcel, error) {
	some, err := s.due(ctx, s.reads, ask)
	if err != nil || len(some) == 0 {
		return nil, err
	}
	parcels := []chat.Parcel{}
	err = s.do(ctx, func(t *tx) error {
		parcels = parcels[:0]
		addresses, err := s.due(t.ctx, t, ask)
		for _, address := range addresses {
			p, err := s.take(t, address, ask)
			if err != nil {
				return err
			}
			parcels = append(parcels, p)
		}
		return err
	})
	return parcels, err
}

func (s *Store) due(ctx context.Context, q querier, ask chat.Ask) ([]string, error) {
	where, args := []string{`o.channel IN (` + strings.TrimSuffix(strings.Repeat("?,", len(ask.Channels)), ",") + `)`}, []any{}
	for _, c := range ask.Channels {
		args = append(args, c)
	}
	if ask.Only != nil {
		where, args = append(where, `o.address = ?`), append(args, ask.Only.String())
	}
	args = append(args, ask.Now.UnixNano(), ask.Now.UnixNano(), max(ask.Limit, 1))
	found, err := q.QueryContext(ctx, `SELECT o.address FROM outbox o LEFT JOIN waits w ON w.address = o.address WHERE `+strings.Join(where, " AND ")+`
AND COALESCE(w.until, 0) <= ? AND (COALESCE(w.hold, '') = '' OR NOT EXISTS (SELECT 1 FROM leases l WHERE l.name = 'replica/' || w.by AND l.until > ?))
GROUP BY o.address ORDER BY MIN(o.lane), MIN(o.seq) LIMIT ?`, args...)
	if err != nil {
		return nil, err
	}
	all := []string{}
	err = each(found, func() error {
		var address string
		err := found.Scan(&address)
		all = append(all, address)
		return err
	})
	return all, err
}

// perParcel is the most messages of one address that are taken at once.
const perParcel = 20

func (s *Store) take(t *tx, address string, ask chat.Ask) (chat.Parcel, error) {
	hold := token()
	p := chat.Parcel{Hold: hold}
	if err := t.exec(`INSERT INTO waits(address, hold, by) VALUES(?, ?, ?) ON CONFLICT(address) DO UPDATE SET hold = excluded.hold, by = excluded.by`, address, hold, ask.By); err != nil {
		return p, err
	}
	found, err := t.QueryContext(t.ctx, `SELECT id, sealed FROM outbox WHERE address = ? ORDER BY lane, seq LIMIT ?`, address, perParcel)
	if err != nil {
		return p, err
	}
	ids, sealed := []string{}, [][]byte{}
	err = each(found, func() error {
		var id string
		var raw []byte
		err := found.Scan(&id, &raw)
		ids, sealed = append(ids, id), append(sealed, raw)
		return err
	})
	marks, err2 := s.marks(t, address)
	if err := errors.Join(err, err2); err != nil {
		return p, err
	}
	for i, id := range ids {
		var o chat.Outbound
		if err := (vault{t, s.keys}).open(t.ctx, "talk/"+address, "outbox/"+id, sealed[i], &o); err != nil {
			return p, err
		}
		if o.Replace {
			o.Edits = marks[o.Slot]
		}
		p.To, p.Say = o.To, append(p.Say, o)
	}
	return p, nil
}

func (s *Store) marks(t *tx, address string) (map[string]string, error) {
	raw, marks := "{}", map[string]string{}
	err := t.QueryRowContext(t.ctx, `SELECT marks FROM talks WHERE address = ?`, address).Scan(&raw)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	return marks, json.Unmarshal([]byte(raw), &marks)
}

// Settle says what became of some messages of a parcel. With an old Hold it changes
// nothing; with last set the hold ends.
func (s *Store) Settle(ctx context.Context, p chat.Parcel, done []chat.Delivery, last bool) error {
	done, err := s.onward(ctx, p, done)
	if err != nil {
		return err
	}
	return s.do(ctx, func(t *tx) error {
		address := p.To.String()
		var hold string
		err := t.QueryRowContext(t.ctx, `SELECT hold FROM waits WHERE address = ?`, address).Scan(&hold)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if hold != p.Hold {
			return nil
		}
		for _, d := range done {
			if err := s.settle(t, p, address, d); err != nil {
				return err
			}
		}
		if !last {
			return nil
		}
		return t.exec(`UPDATE waits SET hold = '', by = '' WHERE address = ?`, address)
	})
}

// onward says where a notice goes that could not be brought: to the person's next
// address.
func (s *Store) onward(ctx context.Context, p chat.Parcel, done []chat.Delivery) ([]chat.Delivery, error) {
	all := slices.Clone(done)
	for i, d := range all {
		at := slices.IndexFunc(p.Say, func(o chat.Outbound) bool { return o.ID == d.ID })
		if d.Result != chat.Unreachable || at < 0 || p.Say[at].Lane == chat.Reply {
			continue
		}
		who, err := s.Person(ctx, p.To)
		if err != nil {
			return nil, err
		}
		if next, ok := who.After(p.To); ok {
			all[i].Moved = &next
		}
	}
	return all, nil
}

func (s *Store) settle(t *tx, p chat.Parcel, address string, d chat.Delivery) error {
	if d.Result == chat.Again && d.Moved == nil {
		return t.exec(`UPDATE waits SET until = ? WHERE address = ?`, nano(d.Retry), address)
	}
	if err := t.exec(`DELETE FROM outbox WHERE id = ?`, d.ID); err != nil {
		return err
	}
	for _, o := range p.Say {
		if o.ID != d.ID {
			continue
		}
		if o.Slot != "" && d.Mark != "" {
			if err := s.mark(t, address, o.Slot, d.Mark); err != nil {
				return err
			}
		}
		if d.Moved != nil {
			o.To, o.Edits = *d.Moved, ""
			return s.push(t, o)
		}
	}
	return nil
}

func nano(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixNano()
}

func (s *Store) mark(t *tx, address, slot, mark string) error {
	marks, err := s.marks(t, address)
	if err != nil {
		return err
	}
	marks[slot] = mark
	raw, err := json.Marshal(marks)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE talks SET marks = ? WHERE address = ?`, string(raw), address)
}
