package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// listPeople is `dvcbot people`: who is who, and what people ask about what is kept on
// them.
func listPeople(ctx context.Context, c console, args []string) error {
	f := flags("people", c)
	asked := f.Bool("requests", false, "open requests about what is kept")
	done, refused := f.String("done", "", "id of a request that was met"), f.String("refuse", "", "id of a request that cannot be met")
	if err := parse(f, args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return exit{exitUsage, errors.New(words.Say("people.usage"))}
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	switch {
	case *asked:
		return h.listRequests(ctx, c.out)
	case *done != "":
		return h.endRequest(ctx, c.out, *done, people.RequestDone)
	case *refused != "":
		return h.endRequest(ctx, c.out, *refused, people.RequestRefused)
	}
	return h.listPeople(ctx, c)
}

func (h *house) listPeople(ctx context.Context, c console) error {
	all, err := h.store.People(ctx)
	for _, p := range all {
		roles := []string{}
		for _, g := range p.Grants {
			roles = append(roles, strings.TrimSuffix(string(g.Role)+":"+g.Unit, ":"))
		}
		channels := []string{}
		for _, a := range p.Addresses {
			channels = append(channels, a.Channel)
		}
		if _, err := fmt.Fprintf(c.out, "%s\t%s\t%s\n", p.ID, strings.Join(roles, ","), strings.Join(channels, ",")); err != nil {
			return err
		}
	}
	return err
}
