package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/words"
)

// decide reads the talk and gives the turn that answers in.
func (b *Bot) decide(ctx context.Context, in chat.Inbound) (chat.Turn, error) {
	talk, err := b.Store.Conversation(ctx, in.From)
	if err != nil {
		return chat.Turn{}, fmt.Errorf("read the talk: %w", err)
	}
	all := b.Directives()
	desk := &watched{Desk: b.Store}
	s := dialogs.Scene{Talk: talk.Clone(), Now: b.Now(), Directives: all, Desk: desk, Uploads: b.Uploads, Demo: b.Demo}
	if c, ok := b.channels[in.From.Channel]; ok {
		s.Can = c.Capabilities()
	}
	outcome, err := guarded(func() (chat.Outcome, error) {
		s.In = resolve(talk, in, b.House.Typed(talk.Clone(), all))
		return b.House.Step(ctx, s)
	})
	if err != nil {
		return chat.Turn{}, desk.blame(ctx, err)
	}
	return complete(talk, in, outcome), nil
}

// complete gives what is said its ids, its address and its offer.
func complete(talk chat.Conversation, in chat.Inbound, o chat.Outcome) chat.Turn {
	say := make([]chat.Outbound, len(o.Say))
	for i, out := range o.Say {
		if out.ID == "" {
			out.ID = in.ID + "/" + strconv.Itoa(i)
		}
		if out.To.IsZero() {
			out.To = in.From
		}
		say[i] = out
	}
	o.Say, o.Jobs = say, slices.Clone(o.Jobs)
	for i := range o.Jobs {
		if o.Jobs[i].ID == "" {
			o.Jobs[i].ID = in.ID + "/job/" + strconv.Itoa(i)
		}
	}
	if o.Next != nil {
		next := *o.Next
		next.Of, next.Version = in.From, talk.Version
		offer(&next, say)
		keyboard(&next, say)
		o.Next = &next
	}
	return chat.Turn{Of: in.From, Cause: in.ID, Outcome: o}
}

// offer keeps the last choices said as the present ones. Words without choices
// end the offer before them: its numbers mean nothing any more.
func offer(next *chat.Conversation, say []chat.Outbound) {
	spoke := false
	for i := range say {
		o := &say[i]
		if o.To != next.Of || len(o.Body) == 0 && len(o.Choices) == 0 {
			continue
		}
		if !spoke {
			next.Offered, next.OfferedAt, spoke = nil, next.Version+1, true
		}
		if flat := o.Flat(); len(flat) > 0 {
			o.Offer, next.Offered = next.Version+1, flat
		}
	}
}

// apology is a turn that only says a sentence; the talk stands where it stood.
func apology(in chat.Inbound, key string) chat.Turn {
	body := chat.Body{{Role: chat.Warn, Text: chat.Words(words.Say(key))}}
	say := []chat.Outbound{{ID: in.ID + "/0", To: in.From, Body: body}}
	return chat.Turn{Of: in.From, Cause: in.ID, Outcome: chat.Outcome{Say: say}}
}
