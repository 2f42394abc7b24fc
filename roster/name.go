package roster

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dvcbot/dvcbot/directive"
)

var surnames = set(`nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly doan dinh trinh truong mai dao lam ha
cao luong luu thai ta chau tong quach to kieu phung van la thach kim son danh nghiem ung tang`)

// name holds the rules of domain.md section 4: letters, apostrophe and hyphen;
// length and missing marks only warn.
func name(a ask) Verdict {
	s := strings.Map(func(r rune) rune {
		switch r {
		case 'Ð', 'Ɖ':
			return 'Đ'
		case 'ð', 'ɖ':
			return 'đ'
		}
		return r
	}, a.text)
	warnings := []string{}
	if s != a.text {
		warnings = append(warnings, "NAME_LOOKALIKE")
	}
	s = untitled(s)
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			return refused("NAME_HAS_DIGIT")
		case !unicode.IsLetter(r) && !strings.ContainsRune(" '’-", r):
			return refused("NAME_HAS_SYMBOL")
		case unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r):
			return refused("NAME_NOT_LATIN")
		}
	}
	words := strings.Fields(s)
	if len(words) == 0 || utf8.RuneCountInString(s) < 2 {
		return refused("NAME_TOO_SHORT")
	}
	if utf8.RuneCountInString(s) > 100 {
		return refused("TOO_LONG")
	}
	return taken(cased(s), append(warnings, doubts(s, words)...)...)
}

func doubts(s string, words []string) []string {
	warnings := []string{}
	if len(words) == 1 {
		warnings = append(warnings, "NAME_ONE_WORD")
	}
	if utf8.RuneCountInString(s) > 50 {
		warnings = append(warnings, "NAME_LONG")
	}
	if len(words) > 2 && directive.Fold(s) == strings.ToLower(s) {
		warnings = append(warnings, "NO_DIACRITICS")
	}
	return warnings
}

// untitled drops Ông, Bà, Đ/c before a known surname; Ông is itself a surname.
func untitled(s string) string {
	words := strings.Fields(s)
	if len(words) < 3 {
		return s
	}
	title := directive.Fold(words[0])
	if slices.Contains([]string{"ong", "ba", "anh", "chi", "d/c"}, title) && surnames[directive.Fold(words[1])] {
		return strings.Join(words[1:], " ")
	}
	return s
}

// cased gives each word a capital when all of it is in one case.
func cased(s string) string {
	if s != strings.ToUpper(s) && s != strings.ToLower(s) {
		return s
	}
	upper := true
	return strings.Map(func(r rune) rune {
		was := upper
		upper = r == ' ' || r == '-' || r == '\'' || r == '’'
		if was {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

// titles are the positions that offices abbreviate, unfolded (domain.md section 5).
var titles = map[string]string{
	"pct": "Phó Chủ tịch", "p ct": "Phó Chủ tịch", "pho ct": "Phó Chủ tịch", "pho chu tich": "Phó Chủ tịch", "chu tich": "Chủ tịch",
	"tp": "Trưởng phòng", "truong phong": "Trưởng phòng", "ptp": "Phó Trưởng phòng", "pho truong phong": "Phó Trưởng phòng",
	"cvp": "Chánh Văn phòng", "chanh van phong": "Chánh Văn phòng", "pcvp": "Phó Chánh Văn phòng",
	"pho chanh van phong": "Phó Chánh Văn phòng", "cv": "Chuyên viên", "chuyen vien": "Chuyên viên",
	"vptk": "Công chức Văn phòng - Thống kê", "vp tk": "Công chức Văn phòng - Thống kê", "cc vptk": "Công chức Văn phòng - Thống kê",
	"cc vp tk": "Công chức Văn phòng - Thống kê", "van phong thong ke": "Công chức Văn phòng - Thống kê",
	"cong chuc van phong thong ke": "Công chức Văn phòng - Thống kê", "ke toan truong": "Kế toán trưởng",
	"pho giam doc": "Phó Giám đốc", "giam doc": "Giám đốc", "chanh thanh tra": "Chánh Thanh tra",
	"pho chanh thanh tra": "Phó Chánh Thanh tra",
}

func position(a ask) Verdict {
	folded := directive.Fold(a.text)
	if folded == "ct" {
		return Verdict{Reason: "POSITION_AMBIGUOUS", Suggestion: "Chủ tịch"}
	}
	if title, ok := titles[folded]; ok {
		return taken(title)
	}
	if allDigits(strings.ReplaceAll(a.text, " ", "")) {
		return refused("POSITION_DIGITS")
	}
	limit := a.c.MaxLength
	if limit == 0 {
		limit = 100
	}
	if utf8.RuneCountInString(a.text) > limit {
		return refused("TOO_LONG")
	}
	return taken(a.text)
}
