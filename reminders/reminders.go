// Package reminders decides when to speak unasked. The cron only ticks; what is due
// is worked out from the store each time by directive.Plan, a pure function.
package reminders

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// Store is what reminders read and where they post.
type Store interface {
	People(context.Context) ([]people.Person, error)
	Roster(context.Context, roster.Key) (roster.Roster, error)
	Ticket(ctx context.Context, id string) (people.Ticket, error)
	Tickets(context.Context) ([]people.Ticket, error)
	Post(context.Context, []chat.Outbound) (fresh int, err error)
	// Posted reports which of the ids were posted before.
	Posted(ctx context.Context, ids []string) (map[string]bool, error)
}

// Options are what the clock is made of. Render makes the message of a reminder.
type Options struct {
	Store      Store
	Directives func() []*directive.Directive
	Render     func(d *directive.Directive, due directive.Due, demo bool) chat.Outbound
	Demo       bool
	Nightly    func(context.Context) error // asked every ten minutes; it knows whether tonight is done. nil: nothing
	Log        *slog.Logger
	Now        func() time.Time
}

// Clock posts what is due, once, whichever replica sees it first.
type Clock struct{ Options }

// New makes a clock.
func New(o Options) *Clock {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Clock{o}
}

// Run ticks every minute until ctx ends; one tick never overlaps the next.
func (c *Clock) Run(ctx context.Context) error {
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		return err
	}
	ticks := cron.New(cron.WithLocation(zone), cron.WithChain(cron.Recover(cron.DiscardLogger), cron.SkipIfStillRunning(cron.DiscardLogger)))
	if _, err := ticks.AddFunc("* * * * *", func() { c.tick(ctx) }); err != nil {
		return err
	}
	if _, err := ticks.AddFunc("*/10 * * * *", func() { c.night(ctx) }); err != nil {
		return err
	}
	ticks.Start()
	<-ctx.Done()
	<-ticks.Stop().Done()
	return nil
}

func (c *Clock) tick(ctx context.Context) {
	if _, err := c.Post(ctx); err != nil {
		c.Log.Warn("reminders were not posted", "err", err)
	}
}

func (c *Clock) night(ctx context.Context) {
	if c.Nightly == nil {
		return
	}
	if err := c.Nightly(ctx); err != nil && ctx.Err() == nil {
		c.Log.Warn("the nightly sweep was not finished", "err", err)
	}
}

// Post puts into the outbox what is due now: of each deadline the newest milestone
// past, no older than three days. One posted before is not posted again.
func (c *Clock) Post(ctx context.Context) (fresh int, err error) {
	now := c.Now()
	for _, d := range c.Directives() {
		dues, who, err := c.missed(ctx, d, now)
		if err != nil {
			return fresh, err
		}
		milestones, err := c.send(ctx, d, dues, who)
		if err != nil {
			return fresh, err
		}
		asides, err := c.postAsides(ctx, d, now)
		if err != nil {
			return fresh, err
		}
		fresh += milestones + asides
	}
	return fresh, nil
}

func (c *Clock) send(ctx context.Context, d *directive.Directive, dues []directive.Due, who crowd) (int, error) {
	all := []chat.Outbound{}
	for _, due := range dues {
		if to := who.addresses(due.Person); len(to) > 0 {
			o := c.Render(d, due, c.Demo)
			o.To, o.Until = to[0], due.At.Add(late)
			all = append(all, o)
		}
	}
	if len(all) == 0 {
		return 0, nil
	}
	return c.Store.Post(ctx, all)
}

func (c *Clock) missed(ctx context.Context, d *directive.Directive, now time.Time) ([]directive.Due, crowd, error) {
	marked := d.Marked(now.Add(-late), now.Add(time.Nanosecond))
	if len(marked) == 0 {
		return nil, crowd{}, nil
	}
	who, err := c.crowd(ctx, now)
	if err != nil {
		return nil, who, err
	}
	parties, err := c.parties(ctx, d, who, who.active, marked)
	return directive.Missed(d, parties, now), who, err
}

// Show posts the reminders of the next milestone to one address, under an id of its
// own each time: a demonstration of the real planner.
func (c *Clock) Show(ctx context.Context, to chat.Address, mark string) (n int, err error) {
	for _, d := range c.Directives() {
		at, ok := d.NextMilestone(c.Now())
		if !ok {
			continue
		}
		dues, who, err := c.due(ctx, d, at, at.Add(time.Nanosecond), "")
		if err != nil {
			return n, err
		}
		all := []chat.Outbound{}
		for _, due := range dues {
			if slices.Contains(who.addresses(due.Person), to) {
				o := c.Render(d, due, true)
				o.ID, o.To, o.Lane = "demo/"+mark+"/"+due.ID(), to, chat.Reply
				all = append(all, o)
			}
		}
		fresh, err := c.Store.Post(ctx, all)
		if err != nil {
			return n, err
		}
		n += fresh
	}
	return n, nil
}
