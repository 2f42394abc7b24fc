package dialogs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/storage/sqlite"
	"github.com/dvcbot/dvcbot/words"
)

// correction is a talk of a head whose message 11 gave the post of the kept row, and whose
// changes are applied as they come.
type correction struct {
	t    *testing.T
	h    *House
	desk *sqlite.Store
	s    Scene
	n    int
	last chat.Outcome
}

func newCorrection(t *testing.T) *correction {
	t.Helper()
	desk, talker := deskWithHead(t)
	d, err := directive.Load(directive.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	c := &correction{t: t, h: New(), desk: desk, s: standing(d, desk, talker, frame(menuName, home))}
	c.s.Can = chat.Capabilities{Buttons: true, Edit: true, Erase: true}
	c.s.Talk.Slots = map[string]string{}
	c.s.Talk.Given = []chat.Given{{Mark: "11", Cell: "949/pl2/an-binh/-/r1/position", At: c.s.Now.Add(-time.Hour)}}
	return c
}

// hear takes one step and gives what was said.
func (c *correction) hear(in chat.Inbound) string {
	c.t.Helper()
	c.n++
	in.ID, in.From = fmt.Sprint("amend/", c.n), c.s.Talk.Of
	c.s.In = in
	o, err := c.h.Step(c.t.Context(), c.s)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, change := range o.Changes {
		if _, check := change.(chat.Check); !check {
			c.apply(change)
		}
	}
	c.last, c.s.Talk = o, *o.Next
	said := ""
	for _, say := range o.Say {
		said += say.Body.Plain() + "\n"
	}
	return said
}

func (c *correction) apply(change chat.Change) {
	c.t.Helper()
	if err := c.desk.Apply(c.t.Context(), change); err != nil {
		c.t.Fatal(err)
	}
}

func (c *correction) edit(of, text string) string {
	return c.hear(chat.Inbound{Kind: chat.Edited, Of: of, Mark: of, Text: text})
}

func (c *correction) press(value string) string {
	return c.hear(chat.Inbound{Text: value, Press: &chat.Press{Offer: c.s.Talk.OfferedAt, Value: value}})
}

var amendKey = roster.Key{Directive: "949", Form: "pl2", Unit: "an-binh", Period: "-"}

func (c *correction) row() roster.Row {
	c.t.Helper()
	held, err := c.desk.Roster(c.t.Context(), amendKey)
	if err != nil {
		c.t.Fatal(err)
	}
	row, _ := held.Row("r1")
	return row
}

// other is somebody else's change of the row meanwhile.
func (c *correction) other(op roster.Op) {
	c.t.Helper()
	held, err := c.desk.Roster(c.t.Context(), amendKey)
	if err != nil {
		c.t.Fatal(err)
	}
	c.apply(roster.Edit{Key: amendKey, Rests: held.Version, By: "other", At: c.s.Now, Cause: fmt.Sprint("other/", held.Version), Ops: []roster.Op{op}})
}

func (c *correction) says(got string, wants ...string) {
	c.t.Helper()
	for _, want := range wants {
		if !strings.Contains(got, want) {
			c.t.Errorf("never said %q:\n%s", want, got)
		}
	}
}

// TestACorrectionMeetsSomebodyElses: the row was changed between the offer and the yes;
// both values are shown, and only a second yes changes it.
func TestACorrectionMeetsSomebodyElses(t *testing.T) {
	c := newCorrection(t)
	c.says(c.edit("11", "PCT"), "Sửa Chức vụ của Nguyễn Văn An từ Chuyên viên thành Phó Chủ tịch?")
	c.other(roster.Op{Verb: roster.Change, Row: "r1", Cells: map[string]string{"position": "Chánh Văn phòng"}})
	c.says(c.press("yes"), "Dòng này vừa được người khác sửa", "từ Chánh Văn phòng thành Phó Chủ tịch?", "được người khác sửa lần cuối lúc 09:00 ngày 23/9/2020")
	if got := c.row().Cells["position"]; got != "Chánh Văn phòng" {
		t.Fatalf("changed without being asked: %s", got)
	}
	c.says(c.press("yes"), "Đã sửa Chức vụ của Nguyễn Văn An")
	if got := c.row(); got.Cells["position"] != "Phó Chủ tịch" || got.Version != 3 {
		t.Errorf("kept %s, version %d", got.Cells["position"], got.Version)
	}
	for name := range c.s.Talk.Slots {
		if strings.HasPrefix(name, amendPrefix) {
			t.Errorf("%s is still kept", name)
		}
	}
}

// TestACorrectionThatCanNoLongerBeMade: the row is gone, the right was taken back, the
// consent is withdrawn, the value became another's: nothing changes, and it is said.
func TestACorrectionThatCanNoLongerBeMade(t *testing.T) {
	person := func(c *correction, change func(*people.Person)) {
		p, err := c.desk.Person(c.t.Context(), c.s.Talk.Of)
		if err != nil {
			c.t.Fatal(err)
		}
		change(&p)
		c.apply(people.Set{Person: p})
	}
	for name, meanwhile := range map[string]func(*correction){
		"row deleted":       func(c *correction) { c.other(roster.Op{Verb: roster.Delete, Row: "r1"}) },
		"right taken back":  func(c *correction) { person(c, func(p *people.Person) { p.Grants = nil }) },
		"consent withdrawn": func(c *correction) { person(c, func(p *people.Person) { p.Consents = nil }) },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCorrection(t)
			c.says(c.edit("11", "PCT"), "thành Phó Chủ tịch?")
			meanwhile(c)
			c.says(c.press("yes"), words.Say("amend.gone"))
			if len(c.last.Changes) > 0 || c.s.Talk.At().Dialog != menuName {
				t.Errorf("stands at %v and stores %v", c.s.Talk.Frames, c.last.Changes)
			}
			c.says(c.edit("11", "PCT"), words.Say("dialogs.edited"))
		})
	}
}

// TestAnEditIsOfferedForTwoDays and not a minute longer; what is remembered is bounded,
// and holds no value.
func TestAnEditIsOfferedForTwoDays(t *testing.T) {
	c := newCorrection(t)
	c.s.Now = c.s.Talk.Given[0].At.Add(editFor)
	c.says(c.edit("11", "PCT"), "thành Phó Chủ tịch?")
	c.press("no")
	c.s.Now = c.s.Now.Add(time.Minute)
	c.says(c.edit("11", "PCT"), words.Say("dialogs.edited"))
	if len(c.s.Talk.Given) > 0 {
		t.Errorf("still remembered: %v", c.s.Talk.Given)
	}
	c.s.Talk.Slots = map[string]string{"roster.unit": "an-binh", "roster.form": "pl2", "roster.row": "r1", "roster.rowv": "1", "roster.column": "position"}
	for i := range chat.MaxGiven + 5 {
		c.s.Talk.Frames = []chat.Frame{frame(rosterName, asking)}
		c.s.Talk.Slots["roster.column"] = "position"
		c.hear(chat.Inbound{Text: "Chức vụ canary", Mark: fmt.Sprint(1000 + i)})
	}
	given := c.s.Talk.Given
	if len(given) != chat.MaxGiven || given[len(given)-1].Mark != fmt.Sprint(1000+chat.MaxGiven+4) || strings.Contains(fmt.Sprint(given), "canary") {
		t.Errorf("remembers %d: %v", len(given), given)
	}
}

// TestAMessageWithANumberIsDeletedOnceItIsKept, and one that was refused before it with
// it; one that gave a post is left.
func TestAMessageWithANumberIsDeletedOnceItIsKept(t *testing.T) {
	c := newCorrection(t)
	c.s.Talk.Slots = map[string]string{"roster.unit": "an-binh", "roster.form": "pl2"}
	for _, one := range []struct{ column, mark, text, struck string }{
		{"position", "21", "PCT", ""},
		{"national_id", "22", "28000O456", ""},
		{"national_id", "23", "280000456", "23 22"},
		{"phone", "24", "0950000123", "24"},
	} {
		c.s.Talk.Frames = []chat.Frame{frame(rosterName, asking)}
		c.s.Talk.Slots["roster.column"] = one.column
		c.hear(chat.Inbound{Text: one.text, Mark: one.mark})
		struck := []string{}
		for i, say := range c.last.Say {
			if say.Erase != "" {
				struck = append(struck, say.Erase)
			} else if i > 0 && c.last.Say[i-1].Erase != "" {
				t.Errorf("%s is deleted before everything was said", one.text)
			}
		}
		if got := strings.Join(struck, " "); got != one.struck {
			t.Errorf("%s: deletes %q, want %q", one.text, got, one.struck)
		}
	}
	c.edit("24", "0950000124")
	c.press("yes")
	if last := c.last.Say[len(c.last.Say)-1]; last.Erase != "24" {
		t.Errorf("an edited number stays in the chat: %+v", last)
	}
}
