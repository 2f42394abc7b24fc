package office

import (
	"strings"
	"unicode"

	"github.com/dvcbot/dvcbot/words"
)

// sign is what stands behind a report's number: the sort of paper and the short name
// of who issues it, "BC-UBND", "BC-PNV" (Nghị định 30/2020/NĐ-CP, Phụ lục III).
func sign(own string) string { return words.Say("office.sign.report") + "-" + short(own) }

// short is an agency's short name: the capitals that it begins with, else the first
// letter of each of its words.
func short(name string) string {
	parts := strings.Fields(name)
	if len(parts) > 0 && parts[0] == strings.ToUpper(parts[0]) && len([]rune(parts[0])) > 1 {
		return parts[0]
	}
	var b strings.Builder
	for _, part := range parts {
		if first := []rune(part)[0]; unicode.IsLetter(first) {
			b.WriteRune(unicode.ToUpper(first))
		}
	}
	return b.String()
}
