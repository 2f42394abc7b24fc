package main

import (
	"context"
	"fmt"
	"strings"
)

func listPeople(ctx context.Context, c console, _ []string) error {
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
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
