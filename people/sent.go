package people

import "time"

// Sent is the copy of a paper that left the office by mail. It is an official record:
// it is kept until its own date, whoever it names.
type Sent struct {
	ID        string // of the sending; set even when Version is 0
	Version   int64  // 0: nothing was sent under this id
	Directive string
	To        string // mail address
	Subject   string
	At        time.Time
	File      []byte
}

// SetSent keeps a copy as decided on the version it was read at.
type SetSent struct{ Sent Sent }

// Kind names the change.
func (SetSent) Kind() string { return "sent.set" }

// Record is sent/<id>.
func (s SetSent) Record() string { return "sent/" + s.Sent.ID }

// Guard is the version the decision rests on.
func (s SetSent) Guard() int64 { return s.Sent.Version }
