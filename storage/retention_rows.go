package storage

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// rows are the rows that are kept no longer, roster by roster. A form without a notice
// of consent asks for nothing personal: its rows stay.
func (r Retention) rows(ctx context.Context, s Keeper) ([]Strike, error) {
	keys := []roster.Key{}
	err := s.List(ctx, "rosters/", func(record string, _ func(any) error) error {
		if k := roster.KeyOf(record); r.personal(k) {
			keys = append(keys, k)
		}
		return nil
	})
	sent, err2 := List[people.Sent](ctx, s, "sent/")
	if err := errors.Join(err, err2); err != nil {
		return nil, err
	}
	all := []Strike{}
	for _, k := range keys {
		last, err := changed(ctx, s, k)
		if err != nil {
			return nil, err
		}
		over := []string{}
		for row, at := range last {
			if end, ok := r.ended(k, sent, at); ok && r.past(end) {
				over = append(over, row)
			}
		}
		if len(over) > 0 {
			slices.Sort(over)
			all = append(all, Strike{Key: k, Rows: over, Verb: roster.Expire, At: r.Now})
		}
	}
	return all, nil
}

func (r Retention) directive(id string) *directive.Directive {
	i := slices.IndexFunc(r.Directives, func(d *directive.Directive) bool { return d.ID == id })
	if i < 0 {
		return nil
	}
	return r.Directives[i]
}

// personal reports whether a roster's rows are somebody's data; those of a form that is
// not in force any more are taken to be.
func (r Retention) personal(k roster.Key) bool {
	d := r.directive(k.Directive)
	if d == nil {
		return k != roster.Key{}
	}
	f, ok := d.Form(k.Form)
	return !ok || f.Consent != nil
}

// changed gives when each row of which anything can still be read was last changed; the
// row "" is the reason for which nobody was named.
func changed(ctx context.Context, s Keeper, k roster.Key) (map[string]time.Time, error) {
	held, err := s.Roster(ctx, k)
	if err != nil {
		return nil, err
	}
	last, readable := map[string]time.Time{}, map[string]bool{}
	for _, row := range held.Every() {
		last[row.ID], readable[row.ID] = row.At, true
	}
	if handing, ok := held.Last(); ok && held.Nil != "" {
		last[""], readable[""] = handing.At, true
	}
	entries, err := s.History(ctx, k, time.Time{})
	for _, e := range entries {
		if e.Row == "" || e.By == eraser {
			continue
		}
		if e.At.After(last[e.Row]) {
			last[e.Row] = e.At
		}
		readable[e.Row] = readable[e.Row] || len(e.Before)+len(e.After) > 0
	}
	maps.DeleteFunc(last, func(row string, _ time.Time) bool { return !readable[row] })
	return last, err
}

// ended is when the days of a row begin that was last changed at a time: at the first
// report of results sent since, but not before the deadline; where none was sent, when
// the deadline has been over for so long that the directive is closed, or at the change
// if that came later. False while neither has happened: of a form without a deadline,
// before a report. What is no longer in force counts from its last change.
func (r Retention) ended(k roster.Key, sent []people.Sent, last time.Time) (time.Time, bool) {
	d := r.directive(k.Directive)
	report, reported := since(sent, k.Directive, last)
	if d == nil {
		return last, true
	}
	o, due := d.In("form:"+k.Form, k.Period)
	switch {
	case reported && due:
		return latest(report, o.End), true
	case reported:
		return report, true
	case due && o.Closed(r.Now):
		return latest(last, o.ClosedAt()), true
	}
	return time.Time{}, false
}

// since is when the first report of a directive was sent at or after a time.
func since(sent []people.Sent, directive string, from time.Time) (at time.Time, found bool) {
	for _, s := range sent {
		if s.Directive == directive && !s.At.Before(from.Truncate(time.Second)) && (!found || s.At.Before(at)) {
			at, found = s.At, true
		}
	}
	return at, found
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
