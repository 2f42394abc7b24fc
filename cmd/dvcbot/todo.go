package main

import (
	"context"
	"strconv"
	"time"

	"github.com/dvcbot/dvcbot/bot/web"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/words"
)

// todo is what one person has to do: the forms of their units, then the procedures that
// they have begun.
func (h *house) todo(ctx context.Context, a chat.Address) ([]web.Task, error) {
	who, err := h.store.Person(ctx, a)
	if err != nil {
		return nil, err
	}
	all := []web.Task{}
	for _, d := range h.directives {
		forms, err := h.formTasks(ctx, d, who)
		if err != nil {
			return nil, err
		}
		all = append(append(all, forms...), procedureTasks(d, who)...)
	}
	return all, nil
}

// stateKinds colour the states of a form; a word stands beside each.
var stateKinds = map[roster.State]string{"": "hollow", roster.Draft: "info", roster.Submitted: "ok", roster.Accepted: "ok", roster.Returned: "warn"}

func (h *house) formTasks(ctx context.Context, d *directive.Directive, who people.Person) ([]web.Task, error) {
	all := []web.Task{}
	for _, id := range who.Units(d.ID) {
		unit, ok := d.Unit(id)
		if !ok {
			continue
		}
		for _, f := range d.Hands(unit.Kind) {
			held, err := h.store.Roster(ctx, roster.KeyAt(d, f.ID, unit.ID, time.Now()))
			if err != nil {
				return nil, err
			}
			note := words.Say("web.todo.rows", "n", strconv.Itoa(len(held.Rows)), "noun", f.RowNoun)
			if missing := len(roster.Needed(d, f, unit.Kind, held)); missing > 0 {
				note += ", " + words.Say("web.todo.missing", "n", strconv.Itoa(missing))
			}
			all = append(all, web.Task{Title: unit.Name, State: words.Say("web.todo." + string(held.State)), Kind: stateKinds[held.State], Note: note,
				Go: chat.Choice{Value: "go:roster:" + unit.ID + "/" + f.ID, Lasting: true}})
		}
	}
	return all, nil
}

func procedureTasks(d *directive.Directive, who people.Person) []web.Task {
	all := []web.Task{}
	for _, p := range d.Procedures {
		was := who.Progress[d.ID+"/"+p.ID]
		for i, s := range p.Steps {
			if s.ID != was.Step {
				continue
			}
			task := web.Task{Title: p.Title, State: s.Label + "/" + strconv.Itoa(len(p.Steps)), Kind: "info", N: i + 1, Of: len(p.Steps),
				Note: words.Say("web.todo.at", "step", s.Title), Go: chat.Choice{Value: "go:step:" + p.ID + ":" + strconv.Itoa(s.Number), Lasting: true}}
			if was.Outcome == "done" {
				task.State, task.Kind, task.Note, task.N = words.Say("web.todo.done"), "ok", "", len(p.Steps)+1
			}
			all = append(all, task)
		}
	}
	return all
}
