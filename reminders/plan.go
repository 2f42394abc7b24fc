package reminders

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
)

// Plan lists what goes out in [from, to) with the states stored now, as if it were
// from: what was missed before and may still go out comes first, at from.
func (c *Clock) Plan(ctx context.Context, d *directive.Directive, from, to time.Time) ([]directive.Due, error) {
	late, _, err := c.missed(ctx, d, from.Add(-time.Nanosecond))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(late))
	for i, due := range late {
		ids[i] = due.ID()
	}
	sent, err := c.Store.Posted(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := []directive.Due{}
	for i, due := range late {
		if !sent[ids[i]] {
			due.Text, due.At = d.Reminder(due, from), from
			all = append(all, due)
		}
	}
	dues, _, err := c.due(ctx, d, from, to, "")
	if err != nil {
		return nil, err
	}
	asides, _, err := c.asides(ctx, d, from, to)
	all = append(append(all, dues...), asides...)
	slices.SortStableFunc(all, directive.Earlier)
	return all, err
}

// Untold lists the units that nobody active keeps when there is no office person who
// could be told.
func (c *Clock) Untold(ctx context.Context, d *directive.Directive) ([]directive.Unit, error) {
	who, err := c.crowd(ctx, c.Now())
	if err != nil {
		return nil, err
	}
	for _, p := range who.active {
		if people.May(p, people.ReadRosters, d.ID, "") {
			return nil, nil
		}
	}
	headed, units := who.headed(d.ID), []directive.Unit{}
	for _, u := range d.Units {
		if !headed[u.ID] && len(d.Hands(u.Kind)) > 0 && !d.Spared(u) {
			units = append(units, u)
		}
	}
	return units, nil
}

// due is the plan of everybody, or of one person.
func (c *Clock) due(ctx context.Context, d *directive.Directive, from, to time.Time, person string) ([]directive.Due, crowd, error) {
	who, err := c.crowd(ctx, from)
	if err != nil {
		return nil, who, err
	}
	of := who.active
	if person != "" {
		p, ok := who.find(person)
		if !ok {
			return nil, who, nil
		}
		of = []people.Person{p}
	}
	parties, err := c.parties(ctx, d, who, of, d.Marked(from, to))
	return directive.Plan(d, parties, from, to), who, err
}

// Write gives a notice as it reads when it leaves, from how things stand then; still is
// false when the work is done by now, or the directive is no longer in force.
func (c *Clock) Write(ctx context.Context, notice chat.Outbound, now time.Time) (out chat.Outbound, still bool, err error) {
	if kind, id, position, ok := people.OfNotice(notice.ID); ok {
		still, err := c.waits(ctx, kind, id, position)
		return notice, still, err
	}
	for _, d := range c.Directives() {
		dues, err := c.standing(ctx, d, notice.ID, now)
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

// standing is what is due to the person of a notice, as it reads now.
func (c *Clock) standing(ctx context.Context, d *directive.Directive, id string, now time.Time) ([]directive.Due, error) {
	if !strings.HasPrefix(id, d.ID+"/") {
		return nil, nil
	}
	from, to := now.Add(-late-24*time.Hour), now.Add(time.Minute)
	if kind := strings.Split(id, "/")[1]; kind == directive.FollowedUp || kind == directive.Summed {
		dues, _, err := c.asides(ctx, d, from, to)
		return dues, err
	}
	dues, _, err := c.due(ctx, d, from, to, id[strings.LastIndex(id, "/")+1:])
	for i := range dues {
		dues[i].Text = d.Reminder(dues[i], now)
	}
	return dues, err
}
