package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/understand"
)

// gapGroup is one line of `dvcbot gaps --json`: questions alike, the first asked first.
type gapGroup struct {
	Directive string   `json:"directive"`
	Count     int      `json:"count"`
	Questions []string `json:"questions"`
}

// gaps is `dvcbot gaps`: the questions that nothing answered, the like together, those
// asked most first.
func gaps(ctx context.Context, c console, args []string) error {
	f := flags("gaps", c)
	asJSON := f.Bool("json", false, "one object a line")
	id := f.String("directive", "", "of one directive only")
	if err := parse(f, args); err != nil {
		return err
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	all, err := h.store.Gaps(ctx)
	if err != nil {
		return err
	}
	listed := 0
	for _, d := range h.directives {
		if *id != "" && *id != d.ID {
			continue
		}
		for _, questions := range understand.Alike(questionsOf(all, d.ID)) {
			listed++
			if err := printGroup(c.out, gapGroup{d.ID, len(questions), questions}, *asJSON); err != nil {
				return err
			}
		}
	}
	if listed == 0 {
		return exit{exitWarnings, nil}
	}
	return nil
}

// questionsOf are the questions about one directive, the first asked first.
func questionsOf(all []people.Gap, directive string) []string {
	slices.SortStableFunc(all, func(a, b people.Gap) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) })
	questions := []string{}
	for _, g := range all {
		if g.Directive == directive {
			questions = append(questions, g.Text)
		}
	}
	return questions
}

func printGroup(w io.Writer, g gapGroup, asJSON bool) error {
	if asJSON {
		return encoder(w).Encode(g)
	}
	for i, q := range g.Questions {
		head := "   "
		if i == 0 {
			head = fmt.Sprintf("%2d ", g.Count)
		}
		if _, err := fmt.Fprintf(w, "%s %s\n", head, q); err != nil {
			return err
		}
	}
	return nil
}
