package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/draw"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
	"github.com/dvcbot/dvcbot/roster/sheet"
)

// memory is a store in memory, fast enough to play a directive hundreds of times.
type memory struct {
	dialogs.Desk // what no talk of the test asks
	who          people.Person
	rosters      map[roster.Key]roster.Roster
}

func (d *memory) Person(context.Context, chat.Address) (people.Person, error) {
	return d.who.Clone(), nil
}
func (d *memory) Roster(_ context.Context, k roster.Key) (roster.Roster, error) {
	r := d.rosters[k]
	r.Key = k
	return r, nil
}
func (d *memory) Rosters(context.Context, string) ([]roster.Roster, error) {
	keys := slices.SortedFunc(maps.Keys(d.rosters), func(a, b roster.Key) int { return strings.Compare(a.Record(), b.Record()) })
	all := []roster.Roster{}
	for _, k := range keys {
		all = append(all, d.rosters[k])
	}
	return all, nil
}
func (d *memory) Code(purpose string) string { return purpose }
func (d *memory) History(context.Context, roster.Key, time.Time) ([]roster.Entry, error) {
	return nil, nil
}
func (d *memory) Twins(context.Context, []string) ([]roster.Twin, error) { return nil, nil }
func (d *memory) Invite(context.Context, string) (people.Invite, error)  { return people.Invite{}, nil }
func (d *memory) Upload(context.Context, string) (people.Upload, error)  { return people.Upload{}, nil }
func (d *memory) Draft(_ context.Context, id string) (roster.Mending, error) {
	return roster.Mending{ID: id}, nil
}
func (d *memory) Guesses(context.Context, string) (people.Guesses, error) {
	return people.Guesses{}, nil
}
func (d *memory) Ticket(context.Context, string) (people.Ticket, error)      { return people.Ticket{}, nil }
func (d *memory) Tickets(context.Context) ([]people.Ticket, error)           { return nil, nil }
func (d *memory) Talks(context.Context, string) ([]chat.Conversation, error) { return nil, nil }
func (d *memory) Holders(context.Context, people.Role, string) ([]people.Person, error) {
	return nil, nil
}

// keep applies what a turn decided.
func (d *memory) keep(t *testing.T, changes []chat.Change) {
	t.Helper()
	for _, c := range changes {
		switch c := c.(type) {
		case people.Set:
			d.who = c.Person
			d.who.Version++
		case roster.Edit:
			after, _, err := roster.Apply(d.rosters[c.Key], c)
			if err != nil {
				t.Fatal(err)
			}
			d.rosters[c.Key] = after
		}
	}
}

// printedForm is the text of the form as a document to fill in.
func printedForm(t *testing.T, f directive.Form) string {
	t.Helper()
	var file bytes.Buffer
	if err := sheet.Lay(f, nil).WriteDOCX(&file); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := fs.ReadFile(z, "word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// seen is everything that people would see of a directive: the talk of somebody who
// tries all, the plan, the export, the pictures.
func seen(t *testing.T, d *directive.Directive, grants []people.Grant, script []string) string {
	t.Helper()
	out := strings.Builder{}
	now := time.Date(2026, 2, 20, 9, 0, 0, 0, d.Zone())
	from := chat.Address{Channel: "paper", Room: "1", User: "1"}
	keeper := &memory{who: people.Person{ID: "p", Version: 1, Addresses: []chat.Address{from}, Grants: grants, Progress: map[string]people.Progress{}}, rosters: map[roster.Key]roster.Roster{}}
	house, talk := dialogs.New(), chat.Conversation{Of: from}
	for i, said := range script {
		in := chat.Inbound{ID: fmt.Sprint("paper/", i), From: from, Text: said}
		if value, pressed := strings.CutPrefix(said, "!"); pressed {
			in.Text, in.Press = value, &chat.Press{Value: value}
		}
		o, err := house.Step(t.Context(), dialogs.Scene{Talk: talk.Clone(), In: in, Now: now, Directives: []*directive.Directive{d}, Desk: keeper})
		if err != nil {
			t.Fatalf("%s: %v", said, err)
		}
		keeper.keep(t, o.Changes)
		talk = *o.Next
		for _, say := range o.Say {
			fmt.Fprintln(&out, ">", said, "\n", say.Body, say.Choices, say.Picture)
		}
	}
	parties := []directive.Party{}
	for month := time.Month(1); month <= 12; month += 3 {
		at := time.Date(2026, month, 2, 0, 0, 0, 0, d.Zone())
		for _, state := range []string{directive.NotStarted, directive.Half} {
			parties = append(parties, people.Parties(d, keeper.who, "paper", d.Coming(at), func(directive.Form, directive.Unit, string) (string, string) { return state, "…" })...)
		}
	}
	for _, p := range parties {
		p.Orphan = p.Unit != "" && p.State == directive.NotStarted
		for _, due := range directive.Plan(d, []directive.Party{p}, now.AddDate(-1, 0, 0), now.AddDate(3, 0, 0)) {
			fmt.Fprintln(&out, due.At, due.ID(), due.Last, due.Text)
		}
	}
	for _, p := range d.Procedures {
		stand := keeper.who.Clone()
		stand.Progress = map[string]people.Progress{d.ID + "/" + p.ID: {Step: p.Steps[len(p.Steps)-1].ID, At: now}}
		for _, due := range people.FollowUps(d, stand, now, now.AddDate(1, 0, 0)) {
			fmt.Fprintln(&out, due.At, due.ID(), due.Text)
		}
	}
	for _, f := range d.Forms {
		for _, c := range f.Columns {
			for _, value := range []string{"Trạm Trung tâm", "Điểm số 7", "ruộng", "x", "1,25"} {
				fmt.Fprintln(&out, c.ID, value, roster.Judge(d, c, "", value, now))
			}
		}
		fmt.Fprintln(&out, roster.JudgeRights(f, "K", "toi kin"), printedForm(t, f))
	}
	for _, question := range []string{"giấy cũ nhét vào chỗ nào", "cách quét hết mực", "quét mực"} {
		fmt.Fprintln(&out, answer(house, d, question))
	}
	held, _ := keeper.Rosters(t.Context(), d.ID)
	raw, err := json.Marshal(exported(d, held, ""))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&out, string(raw))
	gallery := draw.NewGallery(func() []*directive.Directive { return []*directive.Directive{d} })
	for _, p := range d.Procedures {
		for _, s := range p.Steps {
			if ref := d.Picture(s); ref != "" {
				markup, alt, err := gallery.SVG(ref)
				fmt.Fprintln(&out, markup, alt, err)
			}
		}
	}
	return out.String()
}
