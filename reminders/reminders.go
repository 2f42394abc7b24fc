// Package reminders decides when to speak unasked. The cron only ticks; what is due
// is worked out from the store each time by directive.Plan, a pure function.
package reminders

import (
	"context"
	"errors"
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
}

// Options are what the clock is made of. Render makes the message of a reminder.
type Options struct {
	Store      Store
	Directives func() []*directive.Directive
	Render     func(d *directive.Directive, due directive.Due, demo bool) chat.Outbound
	Demo       bool
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

// Post puts into the outbox what is due now: the newest milestone past, no older
// than three days. One posted before is not posted again.
func (c *Clock) Post(ctx context.Context) (fresh int, err error) {
	now := c.Now()
	for _, d := range c.Directives() {
		from, to := directive.Missed(d, now)
		milestones, err := c.post(ctx, d, from, to)
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

// Show posts the reminders of the next milestone to one address, under an id of its
// own each time: a demonstration of the real planner.
func (c *Clock) Show(ctx context.Context, to chat.Address, mark string) (n int, err error) {
	for _, d := range c.Directives() {
		at, ok := d.NextMilestone(c.Now())
		if !ok {
			continue
		}
		dues, addresses, err := c.plan(ctx, d, at, at.Add(time.Nanosecond))
		if err != nil {
			return n, err
		}
		all := []chat.Outbound{}
		for _, due := range dues {
			if slices.Contains(addresses[due.Person], to) {
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

func (c *Clock) post(ctx context.Context, d *directive.Directive, from, to time.Time) (int, error) {
	if !from.Before(to) {
		return 0, nil
	}
	dues, addresses, err := c.plan(ctx, d, from, to)
	if err != nil {
		return 0, err
	}
	all := []chat.Outbound{}
	for _, due := range dues {
		if len(addresses[due.Person]) == 0 {
			continue
		}
		o := c.Render(d, due, c.Demo)
		o.To, o.Until = addresses[due.Person][0], due.At.Add(3*24*time.Hour)
		all = append(all, o)
	}
	if len(all) == 0 {
		return 0, nil
	}
	return c.Store.Post(ctx, all)
}

// Plan lists what goes out in [from, to) with the states stored now.
func (c *Clock) Plan(ctx context.Context, d *directive.Directive, from, to time.Time) ([]directive.Due, error) {
	dues, _, err := c.plan(ctx, d, from, to)
	if err != nil {
		return nil, err
	}
	asides, _, err := c.asides(ctx, d, from, to)
	dues = append(dues, asides...)
	slices.SortStableFunc(dues, directive.Earlier)
	return dues, err
}

func (c *Clock) plan(ctx context.Context, d *directive.Directive, from, to time.Time) ([]directive.Due, map[string][]chat.Address, error) {
	everybody, err := c.Store.People(ctx)
	if err != nil {
		return nil, nil, err
	}
	for i, p := range everybody {
		everybody[i] = p.At(from)
	}
	parties, addresses := []directive.Party{}, map[string][]chat.Address{}
	headed := map[string]bool{}
	for _, p := range everybody {
		if p.As != "" {
			continue
		}
		addresses[p.ID] = p.Addresses
		for _, unit := range p.Units(d.ID) {
			headed[unit] = headed[unit] || len(p.Addresses) > 0
		}
		own, err := c.parties(ctx, d, p, from)
		if err != nil {
			return nil, nil, err
		}
		parties = append(parties, own...)
	}
	orphans, err := c.orphans(ctx, d, everybody, headed, from)
	if err != nil {
		return nil, nil, err
	}
	return directive.Plan(d, append(parties, orphans...), from, to), addresses, nil
}

func (c *Clock) parties(ctx context.Context, d *directive.Directive, p people.Person, now time.Time) ([]directive.Party, error) {
	channel := ""
	if len(p.Addresses) > 0 {
		channel = p.Addresses[0].Channel
	}
	var faults error
	own := people.Parties(d, p, channel, now, func(f directive.Form, u directive.Unit, period string) (string, string) {
		state, missing, err := c.stands(ctx, d, f, u, period)
		faults = errors.Join(faults, err)
		return state, missing
	})
	return own, faults
}

func (c *Clock) stands(ctx context.Context, d *directive.Directive, f directive.Form, u directive.Unit, period string) (state, missing string, err error) {
	r, err := c.Store.Roster(ctx, roster.Key{Directive: d.ID, Form: f.ID, Unit: u.ID, Period: period})
	state, missing = roster.Standing(d, f, u.Kind, r)
	return state, missing, err
}

// orphans tells the office people about units that nobody active keeps.
func (c *Clock) orphans(ctx context.Context, d *directive.Directive, everybody []people.Person, headed map[string]bool, now time.Time) ([]directive.Party, error) {
	all := []directive.Party{}
	for _, p := range everybody {
		if !people.May(p, people.ReadRosters, d.ID, "") || p.As != "" || len(p.Addresses) == 0 {
			continue
		}
		for _, u := range d.Units {
			if headed[u.ID] {
				continue
			}
			stand := p.Clone()
			stand.Grants = []people.Grant{{Role: people.Head, Directive: d.ID, Unit: u.ID}}
			stand.Progress = map[string]people.Progress{}
			own, err := c.parties(ctx, d, stand, now)
			if err != nil {
				return nil, err
			}
			for _, party := range own {
				party.Orphan, party.Role = true, string(people.Office)
				all = append(all, party)
			}
		}
	}
	return all, nil
}

// Write gives a notice as it reads when it leaves, from how things stand then;
// still is false when the work is done by now.
func (c *Clock) Write(ctx context.Context, notice chat.Outbound, now time.Time) (out chat.Outbound, still bool, err error) {
	if kind, id, position, ok := people.OfNotice(notice.ID); ok {
		still, err := c.waits(ctx, kind, id, position)
		return notice, still, err
	}
	for _, d := range c.Directives() {
		from := now.Add(-4 * 24 * time.Hour)
		dues, err := c.Plan(ctx, d, from, now.Add(time.Minute))
		if err != nil {
			return notice, false, err
		}
		for _, due := range dues {
			if due.ID() == notice.ID {
				fresh := c.Render(d, due, c.Demo)
				notice.Body, notice.Choices = fresh.Body, fresh.Choices
				return notice, true, nil
			}
		}
	}
	return notice, false, nil
}
