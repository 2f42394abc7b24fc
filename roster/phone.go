package roster

import (
	"regexp"
	"strings"
)

// migrated maps the 11-digit prefixes of 2018 to the present ones.
var migrated = map[string]string{"0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037",
	"0168": "038", "0169": "039", "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083",
	"0124": "084", "0125": "085", "0127": "081", "0129": "082", "0186": "056", "0188": "058", "0199": "059"}

var carriers = set(`032 033 034 035 036 037 038 039 086 096 097 098 070 076 077 078 079 089 090 093 081 082 083 084 085 088 091 094
052 056 058 092 059 099 087 055`)

var (
	phoneLabel  = `số|so|điện thoại|dien thoai|di động|di dong|cầm tay|sđt|sdt|đtdđ|đtdd|dtdd|đt|dt|dđ|tel|phone|mobile|zalo|viber|là|la`
	callsBefore = regexp.MustCompile(`^(?i:[(]?(?:` + phoneLabel + `)[)\s.:/_–-]*)+`)
	callsAfter  = regexp.MustCompile(`(?i:[\s.,(/-]*(?:` + phoneLabel + `)[\s.)]*)+$`)
	parts       = regexp.MustCompile(`[/;,|\\]| - | – | và | hoặc `)
	mobile      = regexp.MustCompile(`^0[35789]\d{8}$`)
)

// phone holds domain.md section 3. The stored form is 0xxxxxxxxx.
func phone(a ask) Verdict {
	said := callsAfter.ReplaceAllString(callsBefore.ReplaceAllString(wide(a.text), ""), "")
	if rounded.MatchString(strings.ReplaceAll(said, " ", "")) {
		return refused("PHONE_ROUNDED")
	}
	bare := strings.NewReplacer("(", "", ")", "").Replace(gaps.Replace(said))
	if plus, ok := strings.CutPrefix(bare, "+"); ok {
		bare = "00" + plus
	}
	switch {
	case allDigits(bare) && len(bare) < 17:
		return dialled(national(bare))
	case several(said):
		return refused("PHONE_TWO")
	case allDigits(lookalikes.Replace(bare)) && dialled(national(lookalikes.Replace(bare))).OK:
		return suggest("PHONE_LETTER", dialled(national(lookalikes.Replace(bare))).Normal)
	case allDigits(bare):
		return refused("PHONE_LENGTH")
	}
	return refused("PHONE_NOT_DIGITS")
}

// several reports whether more than one number stands in the cell.
func several(said string) bool {
	n := 0
	for _, part := range append(parts.Split(said, -1), strings.Fields(said)...) {
		if len(part) < len(said) && dialled(national(gaps.Replace(part))).Normal != "" {
			n++
		}
	}
	return n > 1
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

// dialled judges bare digits. Nine digits that a zero makes a mobile number are
// taken with a word: the CMND also has nine.
func dialled(s string) Verdict {
	switch {
	case strings.HasPrefix(s, "02"):
		return refused("PHONE_LANDLINE")
	case len(s) == 11 && migrated[s[:4]] != "":
		return suggest("PHONE_OLD", migrated[s[:4]]+s[4:])
	case len(s) == 10 && migrated["0"+s[:3]] != "":
		return suggest("PHONE_OLD", migrated["0"+s[:3]]+s[3:])
	case len(s) == 9 && mobile.MatchString("0"+s):
		v := dialled("0" + s)
		return taken(v.Normal, append([]string{"PHONE_NO_ZERO"}, v.Warnings...)...)
	case len(s) != 10:
		return refused("PHONE_LENGTH")
	case !mobile.MatchString(s):
		return refused("PHONE_PREFIX")
	case !carriers[s[:3]]:
		return taken(s, "PHONE_PREFIX_UNKNOWN")
	}
	return taken(s)
}
