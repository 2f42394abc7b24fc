package roster

import "regexp"

var secrets = []struct {
	kind string
	form *regexp.Regexp
}{
	{"otp", regexp.MustCompile(`(?i)\b(?:m[aã]\s+)?otp\b[^\d?]{0,30}\b\d{4,8}\b`)},
	{"otp", regexp.MustCompile(`(?i)\b\d{4,8}\b[^\d?]{0,12}\botp\b`)},
	{"password", regexp.MustCompile(`(?i)(?:^|\s)(?:mật khẩu|mat khau|password|pass|mk)\s*(?:của (?:tôi|em)|cua toi)?\s*(?:là|la|:|=)\s*\S*[\d@#$%&*!]\S*`)},
}

// Secret reports whether the words give away a one-time code or a password. A
// question about one, or a bare number, is not one.
func Secret(text string) (kind string, yes bool) {
	for _, s := range secrets {
		if s.form.MatchString(text) {
			return s.kind, true
		}
	}
	return "", false
}
