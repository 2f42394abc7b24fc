package people

import (
	"strings"
	"time"
)

// Life of an invite and the limits on guessing one (design.md section 3).
const (
	InviteLife   = 7 * 24 * time.Hour
	GuessWindow  = 15 * time.Minute
	GuessesEach  = 5
	GuessesHour  = 100
	GuessPause   = time.Hour
	codeLetters  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford base32
	codeLength   = 10
	GuessesOfAll = "all" // id of the record that counts everybody's guesses
	MaxTries     = 5     // phones that a named person may type before the code is locked
)

// Invite is a one-time code as the store keeps it: known by a keyed hash of the code.
type Invite struct {
	ID              string // the keyed hash; set even when Version is 0
	Version         int64  // 0: no such code
	Role            Role   // "" with Link set: joins an address to a person
	Directive, Unit string
	Name            string    // of the deputy a duty is handed to
	Until           time.Time // when that duty ends; zero: not by itself
	Link            string    // person id that a link code joins an address to
	Expires         time.Time
	UsedBy          string    // person id; "" while unused
	Form, Period    string    // with Row: of the roster that the row stands in
	Row             string    // with the role Named: the row that its person is asked about
	Tries           int       // phones typed that were not the row's, at most MaxTries
	Ended           time.Time // when the named person was done with it; zero: not yet
	Made            time.Time
}

// Open reports whether the invite can still be used.
func (i Invite) Open(now time.Time) bool {
	return i.Version > 0 && i.UsedBy == "" && now.Before(i.Expires)
}

// Hears reports whether the invite lets the person say what they have to say of the
// row that names them. Who used it first keeps it until they are done or it expires.
func (i Invite) Hears(person string, now time.Time) bool {
	return i.Version > 0 && i.Role == Named && (i.UsedBy == "" || i.UsedBy == person) && i.Ended.IsZero() && now.Before(i.Expires)
}

// SetInvite writes an invite as decided on the version it was read at.
type SetInvite struct{ Invite Invite }

// Kind names the change.
func (SetInvite) Kind() string { return "invite.set" }

// Record is invites/<id>.
func (s SetInvite) Record() string { return "invites/" + s.Invite.ID }

// Guard is the version the decision rests on.
func (s SetInvite) Guard() int64 { return s.Invite.Version }

// Guesses counts wrong codes, of one address or of everybody.
type Guesses struct {
	ID      string
	Version int64
	At      []time.Time // oldest first, pruned to the last hour
	Until   time.Time   // no code is tried before
}

// Locked reports whether codes are refused now.
func (g Guesses) Locked(now time.Time) bool { return now.Before(g.Until) }

// Wrong adds a wrong guess and locks when there were more than limit within the window.
func (g Guesses) Wrong(now time.Time, limit int, window, pause time.Duration) Guesses {
	kept := []time.Time{}
	for _, t := range g.At {
		if now.Sub(t) < window {
			kept = append(kept, t)
		}
	}
	g.At = append(kept, now)
	if len(g.At) >= limit {
		g.Until, g.At = now.Add(pause), nil
	}
	return g
}

// SetGuesses writes a count as decided on the version it was read at.
type SetGuesses struct{ Guesses Guesses }

// Kind names the change.
func (SetGuesses) Kind() string { return "guesses.set" }

// Record is guesses/<id>.
func (s SetGuesses) Record() string { return "guesses/" + s.Guesses.ID }

// Guard is the version the decision rests on.
func (s SetGuesses) Guard() int64 { return s.Guesses.Version }

// NewCode makes a code of 10 letters from 10 random bytes, shown as XXXXX-XXXXX.
func NewCode(random [codeLength]byte) string {
	var b strings.Builder
	for i, r := range random {
		if i == codeLength/2 {
			b.WriteByte('-')
		}
		b.WriteByte(codeLetters[int(r)%len(codeLetters)])
	}
	return b.String()
}

// FindCode finds a code anywhere in a message, in any case, with or without the
// hyphen, with O read as 0 and I or L as 1. A run of ten digits is a phone number
// and not taken for a code unless it carries the hyphen.
func FindCode(text string) (code string, ok bool) {
	for _, word := range strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z')
	}) {
		if c, ok := readCode(word); ok {
			return c, true
		}
	}
	return "", false
}

var codeFold = strings.NewReplacer("O", "0", "I", "1", "L", "1")

func readCode(word string) (string, bool) {
	bare := codeFold.Replace(strings.ReplaceAll(word, "-", ""))
	if len(bare) != codeLength {
		return "", false
	}
	hyphen := len(word) == codeLength+1 && word[codeLength/2] == '-'
	digits := strings.ContainsAny(word, "0123456789")
	letters := strings.Trim(word, "0123456789-") != ""
	if strings.Contains(word, "-") && !hyphen || !hyphen && (!digits || !letters) {
		return "", false
	}
	for i := range bare {
		if !strings.Contains(codeLetters, bare[i:i+1]) {
			return "", false
		}
	}
	return bare[:codeLength/2] + "-" + bare[codeLength/2:], true
}
