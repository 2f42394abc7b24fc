package main

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

// readDeadlines reads DVCBOT_DEADLINE: a time, or ID=TIME,… where ID is a deadline's, a
// directive's (its first deadline), or both with a slash between.
func readDeadlines(text string) (map[string]time.Time, error) {
	all := map[string]time.Time{}
	for _, one := range strings.Split(text, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		id, when, named := strings.Cut(one, "=")
		if !named {
			id, when = "", one
		}
		at, err := time.Parse(time.RFC3339, strings.TrimSpace(when))
		if err != nil {
			return nil, fault("DEADLINE", "phải có dạng 2020-09-28T00:00:00+07:00 hoặc d1=2020-09-28T00:00:00+07:00,…")
		}
		all[strings.TrimSpace(id)] = at
	}
	return all, nil
}

// overridden moves the deadlines that the settings name; one that no directive has is a
// fault, and so is a time without a name when several directives are in force.
func overridden(all []*directive.Directive, deadlines map[string]time.Time, now time.Time) ([]*directive.Directive, error) {
	all = slices.Clone(all)
	faults := []error{}
	for _, id := range slices.Sorted(maps.Keys(deadlines)) {
		done := false
		for i, d := range all {
			for _, dl := range d.Deadlines {
				first := dl.ID == d.Deadlines[0].ID
				if id == dl.ID || id == d.ID+"/"+dl.ID || first && (id == d.ID || id == "" && len(all) == 1) {
					all[i], _ = all[i].Override(dl.ID, deadlines[id], now)
					done = true
				}
			}
		}
		if !done && id == "" {
			faults = append(faults, fault("DEADLINE", "có nhiều văn bản nên phải ghi ID=THỜI-ĐIỂM"))
		} else if !done {
			faults = append(faults, fault("DEADLINE", "không có thời hạn "+id))
		}
	}
	return all, errors.Join(faults...)
}
