package directive

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/words"
)

// DefaultDays is how long what a form asks is kept after the report, where no setting
// says another number of days.
const DefaultDays = 90

// daysMark stands in a notice where the number of days belongs.
const daysMark = "{days}"

// Keeping is d whose notices of consent say that what they ask for is kept so many days
// after the report.
func (d *Directive) Keeping(days int) *Directive {
	kept := *d
	kept.Forms = make([]Form, len(d.Forms))
	for i, f := range d.Forms {
		if f.Consent != nil {
			notice := *f.Consent
			notice.days = days
			f.Consent = &notice
		}
		kept.Forms[i] = f
	}
	return &kept
}

func (c Consent) kept() int {
	if c.days == 0 {
		return DefaultDays
	}
	return c.days
}

// HowLong is how long it is kept, in words: the notice's own with the days in their
// place, and a sentence that says them where it leaves none.
func (c Consent) HowLong() string {
	days := strconv.Itoa(c.kept())
	if strings.Contains(c.Keep, daysMark) {
		return strings.ReplaceAll(c.Keep, daysMark, days)
	}
	return c.Keep + " " + words.Say("directive.keep", "days", days)
}

// Edition is the version of the notice as it is told. With another number of days than
// the default it is another notice, to which everybody is asked to agree anew.
func (c Consent) Edition() string {
	if c.kept() == DefaultDays {
		return c.Version
	}
	return c.Version + "/" + strconv.Itoa(c.kept())
}
