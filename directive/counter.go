package directive

import (
	"strconv"
	"unicode/utf8"
)

// Counter is what somebody says at the counter that a topic sends them to: one card,
// in large type, for the clerk to read.
type Counter struct {
	Where string `yaml:"where"` // whose counter
	Mend  string `yaml:"mend"`  // what has to be corrected, in the words of who asks for it
	Bring string `yaml:"bring"` // what to bring; "": the text names nothing
}

// mostLarge is the most characters that fit a phone in large type.
const mostLarge = 120

func (l *linter) counter(where string, c *Counter) {
	if c == nil {
		return
	}
	if n := utf8.RuneCountInString(c.Mend); n > mostLarge {
		l.fault("too_long", where+"/counter", "n", strconv.Itoa(n), "most", strconv.Itoa(mostLarge))
	}
}

// Counters lists the topics that send somebody to a counter, in the order of the file.
func (d *Directive) Counters() []Topic {
	all := []Topic{}
	for _, t := range d.Topics {
		if t.Counter != nil {
			all = append(all, t)
		}
	}
	return all
}
