package people

import (
	"time"

	"github.com/dvcbot/dvcbot/directive"
)

// Right is something a person may ask for about what is kept on them.
type Right string

// The rights (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Nghị định 356/2025/NĐ-CP).
const (
	View     Right = "view"
	Correct  Right = "correct"
	Withdraw Right = "withdraw"
	Removal  Right = "erase"
)

// ReplyDays is in how many working days a request must be answered.
const ReplyDays = 2

// Rights are the rights in the order in which they are told, each with the days within
// which it must be met, counted from the day after the request.
var Rights = []struct {
	Right Right
	Days  int
}{{View, 10}, {Correct, 10}, {Withdraw, 15}, {Removal, 20}}

// Clock gives the last days of a request made at a moment: of the reply, on working
// days of the directive's calendar, and of what was asked for. It is pure.
func Clock(d *directive.Directive, r Right, made time.Time) (reply, done time.Time) {
	y, m, day := made.In(d.Zone()).Date()
	from := time.Date(y, m, day, 0, 0, 0, 0, d.Zone())
	reply = from
	for left := ReplyDays; left > 0; {
		reply = reply.AddDate(0, 0, 1)
		if d.Calendar.Works(reply) {
			left--
		}
	}
	for _, one := range Rights {
		if one.Right == r {
			done = from.AddDate(0, 0, one.Days)
		}
	}
	return reply, done
}

// RequestState says what became of a request.
type RequestState string

// The states of a request.
const (
	RequestOpen    RequestState = "open"
	RequestDone    RequestState = "done"
	RequestRefused RequestState = "refused" // with the reason told: an official record that was reported
)

// MaxWrong is the most letters of what a person says is wrong.
const MaxWrong = 500

// Request is what a person asks for about what is kept on them. It names the person by
// their id only; What goes when they are erased.
type Request struct {
	ID        string // made from the cause that asked, as a ticket's
	Version   int64  // 0: no such request
	Directive string
	By        string // person id
	Right     Right
	What      string // Correct: what is wrong, in the person's words; it may hold a number
	Made      time.Time
	Ended     time.Time // zero while open
	State     RequestState
}

// RequestID is the id of the request that a cause makes: heard twice, it makes one.
func RequestID(cause string) string { return TicketID("request/" + cause) }

// End closes the request.
func (r Request) End(state RequestState, at time.Time) Request {
	r.State, r.Ended = state, at
	return r
}

// SetRequest writes a request as decided on the version it was read at.
type SetRequest struct{ Request Request }

// Kind names the change.
func (SetRequest) Kind() string { return "request.set" }

// Record is requests/<id>.
func (s SetRequest) Record() string { return "requests/" + s.Request.ID }

// Guard is the version the decision rests on.
func (s SetRequest) Guard() int64 { return s.Request.Version }
