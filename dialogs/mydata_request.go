package dialogs

import (
	"slices"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// requests are the person's own about the directive of the talk, oldest first.
func (t *turn) requests() ([]people.Request, error) {
	all, err := t.scene.Desk.Requests(t.ctx)
	mine := []people.Request{}
	for _, r := range all {
		if r.By == t.who.ID && r.Directive == t.d.ID {
			mine = append(mine, r)
		}
	}
	slices.SortStableFunc(mine, func(a, b people.Request) int { return a.Made.Compare(b.Made) })
	return mine, err
}

// became is a request in one line: when it was made, and what became of it.
func became(d *directive.Directive, r people.Request) chat.Block {
	reply, done := people.Clock(d, r.Right, r.Made)
	text := words.Say("mydata.state."+string(r.State), "reply", directive.Date(reply), "done", directive.Date(done), "ended", directive.Date(r.Ended.In(d.Zone())))
	if r.What != "" {
		text += words.Say("mydata.about", "what", hidden(r.What))
	}
	made := words.Say("mydata.made."+string(r.Right), "day", directive.Date(r.Made.In(d.Zone())))
	return chat.Block{Role: chat.Item, Label: made, Text: chat.Text{{Text: text}}, State: "info"}
}

// request keeps the request and tells the office; one that is open is not made twice. A
// withdrawal holds at once.
func (m myData) request(t *turn, right people.Right) error {
	already, err := t.requested(right)
	if err != nil {
		return err
	}
	r := people.Request{ID: people.RequestID(t.scene.In.ID), Directive: t.d.ID, By: t.who.ID, Right: right, Made: t.now(), State: people.RequestOpen}
	switch {
	case right == people.Withdraw:
		if err := t.withdraw(); err != nil {
			return err
		}
		t.note(chat.Saved, "mydata.withdrawn")
	case already:
		t.note(chat.Hint, "mydata.already")
		return t.follow(m, "list")
	case right == people.Correct:
		if r.What = t.slot(wrongWords); r.What == "" {
			return t.follow(m, "wrong")
		}
		t.set(wrongWords, "")
	}
	if already {
		return menu{}.leave(t)
	}
	return m.send(t, r)
}

func (myData) send(t *turn, r people.Request) error {
	t.made = append(t.made, people.SetRequest{Request: r})
	if err := t.tellOffice(r); err != nil {
		return err
	}
	reply, done := people.Clock(t.d, r.Right, r.Made)
	t.note(chat.Saved, "mydata.sent", "reply", directive.Date(reply), "done", directive.Date(done))
	return menu{}.leave(t)
}

// requested reports whether a request of the kind is open.
func (t *turn) requested(right people.Right) (bool, error) {
	asked, err := t.requests()
	return slices.ContainsFunc(asked, func(r people.Request) bool { return r.Right == right && r.State == people.RequestOpen }), err
}

// tellOffice says that there is a request and until when; what is wrong stands only where
// the office meets it.
func (t *turn) tellOffice(r people.Request) error {
	office, err := t.scene.Desk.Holders(t.ctx, people.Office, t.d.ID)
	if err != nil {
		return err
	}
	reply, done := people.Clock(t.d, r.Right, r.Made)
	for _, p := range office {
		if len(p.Addresses) > 0 && p.ID != t.who.ID {
			t.say = append(t.say, chat.Outbound{To: p.Addresses[0], Body: chat.Body{block(chat.Title, "mydata.told."+string(r.Right)),
				block(chat.Para, "mydata.told.due", "reply", directive.Date(reply), "done", directive.Date(done)), block(chat.Hint, "mydata.told.do")}})
		}
	}
	return nil
}

// RequestEnded is what the person reads when the office has closed a request.
func RequestEnded(d *directive.Directive, r people.Request, to chat.Address) chat.Outbound {
	body := chat.Body{block(chat.Title, "mydata.ended."+string(r.State)), became(d, r)}
	if r.State == people.RequestRefused {
		body = append(body, block(chat.Para, "mydata.official"))
	}
	return chat.Outbound{To: to, Body: body, Choices: rows(lasting("go:mydata", "mydata.title"))}
}
