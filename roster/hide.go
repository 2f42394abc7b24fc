package roster

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fewest is how many digits in a row may name somebody; 1414 and a year may stay.
const fewest = 6

var (
	// run is digits with what people put between them, and with letters typed for them.
	run = regexp.MustCompile(`\p{Nd}(?:[OoIl]*[ .\-]{0,2}\p{Nd})*`)
	day = regexp.MustCompile(`^\d{1,2}[.\-]\d{1,2}[.\-](?:19|20)\d\d$`)
	// codes are short numbers that the words before them call a one-time code.
	codes = regexp.MustCompile(`(?i)((?:otp|mã xác (?:nhận|thực)|ma xac (?:nhan|thuc))[^\p{Nd}]{0,20}|(?:^|\s)m[ãa](?: số| so)?(?: là| la)?[ :]{1,3})\p{Nd}{4,8}`)
	// passwords are words after "mật khẩu là" that look like one.
	passwords = regexp.MustCompile(`(?i)((?:^|\s)(?:mật khẩu|mat khau|password|pass|mk)\s*(?:của (?:tôi|em)|cua toi)?\s*(?:là|la|:|=)\s*)\S*[\p{Nd}@#$%&*!]\S*`)
)

// Hide puts instead of every identity number, phone, one-time code and password that
// a text gives away. Dates, years and short numbers stay. It errs on the side of
// hiding: a number written in words stays, a long number of any meaning goes.
func Hide(text, instead string) string {
	text = norm.NFC.String(strings.Map(visible, text))
	text = passwords.ReplaceAllString(text, "${1}"+instead)
	text = codes.ReplaceAllString(text, "${1}"+instead)
	return run.ReplaceAllStringFunc(text, func(number string) string {
		if day.MatchString(number) || figures(number) < fewest {
			return number
		}
		return instead
	})
}

// visible drops what could stand unseen between two digits.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

func figures(s string) int {
	n := 0
	for _, r := range s {
		if unicode.Is(unicode.Nd, r) {
			n++
		}
	}
	return n
}
