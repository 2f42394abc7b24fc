package sheet

import (
	"strings"

	"github.com/dvcbot/dvcbot/roster"
)

// loose parts a line typed with single spaces: the words before the first number are a
// name and perhaps a position, each number is a cell, and so is each word behind.
func loose(line string) []string {
	words := strings.Fields(line)
	if m := listed.FindString(line); m != "" {
		words = strings.Fields(line[len(m):])
	}
	front, rest := words, []string{}
	for i, w := range words {
		if digits(w) >= 2 && digits(w)*2 > len(w) {
			front, rest = words[:i], words[i:]
			break
		}
	}
	fields := titled(front)
	for i := 0; i < len(rest); {
		n := grouped(rest[i:])
		fields = append(fields, strings.Join(rest[i:i+n], " "))
		i += n
	}
	return fields
}

// titled parts a name from the position behind it.
func titled(words []string) []string {
	for i := 2; i < len(words); i++ {
		if rest := strings.Join(words[i:], " "); roster.Titled(strings.TrimLeft(rest, "(,")) {
			return []string{strings.Trim(strings.Join(words[:i], " "), ",(:- "), strings.Trim(rest, "(),")}
		}
	}
	return []string{strings.Trim(strings.Join(words, " "), ",:- ")}
}

// grouped is how many words make one number: short groups of digits belong together
// until they are as long as a number is.
func grouped(words []string) int {
	total := digits(words[0])
	if total == 0 || total >= 8 {
		return 1
	}
	n := 1
	for n < len(words) && digits(words[n]) > 0 && digits(words[n]) < 8 && total < 9 {
		total += digits(words[n])
		n++
	}
	if n < len(words) && total < 12 && digits(words[n]) == 3 && len(words[n]) == 3 && total == 9 {
		n++
	}
	return n
}
