package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// listRequests prints the open requests about what is kept, a line each: id, right,
// person, the last days of reply and of what was asked, the command that meets it, and
// what is wrong in the person's words.
func (h *house) listRequests(ctx context.Context, out io.Writer) error {
	all, err := h.store.Requests(ctx)
	if err != nil {
		return err
	}
	listed := 0
	for _, r := range all {
		d, err := h.one(r.Directive)
		if err != nil || r.State != people.RequestOpen {
			continue
		}
		listed++
		reply, done := people.Clock(d, r.Right, r.Made)
		does := "dvcbot people --done " + r.ID
		if r.Right == people.Removal {
			does = "dvcbot erase --person " + r.By + " --yes && " + does
		}
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, r.Right, r.By, reply.Format(time.DateOnly), done.Format(time.DateOnly), does, r.What); err != nil {
			return err
		}
	}
	if listed == 0 {
		return exit{exitWarnings, nil}
	}
	return nil
}

// endRequest closes a request and tells the person, whole or not at all. Somebody who
// was erased meanwhile has no address and is told nothing.
func (h *house) endRequest(ctx context.Context, out io.Writer, id string, state people.RequestState) error {
	r, err := h.store.Request(ctx, id)
	if err != nil {
		return err
	}
	d, err := h.one(r.Directive)
	if err != nil || r.Version == 0 || r.State != people.RequestOpen {
		return exit{exitFaults, errors.New(words.Say("people.request.none"))}
	}
	talk, err := h.store.Conversation(ctx, desk)
	if err != nil {
		return err
	}
	p, err := h.store.PersonByID(ctx, r.By)
	if err != nil {
		return err
	}
	r = r.End(state, time.Now())
	turn := chat.Turn{Of: desk, Cause: people.TheDesk + "/" + rand.Text(), Outcome: chat.Outcome{Next: &talk, Changes: []chat.Change{people.SetRequest{Request: r}}}}
	if len(p.Addresses) > 0 {
		o := dialogs.RequestEnded(d, r, p.Addresses[0])
		o.ID = turn.Cause + "/0"
		turn.Say = []chat.Outbound{o}
	}
	if err := h.store.Commit(ctx, turn); errors.Is(err, chat.ErrStale) {
		return exit{exitWarnings, errors.New(words.Say("people.request.moved"))}
	} else if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, words.Say("people.request.ended"))
	return err
}
