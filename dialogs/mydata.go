package dialogs

import (
	"slices"
	"strconv"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// myData tells a person what is kept on them and which rights they have, and takes
// their request to have it corrected or erased.
type myData struct{}

const myDataName = "mydata"

var myDataTable = mustTable("list", []fsm.EventDesc{
	{Name: "list", Src: []string{"list", "sure"}, Dst: "list"},
	{Name: "sure", Src: []string{"list", "sure"}, Dst: "sure"},
})

func (myData) name() string         { return myDataName }
func (myData) table() Table         { return myDataTable }
func (myData) expects(*turn) string { return "" }

// mayRequest are the rights that are asked for here; to look is granted at once.
var mayRequest = map[people.Right]bool{people.Correct: true, people.Removal: true}

func (m myData) begin(t *turn) error {
	t.open(frame(myDataName, "list"))
	return m.show(t)
}

func (m myData) show(t *turn) error {
	if right := people.Right(t.about(0)); t.state() == "sure" && mayRequest[right] {
		m.sure(t, right)
		return nil
	}
	body, err := t.keptOnMe()
	if err != nil {
		return err
	}
	asked, err := t.requests()
	if err != nil {
		return err
	}
	body = append(body, m.rights(t)...)
	for _, r := range asked {
		body = append(body, became(t.d, r))
	}
	t.card(body, rows(pick("correct", "mydata.correct"), pick("erase", "mydata.erase"), lasting("go:menu", "common.menu"))...)
	return nil
}

func (m myData) take(t *turn) (bool, error) {
	if t.state() == "sure" {
		switch {
		case t.text() == "list":
			return true, t.follow(m, "list")
		case t.text() == "yes" || typedAs(t.text(), "dialogs.typed.yes"):
			return true, m.request(t, people.Right(t.about(0)))
		}
		return false, nil
	}
	if right := people.Right(t.text()); mayRequest[right] {
		return true, t.follow(m, "sure", string(right))
	}
	return false, nil
}

// sure tells when a request must be answered before it is made.
func (myData) sure(t *turn, right people.Right) {
	reply, done := people.Clock(t.d, right, t.now())
	body := chat.Body{block(chat.Title, "mydata.sure."+string(right)), block(chat.Para, "mydata.due", "reply", directive.Date(reply), "done", directive.Date(done))}
	if right == people.Removal {
		body = append(body, block(chat.Hint, "mydata.official"))
	}
	t.card(body, rows(pick("yes", "mydata.yes"), pick("list", "mydata.back"))...)
}

// rights are what a person may ask for, with the last days of a request made today.
func (myData) rights(t *turn) chat.Body {
	reply, _ := people.Clock(t.d, people.View, t.now())
	body := chat.Body{block(chat.Para, "mydata.rights", "n", strconv.Itoa(people.ReplyDays), "day", directive.Date(reply))}
	for _, one := range people.Rights {
		_, done := people.Clock(t.d, one.Right, t.now())
		line := field("mydata.right."+string(one.Right), words.Say("mydata.within", "n", strconv.Itoa(one.Days), "day", directive.Date(done)))
		body = append(body, line)
	}
	return append(body, block(chat.Hint, "mydata.official"))
}

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
	return chat.Block{Role: chat.Item, Label: words.Say("mydata.made."+string(r.Right), "day", directive.Date(r.Made.In(d.Zone()))), Text: chat.Words(text), State: "info"}
}

// request keeps the request and tells the office; one that is open is not made twice.
func (m myData) request(t *turn, right people.Right) error {
	asked, err := t.requests()
	if err != nil {
		return err
	}
	for _, r := range asked {
		if r.Right == right && r.State == people.RequestOpen {
			t.note(chat.Hint, "mydata.already")
			return t.follow(m, "list")
		}
	}
	r := people.Request{ID: people.RequestID(t.scene.In.ID), Directive: t.d.ID, By: t.who.ID, Right: right, Made: t.now(), State: people.RequestOpen}
	t.made = append(t.made, people.SetRequest{Request: r})
	office, err := t.scene.Desk.Holders(t.ctx, people.Office, t.d.ID)
	if err != nil {
		return err
	}
	reply, done := people.Clock(t.d, right, r.Made)
	for _, p := range office {
		if len(p.Addresses) > 0 && p.ID != t.who.ID {
			t.say = append(t.say, chat.Outbound{To: p.Addresses[0], Body: chat.Body{block(chat.Title, "mydata.told."+string(right)),
				block(chat.Para, "mydata.told.due", "reply", directive.Date(reply), "done", directive.Date(done)), block(chat.Hint, "mydata.told.do")}})
		}
	}
	t.note(chat.Saved, "mydata.sent", "reply", directive.Date(reply), "done", directive.Date(done))
	return menu{}.leave(t)
}

// RequestEnded is what the person reads when the office has closed a request.
func RequestEnded(d *directive.Directive, r people.Request, to chat.Address) chat.Outbound {
	body := chat.Body{block(chat.Title, "mydata.ended."+string(r.State)), became(d, r)}
	if r.State == people.RequestRefused {
		body = append(body, block(chat.Para, "mydata.official"))
	}
	return chat.Outbound{To: to, Body: body, Choices: rows(lasting("go:mydata", "mydata.title"))}
}
