package dialogs

import (
	"strconv"

	"github.com/looplab/fsm"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/words"
)

// myData tells a person what is kept on them and which rights they have, and takes
// their request to have it corrected or erased, or their withdrawal of consent.
type myData struct{}

const myDataName = "mydata"

var myDataTable = mustTable("list", []fsm.EventDesc{
	{Name: "list", Src: []string{"list", "wrong", "sure"}, Dst: "list"},
	{Name: "wrong", Src: []string{"list", "wrong", "sure"}, Dst: "wrong"},
	{Name: "sure", Src: []string{"list", "wrong", "sure"}, Dst: "sure"},
})

func (myData) name() string { return myDataName }
func (myData) table() Table { return myDataTable }

func (myData) expects(t *turn) string {
	if t.state() == "wrong" {
		return dictation
	}
	return ""
}

// mayRequest are the rights that are asked for here; to look is granted at once.
var mayRequest = map[people.Right]bool{people.Correct: true, people.Withdraw: true, people.Removal: true}

// begin shows what is kept, or goes on to a right that was named.
func (m myData) begin(t *turn, right string) error {
	t.set(wrongWords, "")
	t.open(frame(myDataName, "list"))
	if mayRequest[people.Right(right)] {
		return m.choose(t, people.Right(right))
	}
	return m.show(t)
}

func (m myData) show(t *turn) error {
	right := people.Right(t.about(0))
	switch {
	case t.state() == "wrong":
		m.wrong(t)
		return nil
	case t.state() == "sure" && mayRequest[right]:
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
	choices := []chat.Choice{pick("correct", "mydata.correct"), pick("erase", "mydata.erase")}
	if len(t.who.Agreed(t.d.ID)) > 0 {
		choices = append(choices, pick("withdraw", "mydata.withdraw"))
	}
	t.card(body, rows(append(choices, lasting("go:menu", "common.menu"))...)...)
	return nil
}

func (m myData) take(t *turn) (bool, error) {
	switch right := people.Right(t.text()); {
	case t.text() == "list" && t.state() != "list":
		t.set(wrongWords, "")
		return true, t.follow(m, "list")
	case t.state() == "wrong":
		return true, m.takeWrong(t)
	case t.state() == "list" && mayRequest[right]:
		return true, m.choose(t, right)
	case t.state() != "sure":
		return false, nil
	case t.text() == "wrong" && people.Right(t.about(0)) == people.Correct:
		return true, t.follow(m, "wrong")
	case t.text() == "yes" || typedAs(t.text(), "dialogs.typed.yes"):
		return true, m.request(t, people.Right(t.about(0)))
	}
	return false, nil
}

// sure tells when a request must be answered before it is made, and what follows from it.
func (myData) sure(t *turn, right people.Right) {
	reply, done := people.Clock(t.d, right, t.now())
	body := chat.Body{block(chat.Title, "mydata.sure."+string(right))}
	choices := []chat.Choice{pick("yes", "mydata.yes")}
	switch right {
	case people.Correct:
		body = append(body, field("mydata.wrong", hidden(t.slot(wrongWords))))
		choices = append(choices, pick("wrong", "mydata.again"))
	case people.Withdraw:
		body = append(body, t.following()...)
		choices = []chat.Choice{pick("yes", "mydata.withdraw")}
	}
	body = append(body, block(chat.Para, "mydata.due", "reply", directive.Date(reply), "done", directive.Date(done)))
	if right == people.Removal {
		body = append(body, block(chat.Hint, "mydata.official"))
	}
	t.card(body, rows(append(choices, pick("list", "mydata.back"))...)...)
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
