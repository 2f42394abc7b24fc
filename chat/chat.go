// Package chat holds the nouns of a talk: who is spoken to, what came in, what
// goes out, the choices offered, where a conversation stands, and the turn that
// is committed. It knows no channel, no directive and no store.
package chat

import (
	"errors"
	"time"
)

// Address names one private talk on one channel. Room and User are opaque
// outside the channel that made them. Addresses are comparable.
type Address struct{ Channel, Room, User string }

// IsZero reports whether a names nobody.
func (a Address) IsZero() bool { return a == Address{} }

// String is a stable key of the address. It may hold a platform's user id, so it
// never reaches a log, an error or a metric.
func (a Address) String() string { return a.Channel + "|" + a.Room + "|" + a.User }

// Kind says what happened. Dialogs see Said, Edited, Shared, Sent and Done.
type Kind uint8

// The kinds of an Inbound.
const (
	Said    Kind = iota // typed words, or a choice already turned back into its Value
	Edited              // an earlier message was changed: Of names it, Text is the new wording
	Shared              // a contact card; Phone is set only when it is the sender's own
	Sent                // a file, picture, voice: File is a reference, nothing is fetched yet
	Done                // a Job ended: ID is "job/" + its id, Of its kind, Start its Ref, Text its result or JobFailed
	Gone                // blocked, left
	Back                // came again
	Unknown             // anything else of a known person: answered, never stored as a value
)

// Inbound is one thing that happened on a channel.
type Inbound struct {
	ID    string // the cause, unique for ever: channel/bot id/update id
	Kind  Kind
	From  Address
	Text  string
	Start string // payload of a deep link, apart from Text
	Press *Press // a button or a typed number
	Mark  string // the platform's name of this message
	Of    string // Edited, Press: the message it belongs to
	File  *FileRef
	Phone string
	At    time.Time // the platform's clock: shown, never compared
}

// Press is a pressed choice. It travels as Data and is resolved against the
// conversation's Offered before a dialog sees it.
type Press struct {
	Offer int64  // the version of the conversation that showed it
	Index int    // its place among the choices offered then
	Value string // a lasting choice carries its meaning with it
	Stale bool   // set when resolved: the offer is no longer the present one
}

// Choice is one thing a person can pick.
type Choice struct {
	Label   string
	Value   string // an ASCII id of at most 40 bytes, never a sentence or a person's number
	Lasting bool   // means the same for ever: a button of last week still works
}

// FileRef names a file without its bytes, so that it can be stored.
type FileRef struct {
	Ref, Name, MIME string
	Size            int64
}

// Lane orders what waits for an address: replies before notices before broadcasts.
type Lane uint8

// The lanes, first served first.
const (
	Reply Lane = iota
	Notice
	Broadcast
)

// Outbound is one message to one address.
type Outbound struct {
	ID      string // cause + "/" + position unless the step named it: a resend is recognisable
	To      Address
	Lane    Lane
	Body    Body
	Choices [][]Choice // rows; numbered on a channel without buttons
	Offer   int64      // the version of the conversation these choices belong to; 0: of none
	Type    string     // what to type where such choices have no buttons; "": TIẾP TỤC
	Expect  string     // the kind of value awaited next ("phone", "national_id", ""): sets the keyboard
	Picture string     // reference ("screen/949/reg.step3"), drawn when sent
	File    *FileRef
	Slot    string    // its role in the talk: slot -> Mark is kept when it is settled
	Replace bool      // take the place of the last message in Slot where the channel can edit
	Edits   string    // the Mark of the message to edit; with Replace it is filled in when claimed
	Erase   string    // delete the message with this Mark; says nothing
	Contact bool      // ask for the person's own contact card where the channel can
	Release bool      // first take away the keyboard that an earlier Contact has shown
	Until   time.Time // worth nothing after; zero: always
}

// Frame is one place a conversation stands in. A detour pushes one.
type Frame struct{ Dialog, State string }

// Limits of a Conversation.
const (
	MaxFrames       = 4
	MaxTrail        = 20
	MaxGiven        = 60
	MaxConversation = 16 << 10 // bytes, sealed as one blob
)

// Given is where a message of the person went: for an edit of that message. It holds no
// value.
type Given struct {
	Mark string    // the platform's name of the message
	Cell string    // what it gave, in the words of the dialog that took it
	At   time.Time // when it was taken
}

// Conversation is all that is remembered of one talk between two messages.
type Conversation struct {
	Of        Address
	Directive string  // id@edition it was begun with
	Frames    []Frame // the last is where it stands
	Trail     []Frame // for Quay lại
	Slots     map[string]string
	Marks     map[string]string // slot -> the platform's name of the last message in it
	Offered   []Choice          // so that "1" can be understood on a channel without buttons
	OfferedAt int64
	Given     []Given   // which message gave what, the oldest first
	Contact   bool      // the keyboard for the person's own contact card is shown
	Heard     time.Time // of the last turn, by the clock of who heard it: for forgetting a quiet talk, never for order
	Version   int64     // 0: never written
}

// NoGuard marks an insert under a key of its own: doing it twice is doing it once.
const NoGuard int64 = -1

// Change is one edit of one record, or a bare check of its version.
type Change interface {
	Kind() string   // looked up in storage's table of changes
	Record() string // "rosters/949/pl2/an-binh/-": the collection is the first word
	Guard() int64   // the record's version this decision rests on (0: must not exist), or NoGuard
}

// Job is slow work asked for by a turn. ID may be left empty: the turn's cause gives
// it one. Kind chooses the worker, Ref names what it works on. To is the talk that hears
// the result; with none it is the talk that asked.
type Job struct {
	ID, Kind, Ref string
	To            *Address
}

// JobFailed is the Text of a Done whose worker failed too often. No worker returns it.
const JobFailed = "failed"

// Task is a Job in one replica's hands. Of is the talk that asked;
// Tried counts how often it was taken before.
type Task struct {
	Job
	Of    Address
	Hold  string
	Tried int
}

// Receipt is the platform's name for a delivered message.
type Receipt struct{ Mark string }

// Outcome is what a step decided; nothing of it has happened yet.
type Outcome struct {
	Next    *Conversation // nil only without guarded changes: the talk stands where it stood
	Say     []Outbound
	Changes []Change // at most one a record
	Jobs    []Job
}

// Turn is an Outcome on its way to the store.
type Turn struct {
	Of    Address
	Cause string
	Outcome
}

// Outcomes of a commit. Any other error means the outcome is unknown: nothing
// may be acknowledged, and the redelivery finds ErrSeen or does it.
var (
	ErrSeen  = errors.New("cause already committed")
	ErrStale = errors.New("decided on what is no longer so")
	ErrAway  = errors.New("store not reachable")
)

// Parcel is what waits for one address, in one replica's hands.
type Parcel struct {
	To   Address
	Hold string
	Say  []Outbound
}

// Ask is a wish for addresses with something due, or for a job of one of the Kinds.
// Only limits it to one address.
type Ask struct {
	By       string
	Now      time.Time
	Channels []string
	Kinds    []string
	Only     *Address
	Limit    int
}

// Result says what became of one message.
type Result uint8

// The results of a delivery.
const (
	Delivered Result = iota
	Again
	Failed
	Unreachable
	Expired
	Moot
	OutOfQuota
)

// Delivery settles one message of a parcel.
type Delivery struct {
	ID, Mark string
	Result   Result
	Retry    time.Time // Again: not before
	Moved    *Address
}

// Class tells the sender's judge what kind of failure a channel met.
type Class uint8

// The classes of a send failure.
const (
	Temporary Class = iota
	RetryAfter
	Blocked
	Migrated
	Unsupported
	Permanent
	Auth
	Quota
)

// SendError is the one typed error of Channel.Send. It never holds a token or a text.
type SendError struct {
	Class      Class
	RetryAfter time.Duration
	Moved      *Address
	Err        error
}

func (e *SendError) Error() string {
	if e.Err == nil {
		return "send failed"
	}
	return "send failed: " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }

// Capabilities are what a channel can do. MaxText and MaxCaption count UTF-16
// units after rendering; 0 means no limit.
type Capabilities struct {
	MaxText, MaxCaption                                                       int
	Buttons, Edit, Erase, Documents, PhotoUpload, Contact, Commands, DeepLink bool
}

// Check is a bare check of a record's version: it changes nothing. Every turn
// that uses a right checks the record that gives it.
type Check struct {
	Of      string
	Version int64
}

// Kind names the change.
func (Check) Kind() string { return "check" }

// Record is the checked record.
func (c Check) Record() string { return c.Of }

// Guard is the version the decision rests on.
func (c Check) Guard() int64 { return c.Version }
