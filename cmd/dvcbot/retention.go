package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/dvcbot/dvcbot/reminders"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/words"
)

const (
	// sweptOn notes the day of the last nightly sweep that came to its end.
	sweptOn = "retention/day"
	// sweepLease is held by the replica that sweeps. One that dies is followed by another
	// when it ends: what it has erased is done, the rest is still over.
	sweepLease = "retention"
	sweepTime  = 15 * time.Minute
	// sweepHour is from when on a night is swept, at the office's clock.
	sweepHour = 2
)

// clockwork is the clock of a service: it also sweeps by night.
func (h *house) clockwork() *reminders.Clock {
	c := h.clock()
	c.Nightly = func(ctx context.Context) error { return h.sweepNight(ctx, time.Now()) }
	return c
}

func (h *house) retention(now time.Time) storage.Retention {
	return storage.Retention{Days: h.settings.days, Directives: h.all(), Now: now}
}

// sweepNight erases what is kept no longer, once a day whichever replica comes first.
func (h *house) sweepNight(ctx context.Context, now time.Time) error {
	local := now.In(h.all()[0].Zone())
	today := local.Format(time.DateOnly)
	done, err := h.store.Noted(ctx, sweptOn)
	if err != nil || local.Hour() < sweepHour || done == today {
		return err
	}
	fence, err := h.store.Hold(ctx, sweepLease, h.speaker, now, sweepTime)
	if err != nil || fence == 0 {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sweepTime)
	defer cancel()
	r := h.retention(now)
	over, err := r.Over(ctx, h.store)
	if err != nil {
		return err
	}
	if err := r.Erase(ctx, h.store, over); err != nil {
		return err
	}
	n := over.Counts()
	h.log.Info("what was over its time was erased", "rows", n.Rows, "talks", n.Talks, "drafts", n.Drafts, "asked", n.Asked, "people", n.People)
	return h.store.Note(ctx, sweptOn, today)
}

// erasableOver is what is kept no longer, a line for each list and one for the rest.
func (h *house) erasableOver(ctx context.Context, now time.Time) ([]erasable, error) {
	r := h.retention(now)
	over, err := r.Over(ctx, h.store)
	if err != nil || over.None() {
		return nil, err
	}
	all := []erasable{}
	for _, strike := range over.Rows {
		unit := strike.Key.Unit
		if d, err := h.one(strike.Key.Directive); err == nil {
			if u, ok := d.Unit(unit); ok {
				unit = u.Name
			}
		}
		all = append(all, erasable{words.Say("erase.over.rows", "n", strconv.Itoa(len(strike.Rows)), "unit", unit),
			func(ctx context.Context) error { return storage.EraseRows(ctx, h.store, strike) }})
	}
	rest := over
	rest.Rows = nil
	return append(all, erasable{words.Say("erase.over.rest", counted(over.Counts())...),
		func(ctx context.Context) error { return r.Erase(ctx, h.store, rest) }}), nil
}

// counted are the counts as words take them.
func counted(n storage.Counts) []string {
	return []string{"rows", strconv.Itoa(n.Rows), "talks", strconv.Itoa(n.Talks), "drafts", strconv.Itoa(n.Drafts), "asked", strconv.Itoa(n.Asked), "people", strconv.Itoa(n.People)}
}

// inspectRetention says what the next sweep erases, and warns when none has run although
// something is over.
func inspectRetention(ctx context.Context, h *house) finding {
	if h == nil {
		return finding{}
	}
	return retentionAt(ctx, h, time.Now())
}

func retentionAt(ctx context.Context, h *house, now time.Time) finding {
	over, err := h.retention(now).Over(ctx, h.store)
	noted, err2 := h.store.Noted(ctx, sweptOn)
	if err != nil || err2 != nil {
		return faulty(words.Say("doctor.store"), nil)
	}
	days := strconv.Itoa(h.settings.days)
	if over.None() {
		return fine(words.Say("doctor.retention.none", "days", days))
	}
	say := words.Say("doctor.retention", append(counted(over.Counts()), "days", days)...)
	if last, err := time.Parse(time.DateOnly, noted); err != nil || now.Sub(last) > 3*24*time.Hour {
		return warned(fmt.Sprint(say, "; ", words.Say("doctor.retention.late")))
	}
	return fine(say)
}
