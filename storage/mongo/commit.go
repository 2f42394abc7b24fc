package mongo

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/storage"
)

// ErrNoNext means a turn with guarded changes that would leave its talk untouched.
var ErrNoNext = errors.New("a guarded change needs the next state of its talk")

func guarded(c chat.Change) bool { return c.Guard() != chat.NoGuard }

// attempt is one try to commit one turn. Its try tells it from every other attempt at
// the same cause.
type attempt struct {
	s     *Store
	ring  *ring
	turn  chat.Turn
	talk  string
	try   string
	base  int64
	locks []locked
	say   []item
	todo  []task
}

// locked is a guarded record in this attempt's hands, with what the change makes of it.
type locked struct {
	record  record
	change  chat.Change
	written storage.Written
}

func token() string { return rand.Text() }

// Commit keeps a turn whole or not at all: the guarded records are locked in the order
// of their keys, one update of the conversation commits, and what it asks for
// elsewhere is applied afterwards. It gives chat.ErrSeen for a cause kept in the last
// 48 h, chat.ErrStale when a version has moved. After any other error the outcome is
// unknown.
func (s *Store) Commit(ctx context.Context, turn chat.Turn) error {
	if turn.Next == nil && slices.ContainsFunc(turn.Changes, guarded) {
		return ErrNoNext
	}
	return s.commit(ctx, turn, turn.Of.String())
}

// Apply commits changes that belong to no talk, all or none.
func (s *Store) Apply(ctx context.Context, changes ...chat.Change) error {
	cause := token()
	turn := chat.Turn{Cause: cause, Outcome: chat.Outcome{Next: &chat.Conversation{}, Changes: changes}}
	if err := s.commit(ctx, turn, applied+cause); err != nil {
		return err
	}
	_ = s.in("conversations").remove(ctx, bson.M{"_id": applied + cause, "todo": nil}) // the sweeper does it otherwise
	return nil
}

func (s *Store) commit(ctx context.Context, turn chat.Turn, id string) error {
	a := &attempt{s: s, ring: s.ring(), turn: turn, talk: id, try: token()}
	if turn.Next != nil {
		a.base = turn.Next.Version
	}
	was, err := a.look(ctx)
	if err != nil {
		return err
	}
	sealed, err := a.prepare(ctx)
	if err != nil {
		return err
	}
	if err := a.lockAll(ctx); err != nil {
		return err
	}
	if err := a.put(ctx, was, sealed); err != nil {
		return err
	}
	_ = a.finish(context.WithoutCancel(ctx)) // the turn stands: what is left is done by the next reader or the sweeper
	return nil
}

// look refuses at once what cannot be committed any more, and makes room for a cause.
func (a *attempt) look(ctx context.Context) (heard, error) {
	was, err := a.s.heard(ctx, a.talk, a.turn.Cause)
	switch {
	case err != nil:
		return was, err
	case was.try != "":
		return was, chat.ErrSeen
	case a.turn.Next != nil && was.v != a.base:
		return was, chat.ErrStale
	case was.count < maxCauses:
		return was, nil
	}
	if err := a.s.spill(ctx, a.talk); err != nil {
		return was, err
	}
	return a.s.heard(ctx, a.talk, a.turn.Cause)
}

// prepare seals the conversation, what is to be said and what is to be inserted.
func (a *attempt) prepare(ctx context.Context) (sealed []byte, err error) {
	if err := a.ring.need(ctx, a.subjects()...); err != nil {
		return nil, err
	}
	for _, c := range a.turn.Changes {
		if guarded(c) {
			continue
		}
		doc, err := a.s.inserted(ctx, a.ring, c)
		if err != nil {
			return nil, err
		}
		a.todo = append(a.todo, task{Try: a.try, Into: collectionOf(c.Record()), Doc: doc})
	}
	for _, j := range a.turn.Jobs {
		doc, err := a.job(ctx, j)
		if err != nil {
			return nil, err
		}
		a.todo = append(a.todo, task{Try: a.try, Into: "jobs", Doc: doc})
	}
	for _, o := range a.turn.Say {
		one, err := a.ring.item(ctx, o)
		if err != nil {
			return nil, err
		}
		if o.To == a.turn.Of {
			a.say = append(a.say, one)
		} else {
			a.todo = append(a.todo, task{Try: a.try, To: &o.To, Item: &one})
		}
	}
	if a.turn.Next == nil {
		return nil, nil
	}
	next := *a.turn.Next
	next.Marks, next.Version = nil, 0
	return a.ring.seal(ctx, talkKey(a.talk), "talks/"+a.talk, next)
}

func (a *attempt) subjects() []string {
	all := []string{talkKey(a.talk)}
	for _, o := range a.turn.Say {
		all = append(all, talkKey(o.To.String()))
	}
	for _, c := range a.turn.Changes {
		if !guarded(c) {
			all = append(all, "record/"+c.Record())
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// put is the commit: one update of one document. Where it does not fit, the locks are
// given back.
func (a *attempt) put(ctx context.Context, was heard, sealed []byte) error {
	filter := bson.M{"_id": a.talk, "spills": was.spills, "causes.id": bson.M{"$ne": a.turn.Cause}}
	set, inc := bson.M{"of": a.turn.Of}, bson.M{"heard": 1}
	push := bson.M{"causes": cause{a.turn.Cause, a.try, a.s.now()}}
	change := bson.M{"$set": set, "$inc": inc, "$push": push, "$setOnInsert": bson.M{"at": a.s.now()}}
	if a.turn.Next != nil {
		filter["v"], inc["v"], set["sealed"] = a.base, 1, sealed
	} else {
		change["$setOnInsert"] = bson.M{"at": a.s.now(), "v": int64(0)}
	}
	if len(a.say) > 0 {
		change["$min"], push["outbox"] = bson.M{"due": a.s.now()}, bson.M{"$each": a.say}
	}
	for _, l := range a.locks {
		a.todo = append(a.todo, task{Try: a.try, Record: l.record.ID})
	}
	if len(a.todo) > 0 {
		set["pending"], push["todo"] = true, bson.M{"$each": a.todo}
	}
	write := a.s.in("conversations").update
	if !was.exists {
		write = a.s.in("conversations").upsert
	}
	hit, err := write(ctx, filter, change)
	if err != nil || hit {
		return err
	}
	return a.refused(ctx)
}

// refused says why a commit did not fit, and lets go of what it holds.
func (a *attempt) refused(ctx context.Context) error {
	is, err := a.s.heard(ctx, a.talk, a.turn.Cause)
	if err != nil {
		return err
	}
	if is.try == a.try { // the driver repeated a call whose answer was lost
		return nil
	}
	if err := a.unlock(ctx); err != nil {
		return err
	}
	if is.try != "" {
		return chat.ErrSeen
	}
	return chat.ErrStale
}

// lockAll locks the guarded records and works out what becomes of each.
func (a *attempt) lockAll(ctx context.Context) error {
	changes := slices.DeleteFunc(slices.Clone(a.turn.Changes), func(c chat.Change) bool { return !guarded(c) })
	slices.SortFunc(changes, func(x, y chat.Change) int { return cmp.Compare(x.Record(), y.Record()) })
	for _, c := range changes {
		err := a.lock(ctx, c)
		if err == nil {
			err = a.work(ctx, len(a.locks)-1)
		}
		if errors.Is(err, chat.ErrAway) {
			return err
		}
		if err != nil {
			return errors.Join(err, a.unlock(context.WithoutCancel(ctx)))
		}
	}
	return nil
}

// work applies a change in memory: what it refuses is refused before the commit.
func (a *attempt) work(ctx context.Context, i int) (err error) {
	l := &a.locks[i]
	l.written, err = a.s.work(ctx, a.ring, l.record, l.change)
	return err
}

// finish does what a committed turn asks for elsewhere.
func (a *attempt) finish(ctx context.Context) error {
	if len(a.todo) == 0 {
		return nil
	}
	for _, l := range a.locks {
		if err := a.s.write(ctx, a.ring, l.record, l.written); err != nil {
			return err
		}
	}
	for _, t := range a.todo {
		if t.Record == "" {
			if err := a.s.do(ctx, t); err != nil {
				return err
			}
		}
	}
	return a.s.strike(ctx, a.talk, a.try, len(a.todo))
}
