package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
)

const supportUsage = "dvcbot support [--all] [--json] | support answer ID -"

// support is `dvcbot support`: the questions to the support officers, and an answer
// from the desk.
func support(ctx context.Context, c console, args []string) error {
	if len(args) > 0 && args[0] == "answer" {
		return supportAnswer(ctx, c, args[1:])
	}
	f := flags("support", c)
	all, asJSON := f.Bool("all", false, "answered and closed ones too"), f.Bool("json", false, "one object a line")
	if err := parse(f, args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return exit{exitUsage, errors.New(supportUsage)}
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	tickets, err := h.store.Tickets(ctx)
	if err != nil {
		return err
	}
	listed := listedTickets(h.all(), tickets, *all)
	for _, t := range listed {
		if err := printTicket(c.out, h.all(), t, *asJSON); err != nil {
			return err
		}
	}
	if len(listed) == 0 {
		return exit{exitWarnings, nil}
	}
	return nil
}

// listedTickets gives the open ones, the longest waiting first; with all set the others
// follow, each directive for itself.
func listedTickets(directives []*directive.Directive, tickets []people.Ticket, all bool) []people.Ticket {
	listed := []people.Ticket{}
	for _, d := range directives {
		listed = append(listed, people.Waiting(tickets, d.ID)...)
		for _, t := range tickets {
			if all && t.Directive == d.ID && t.State != people.TicketOpen {
				listed = append(listed, t)
			}
		}
	}
	return listed
}

// printTicket prints age, state, step and question; never a name or an address.
func printTicket(w io.Writer, all []*directive.Directive, t people.Ticket, asJSON bool) error {
	place, asked := "", t.Question()
	for _, d := range all {
		if d.ID == t.Directive {
			place = dialogs.Whereabouts(d, t)
		}
	}
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{"id": t.ID, "directive": t.Directive, "state": t.State, "asked": asked.At.Format(time.RFC3339),
			"age_hours": int(time.Since(asked.At).Hours()), "of": t.Of, "step": t.Step, "where": place, "question": asked.Text, "answer": t.Answered().Text})
	}
	_, err := fmt.Fprintf(w, "%s  %-8s %s  %s\n    %s\n", t.ID, t.State, people.Since(asked.At, time.Now()), place, strings.ReplaceAll(asked.Text, "\n", "\n    "))
	return err
}

// supportAnswer is `dvcbot support answer ID -`: the text comes from standard input.
func supportAnswer(ctx context.Context, c console, args []string) error {
	if len(args) != 2 || args[1] != "-" {
		return exit{exitUsage, errors.New(supportUsage)}
	}
	raw, err := io.ReadAll(io.LimitReader(c.in, 1<<16))
	if err != nil {
		return err
	}
	text := strings.TrimSpace(string(raw))
	if n := utf8.RuneCountInString(text); n == 0 || n > people.MaxQuestion || !utf8.ValidString(text) {
		return exit{exitUsage, fmt.Errorf("câu trả lời cần từ 1 đến %d chữ, mã UTF-8", people.MaxQuestion)}
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	return h.answer(ctx, c.out, args[0], text)
}

// desk is the talk under which the command line's answers are kept.
var desk = chat.Address{Channel: people.TheDesk, Room: people.TheDesk, User: people.TheDesk}

// answer keeps an answer from the desk and what it leads to, whole or not at all. A
// ticket that somebody has answered by then is left as it is.
func (h *house) answer(ctx context.Context, out io.Writer, id, text string) error {
	ticket, err := h.store.Ticket(ctx, id)
	if err != nil {
		return err
	}
	d, err := h.one(ticket.Directive)
	if ticket.Version == 0 || err != nil {
		return exit{exitFaults, errors.New("không có phiếu hỏi này")}
	}
	if ticket.State != people.TicketOpen {
		return exit{exitWarnings, errors.New("phiếu này đã có người trả lời")}
	}
	officers, err := h.store.Holders(ctx, people.Support, d.ID)
	if err != nil {
		return err
	}
	talk, err := h.store.Conversation(ctx, desk)
	if err != nil {
		return err
	}
	ticket = ticket.Answer(people.TheDesk, text, time.Now())
	turn := chat.Turn{Of: desk, Cause: people.TheDesk + "/" + rand.Text(), Outcome: chat.Outcome{Next: &talk, Changes: []chat.Change{people.SetTicket{Ticket: ticket}}}}
	for i, o := range dialogs.Answered(d, ticket, officers) {
		if o.ID == "" {
			o.ID = turn.Cause + "/" + strconv.Itoa(i)
		}
		turn.Say = append(turn.Say, o)
	}
	if err := h.store.Commit(ctx, turn); errors.Is(err, chat.ErrStale) {
		return exit{exitWarnings, errors.New("phiếu này vừa có lời mới; mời xem lại bằng dvcbot support")}
	} else if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "Đã gửi câu trả lời.")
	return err
}
