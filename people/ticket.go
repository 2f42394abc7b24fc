package people

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// TicketState says who is to speak next on a ticket.
type TicketState string

// The states of a ticket: a support officer is to answer; the person has the
// answer; the person needs nothing more.
const (
	TicketOpen     TicketState = "open"
	TicketAnswered TicketState = "answered"
	TicketClosed   TicketState = "closed"
)

// Limits of a ticket.
const (
	MaxQuestion = 1500 // characters of one thing said
	MaxSaid     = 30   // things said; a longer exchange needs a new ticket
	TheDesk     = "desk"
)

// Said is one question or answer of a ticket. A question holds no identity number,
// phone, one-time code or password: they were taken out before it came here.
type Said struct {
	By      string // person id, or TheDesk for who answers from the command line
	Officer bool
	Text    string
	At      time.Time
}

// Ticket is a question to the support officers and what came of it.
type Ticket struct {
	ID        string // 13 letters made from the cause that asked
	Version   int64  // 0: no such ticket
	Directive string
	By        string       // the person who asked
	From      chat.Address // where they asked and are answered
	Of        string       // what they were doing: "procedure:reg", "form:pl2"; "" neither
	Step      string       // the step or column they stood at; "" at the conditions or the list
	State     TicketState
	Said      []Said // the first question first
}

var ticketLetters = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// TicketID is the id of the ticket that a cause opens: heard twice, it opens one.
func TicketID(cause string) string {
	sum := sha256.Sum256([]byte("ticket/" + cause))
	return ticketLetters.EncodeToString(sum[:8])
}

// Ask adds a question and gives the ticket to the officers.
func (t Ticket) Ask(text string, at time.Time) Ticket {
	t.Said = append(slices.Clone(t.Said), Said{By: t.By, Text: text, At: at})
	t.State = TicketOpen
	return t
}

// Answer adds what an officer, or TheDesk, says.
func (t Ticket) Answer(by, text string, at time.Time) Ticket {
	t.Said = append(slices.Clone(t.Said), Said{By: by, Officer: true, Text: text, At: at})
	t.State = TicketAnswered
	return t
}

// Close ends the ticket: the person needs nothing more.
func (t Ticket) Close() Ticket {
	t.State = TicketClosed
	return t
}

// Full reports whether nothing more can be said on this ticket.
func (t Ticket) Full() bool { return len(t.Said) >= MaxSaid }

// Question is what was last asked; the zero Said when there is none.
func (t Ticket) Question() Said { return t.last(false) }

// Answered is what an officer last said; the zero Said when nobody has.
func (t Ticket) Answered() Said { return t.last(true) }

func (t Ticket) last(officer bool) Said {
	for _, s := range slices.Backward(t.Said) {
		if s.Officer == officer {
			return s
		}
	}
	return Said{}
}

// Waiting gives the open tickets of a directive, the longest waiting first.
func Waiting(all []Ticket, directive string) []Ticket {
	open := []Ticket{}
	for _, t := range all {
		if t.State == TicketOpen && t.Directive == directive {
			open = append(open, t)
		}
	}
	slices.SortStableFunc(open, func(a, b Ticket) int { return a.Question().At.Compare(b.Question().At) })
	return open
}

// SetTicket writes a ticket as decided on the version it was read at.
type SetTicket struct{ Ticket Ticket }

// Kind names the change.
func (SetTicket) Kind() string { return "ticket.set" }

// Record is tickets/<id>.
func (s SetTicket) Record() string { return "tickets/" + s.Ticket.ID }

// Guard is the version the decision rests on.
func (s SetTicket) Guard() int64 { return s.Ticket.Version }

// NoticeID names word of the last thing said on a ticket ("ticket", "answered") to
// one person: directive/kind/ticket.position/person.
func (t Ticket) NoticeID(kind, person string) string {
	return strings.Join([]string{t.Directive, kind, t.ID + "." + strconv.Itoa(len(t.Said)), person}, "/")
}

// OfNotice reads the ticket and the position of what was said out of such a name.
func OfNotice(id string) (kind, ticket string, position int, ok bool) {
	parts := strings.Split(id, "/")
	if len(parts) != 4 || parts[1] != "ticket" && parts[1] != "answered" {
		return "", "", 0, false
	}
	ticket, n, _ := strings.Cut(parts[2], ".")
	position, err := strconv.Atoi(n)
	return parts[1], ticket, position, err == nil
}
