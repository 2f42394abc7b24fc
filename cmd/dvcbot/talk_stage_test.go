package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/reminders"
	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/sqlite"
)

// Ways to play a transcript.
const (
	plainly    = iota
	restarting // the store is closed and opened before each step, each message heard twice
)

// stage is a store with speakers, a clock that stands still, and a bot on a channel of paper.
type stage struct {
	t        *testing.T
	way      int
	dir      string
	keys     *storage.Keys
	store    store
	keep     keeper
	now      time.Time
	demo     bool
	all      []*directive.Directive
	bot      *bot.Bot
	twice    *doubled
	wire     wire
	speakers map[string]chat.Address
	who      string
	steps    int
	job      chat.Job          // the last that a turn asked for
	typed    map[string]string // the mark of each message, by who wrote it and its words
	code     string            // the last one-time code that the bot made; "{mã}" in a transcript
}

// keeper opens the stage's store, the same one each time.
type keeper func(*stage) (store, error)

func onSQLite(s *stage) (store, error) {
	return sqlite.Open(s.t.Context(), sqlite.Options{Path: filepath.Join(s.dir, "talk.db"), Keys: s.keys, Replica: "one", Now: s.clock})
}

func newStage(t *testing.T, way int, w wire, keep keeper) *stage {
	t.Helper()
	s := &stage{t: t, way: way, wire: w, keep: keep, dir: t.TempDir(), now: time.Date(2020, 9, 22, 2, 0, 0, 0, time.UTC), speakers: map[string]chat.Address{}, typed: map[string]string{},
		twice: &doubled{t: t, House: dialogs.New()}}
	var err error
	if s.keys, err = storage.OpenKeys(filepath.Join(s.dir, "keys.json"), true); err != nil {
		t.Fatal(err)
	}
	s.open()
	t.Cleanup(func() { s.close() })
	return s
}

func (s *stage) open() {
	s.t.Helper()
	var err error
	if s.store, err = s.keep(s); err != nil {
		s.t.Fatal(err)
	}
	s.bot, err = bot.New(bot.Options{House: s.twice, Store: s.store, Channels: []bot.Channel{s.wire.channel(s)}, Directives: s.directives, Writer: s.reminders(), Replica: "one", Demo: s.demo, Now: s.clock})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) close() {
	if err := s.bot.Stop(context.Background()); err != nil {
		s.t.Error(err)
	}
	if err := s.store.Close(); err != nil {
		s.t.Error(err)
	}
}

func (s *stage) clock() time.Time { return s.now }

func (s *stage) reminders() *reminders.Clock {
	return reminders.New(reminders.Options{Store: s.store, Directives: s.directives, Render: dialogs.Reminder, Demo: s.demo, Now: s.clock})
}

func (s *stage) directives() []*directive.Directive {
	if len(s.all) == 0 {
		d, err := directive.Load(directive.Embedded())
		if err != nil {
			s.t.Fatal(err)
		}
		s.all = append(s.all, d)
	}
	return s.all
}

// play gives the whole transcript as it went.
func (s *stage) play(script []line) string {
	var b strings.Builder
	for _, l := range script {
		b.WriteString(said("%s %s", l.sign, l.rest))
		switch l.sign {
		case "!":
			s.setting(strings.Fields(l.rest), l.rest)
		case "~":
			b.WriteString(s.enter(l.rest))
		case "@":
			s.jump(l.rest)
		case ">":
			b.WriteString(s.step(l.rest))
		}
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}

func (s *stage) setting(words []string, all string) {
	switch words[0] {
	case "directive":
		raw, err := os.ReadFile(filepath.Join("..", "..", words[1]))
		if err != nil {
			s.t.Fatal(err)
		}
		d, err := directive.Load(raw)
		if err != nil {
			s.t.Fatal(err)
		}
		s.all = append(s.all, d)
	case "demo":
		s.demo = true
		s.close()
		s.open()
	case "tick":
		if _, err := s.reminders().Post(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
	case "invite":
		s.invite(words[1], words[2], strings.TrimSpace(strings.SplitN(all, words[2], 2)[1]))
	default:
		s.t.Fatalf("unknown setting %s", words[0])
	}
}

func (s *stage) invite(code, role, unit string) {
	i := people.Invite{ID: s.keys.InviteID(code), Directive: s.directives()[0].ID, Made: s.now, Expires: s.now.Add(people.InviteLife)}
	if name, ok := strings.CutPrefix(role, "link:"); ok {
		p, err := s.store.Person(s.t.Context(), s.speakers[name])
		if err != nil {
			s.t.Fatal(err)
		}
		i.Link = p.ID
	} else if i.Role = people.Role(role); unit != "" {
		i.Unit = s.unit(unit, i.Directive).ID
	}
	s.apply(people.SetInvite{Invite: i})
}

func (s *stage) unit(words, of string) directive.Unit {
	for _, d := range s.directives() {
		if found := d.FindUnits(words); d.ID == of && len(found) == 1 {
			return found[0]
		}
	}
	s.t.Fatalf("no unit %s", words)
	return directive.Unit{}
}

func (s *stage) apply(changes ...chat.Change) {
	if err := s.store.Apply(s.t.Context(), changes...); err != nil {
		s.t.Fatal(err)
	}
}

// enter lets a speaker write from now on, and gives what came for them meanwhile.
func (s *stage) enter(rest string) string {
	name, as, _ := strings.Cut(rest, " ")
	s.who = name
	if a, known := s.speakers[name]; known {
		return s.wire.told(a)
	}
	a := s.wire.address(s, name)
	s.speakers[name] = a
	if as == "" {
		return ""
	}
	role, unit, _ := strings.Cut(as, ":")
	unit, of, ok := strings.Cut(unit, "@")
	if !ok {
		of = s.directives()[0].ID
	}
	g := people.Grant{Role: people.Role(role), Directive: of, Since: s.now}
	if unit != "" {
		g.Unit = s.unit(unit, of).ID
	}
	p, err := s.store.Person(s.t.Context(), a)
	if err != nil {
		s.t.Fatal(err)
	}
	p.Addresses, p.Grants = []chat.Address{a}, []people.Grant{g}
	s.apply(people.Set{Person: p})
	return ""
}

func (s *stage) jump(to string) {
	if d, ok := strings.CutPrefix(to, "+"); ok {
		by, err := time.ParseDuration(d)
		if err != nil {
			s.t.Fatal(err)
		}
		s.now = s.now.Add(by)
		return
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", to, s.directives()[0].Zone())
	if err != nil {
		s.t.Fatal(err)
	}
	s.now = at
}

// step hears one message and tells what came of it.
func (s *stage) step(words string) string {
	if s.who == "" {
		s.enter("ai-do")
	}
	s.steps++
	from := s.speakers[s.who]
	in := s.heard(strings.ReplaceAll(words, "{mã}", s.code))
	in.ID, in.From, in.At, in.Mark = "test/"+strconv.Itoa(s.steps), from, s.now, strconv.Itoa(s.steps)
	if in.Kind == chat.Edited {
		in.Mark = in.Of
	} else {
		s.typed[s.who+" "+words] = in.Mark
	}
	if s.way == restarting {
		s.close()
		s.open()
	}
	s.wire.told(from)
	s.wire.hear(s, in)
	outcome, told := s.twice.last, s.wire.told(from)
	if len(outcome.Jobs) > 0 {
		s.job = outcome.Jobs[0]
	}
	if s.way == restarting {
		if err := s.bot.Answer(s.t.Context(), in); err != nil {
			s.t.Fatalf("step %d again: %v", s.steps, err)
		}
		if more := s.wire.told(from); more != "" {
			s.t.Errorf("step %d heard twice says something twice: %s", s.steps, more)
		}
	}
	return s.decoded(told) + s.stands(from) + changed(outcome)
}

var codes = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b`)

// decoded writes {mã} for a code, which is another one in every store.
func (s *stage) decoded(told string) string {
	return codes.ReplaceAllStringFunc(told, func(code string) string {
		if code == "XXXXX-XXXXX" {
			return code
		}
		s.code = code
		return "{mã}"
	})
}

// answer is the shortest way to the bot.
func (s *stage) answer(in chat.Inbound) {
	if err := s.bot.Answer(s.t.Context(), in); err != nil {
		s.t.Fatalf("step %d: %v", s.steps, err)
	}
}

// rowForm is a row's id, which comes from the cause and is another on every channel.
var rowForm = regexp.MustCompile(`:[0-9a-z]{13}\b`)

func (s *stage) stands(a chat.Address) string {
	talk, err := s.store.Conversation(s.t.Context(), a)
	if err != nil {
		s.t.Fatal(err)
	}
	frames := []string{}
	for _, f := range talk.Frames {
		frames = append(frames, f.Dialog+" "+f.State)
	}
	return said("= %s", rowForm.ReplaceAllString(strings.Join(frames, " > "), ":dòng"))
}

// doubled is the house, each step taken twice on one scene.
type doubled struct {
	*dialogs.House
	t    *testing.T
	last chat.Outcome
}

func (w *doubled) Step(ctx context.Context, s dialogs.Scene) (chat.Outcome, error) {
	again := s
	again.Talk = s.Talk.Clone()
	before := s.Talk.Clone()
	first, err := w.House.Step(ctx, s)
	if !reflect.DeepEqual(before, s.Talk.Clone()) {
		w.t.Error("a step changed its scene")
	}
	second, err2 := w.House.Step(ctx, again)
	if fmt.Sprint(err) != fmt.Sprint(err2) || !reflect.DeepEqual(first, second) {
		w.t.Errorf("the same scene gave two outcomes")
	}
	w.last = first
	return first, err
}
