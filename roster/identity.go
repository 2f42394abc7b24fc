package roster

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

var (
	idLabel = `số|so|giấy|giay|thẻ|the|cmnd|cccd|cmt|gcmnd|cc|cmtnd|cmndd|chứng minh nhân dân|chứng minh thư|chứng minh|chung minh nhan dan|chung minh thu|chung minh|` +
		`căn cước công dân|căn cước|can cuoc cong dan|can cuoc|định danh cá nhân|dinh danh ca nhan|định danh|dinh danh|id|là|la`
	labelsBefore = regexp.MustCompile(`^(?i:(?:` + idLabel + `)[\s.:/_–-]*)+`)
	labelsAfter  = regexp.MustCompile(`(?i:[\s.(]*(?:` + idLabel + `)[\s.)]*)+$`)
)

// between are the marks that people put between digits.
var gaps = strings.NewReplacer(" ", "", ".", "", "-", "", "‐", "", "‑", "", "‒", "", "–", "", "—", "")

// wide makes ASCII of full-width forms; no other script's digits become digits.
func wide(s string) string { return strings.TrimSpace(norm.NFKC.String(s)) }

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// lookalikes are letters that stand where a digit was meant.
var lookalikes = strings.NewReplacer("O", "0", "o", "0", "I", "1", "l", "1", "L", "1", "i", "1")

var (
	rounded = regexp.MustCompile(`(?i)^\d+(?:[.,]\d+)?e[+-]?\d+$`)
	decimal = regexp.MustCompile(`^(\d{8,12})[.,]0+$`)
	runs    = regexp.MustCompile(`\d(?:[ .-]?\d){8,11}`)
)

// nationalID holds domain.md section 2: 9 or 12 digits. Nothing that changes a digit
// is mended silently.
func nationalID(a ask) Verdict {
	said := labelsAfter.ReplaceAllString(labelsBefore.ReplaceAllString(wide(a.text), ""), "")
	if rounded.MatchString(strings.ReplaceAll(said, " ", "")) {
		return refused("ID_ROUNDED")
	}
	if m := decimal.FindStringSubmatch(said); m != nil {
		return a.perhaps("ID_DECIMAL", m[1])
	}
	bare := gaps.Replace(said)
	if allDigits(bare) {
		return a.counted(bare)
	}
	if mended := lookalikes.Replace(bare); allDigits(mended) {
		return a.perhaps("ID_LETTER", mended)
	}
	if len(runs.FindAllString(said, -1)) > 1 {
		return refused("ID_TWO")
	}
	return refused("ID_NOT_DIGITS")
}

// perhaps refuses and offers a number, when that would be taken.
func (a ask) perhaps(reason, number string) Verdict {
	if !a.counted(number).OK {
		return refused(reason)
	}
	return suggest(reason, number)
}

func (a ask) counted(bare string) Verdict {
	switch len(bare) {
	case 9:
		return nine(bare)
	case 12:
		return twelve(bare, a.now.Year())
	case 8, 11:
		return a.perhaps("ID_LOST_ZERO", "0"+bare)
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
