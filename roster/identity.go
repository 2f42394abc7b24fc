package roster

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

var labelled = regexp.MustCompile(`(?i)^(?:số\s*)?(?:cmnd|cccd|cmt|căn cước|chứng minh(?: nhân dân)?|sđt|đt|đtdđ|điện thoại|tel|phone)(?:\s*(?:là|:))?[\s.:]*`)

// digits is a number as typed, without what people put between digits; full-width
// digits are digits, no other script's are.
func digits(s string) string {
	s = labelled.ReplaceAllString(norm.NFKC.String(s), "")
	return strings.NewReplacer(" ", "", ".", "", "-", "", "\u00a0", "", "–", "").Replace(s)
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// lookalikes are letters that stand where a digit was meant.
var lookalikes = strings.NewReplacer("O", "0", "o", "0", "I", "1", "l", "1", "L", "1")

// nationalID holds the rules of domain.md section 2: 9 or 12 digits; a letter in
// place of a digit is never mended silently.
func nationalID(a ask) Verdict {
	bare := digits(a.text)
	if !allDigits(bare) {
		if mended := lookalikes.Replace(bare); allDigits(mended) && (len(mended) == 9 || len(mended) == 12) {
			return suggest("ID_LETTER", mended)
		}
		if regexp.MustCompile(`(?i)^\d[.,]?\d*e\+?\d+$`).MatchString(strings.ReplaceAll(a.text, " ", "")) {
			return refused("ID_ROUNDED")
		}
		if two := regexp.MustCompile(`\d{9,12}`).FindAllString(a.text, -1); len(two) > 1 {
			return refused("ID_TWO")
		}
		return refused("ID_NOT_DIGITS")
	}
	switch len(bare) {
	case 9:
		return nine(bare)
	case 12:
		return twelve(bare, a.now.Year())
	case 8, 11:
		return suggest("ID_LOST_ZERO", "0"+bare)
	case 18, 21, 24:
		return refused("ID_TWO")
	}
	return refused("ID_LENGTH")
}

func same(s string) bool { return strings.Count(s, s[:1]) == len(s) }

func nine(s string) Verdict {
	switch {
	case same(s):
		return refused("ID_PLACEHOLDER")
	case s == "123456789":
		return taken(s, "ID_UNLIKELY")
	}
	return taken(s)
}

func twelve(s string, now int) Verdict {
	if same(s) {
		return refused("ID_PLACEHOLDER")
	}
	if s[3] > '3' {
		return refused("ID_CENTURY")
	}
	yy, _ := strconv.Atoi(s[4:6])
	born := 1900 + 100*(int(s[3]-'0')/2) + yy
	warnings := []string{}
	if !provinces[s[:3]] {
		warnings = append(warnings, "ID_PROVINCE")
	}
	switch age := now - born; {
	case age < 0:
		return refused("ID_FUTURE")
	case age < 18 || age > 65:
		warnings = append(warnings, "ID_AGE")
	}
	return taken(s, warnings...)
}

var provinces = set(`001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042
044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// migrated maps the 11-digit prefixes of 2018 to the present ones.
var migrated = map[string]string{"0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037",
	"0168": "038", "0169": "039", "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083",
	"0124": "084", "0125": "085", "0127": "081", "0129": "082", "0186": "056", "0188": "058", "0199": "059"}

var carriers = set(`032 033 034 035 036 037 038 039 086 096 097 098 070 076 077 078 079 089 090 093 081 082 083 084 085 088 091 094
052 056 058 092 059 099 087 055`)

var notes = regexp.MustCompile(`(?i)\(?\b(zalo|viber|dđ|di động)\b\)?`)

// phone holds the rules of domain.md section 3. The stored form is 0xxxxxxxxx.
func phone(a ask) Verdict {
	bare := strings.NewReplacer("(", "", ")", "", "/", "").Replace(digits(notes.ReplaceAllString(a.text, "")))
	if plus, ok := strings.CutPrefix(bare, "+"); ok {
		bare = "00" + plus
	}
	if !allDigits(bare) {
		if mended := lookalikes.Replace(bare); allDigits(mended) && mobile.MatchString(mended) {
			return suggest("PHONE_LETTER", mended)
		}
		return refused("PHONE_NOT_DIGITS")
	}
	return dialled(national(bare))
}

// national turns 84…, 0084… and +84 (0)… into 0….
func national(s string) string {
	rest, foreign := strings.CutPrefix(s, "0084")
	if !foreign && len(s) >= 11 {
		rest, foreign = strings.CutPrefix(s, "84")
	}
	if !foreign {
		return s
	}
	return "0" + strings.TrimPrefix(rest, "0")
}

var mobile = regexp.MustCompile(`^0[35789]\d{8}$`)

func dialled(s string) Verdict {
	switch {
	case strings.HasPrefix(s, "02"):
		return refused("PHONE_LANDLINE")
	case len(s) == 11 && migrated[s[:4]] != "":
		return suggest("PHONE_OLD", migrated[s[:4]]+s[4:])
	case len(s) == 9 && mobile.MatchString("0"+s):
		return suggest("PHONE_NO_ZERO", "0"+s)
	case len(s) != 10:
		return refused("PHONE_LENGTH")
	case !mobile.MatchString(s):
		return refused("PHONE_PREFIX")
	case !carriers[s[:3]]:
		return taken(s, "PHONE_PREFIX_UNKNOWN")
	}
	return taken(s)
}

func unit(a ask) Verdict {
	found := a.d.FindUnits(a.text)
	switch len(found) {
	case 0:
		return refused("UNIT_UNKNOWN")
	case 1:
		return taken(found[0].Name)
	}
	return refused("UNIT_AMBIGUOUS")
}
