package people

import (
	"crypto/sha256"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dvcbot/dvcbot/chat"
)

// Gap is a question that nothing answered, kept so that the office can extend the
// directive's vocabulary. Nothing in it says who asked, or at what hour.
type Gap struct {
	ID        string // 13 letters made from the cause that asked
	Version   int64
	Directive string
	Text      string
	Day       string // 2026-11-25
}

// MaxGap is how many characters a kept question may have; a longer one is a story.
const MaxGap = 200

// NewGap is the gap that a cause opens: heard twice, it is one.
func NewGap(cause, directive, text string, at time.Time) Gap {
	sum := sha256.Sum256([]byte("gap/" + cause))
	return Gap{ID: ticketLetters.EncodeToString(sum[:8]), Directive: directive, Text: strings.TrimSpace(text), Day: at.Format(time.DateOnly)}
}

// Nameless reports whether a text cannot hold personal data: no two words in a row
// that begin with a capital, no six digits in a row with whatever stands between
// them, no address of a mailbox.
func Nameless(text string) bool {
	if utf8.RuneCountInString(text) > MaxGap || strings.Contains(text, "@") {
		return false
	}
	digits, capitals := 0, 0
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;/()", r) }) {
		capitals++
		if first, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(first) {
			capitals = 0
		}
		digits = trailing(word, digits)
		if capitals > 1 || digits >= 6 {
			return false
		}
	}
	return true
}

// trailing counts on the digits of a run; a letter ends it.
func trailing(word string, run int) int {
	for _, r := range word {
		switch {
		case unicode.IsDigit(r):
			run++
		case unicode.IsLetter(r) && run < 6:
			run = 0
		}
	}
	return run
}

// AddGap keeps a gap.
type AddGap struct{ Gap Gap }

// Kind names the change.
func (AddGap) Kind() string { return "gap.add" }

// Record is gaps/<id>.
func (a AddGap) Record() string { return "gaps/" + a.Gap.ID }

// Guard is none: a gap is a record of its own that nobody changes.
func (AddGap) Guard() int64 { return chat.NoGuard }
