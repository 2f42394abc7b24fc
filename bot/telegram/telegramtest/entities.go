package telegramtest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// tagged are the tags of HTML style and what their attributes may be
// (core.telegram.org/bots/api#html-style).
var tagged = map[string]*regexp.Regexp{"a": regexp.MustCompile(`^ href="[^"]*"$`), "blockquote": regexp.MustCompile(`^( expandable)?$`),
	"span": regexp.MustCompile(`^ class="tg-spoiler"$`), "pre": bareTag, "code": regexp.MustCompile(`^( class="language-[^"]*")?$`), "b": bareTag, "strong": bareTag,
	"i": bareTag, "em": bareTag, "u": bareTag, "ins": bareTag, "s": bareTag, "strike": bareTag, "del": bareTag, "tg-spoiler": bareTag}

var bareTag = regexp.MustCompile(`^$`)

var named = map[string]string{"lt": "<", "gt": ">", "amp": "&", "quot": `"`}

// parse reads HTML style as Telegram does: the words that are seen, or what it says when
// the entities cannot be parsed.
func parse(html string) (seen, fault string) {
	var out strings.Builder
	var open []string
	for i := 0; i < len(html); {
		switch html[i] {
		case '&':
			word, n := entity(html[i:])
			out.WriteString(word)
			i += n
		case '<':
			end := strings.IndexByte(html[i:], '>')
			if end < 0 {
				return "", fmt.Sprintf("Unclosed start tag at byte offset %d", i)
			}
			if open, fault = tag(open, html[i+1:i+end], i); fault != "" {
				return "", fault
			}
			i += end + 1
		default:
			out.WriteByte(html[i])
			i++
		}
	}
	if len(open) > 0 {
		return "", fmt.Sprintf("Can't find end tag corresponding to start tag %q", open[len(open)-1])
	}
	return strings.TrimSpace(out.String()), ""
}

func tag(open []string, inside string, at int) (still []string, fault string) {
	if name, closing := strings.CutPrefix(inside, "/"); closing {
		if len(open) == 0 {
			return nil, fmt.Sprintf("Unexpected end tag at byte offset %d", at)
		}
		if last := open[len(open)-1]; last != name {
			return nil, fmt.Sprintf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", at, last, name)
		}
		return open[:len(open)-1], ""
	}
	name, rest := inside, ""
	if space := strings.IndexByte(inside, ' '); space >= 0 {
		name, rest = inside[:space], inside[space:]
	}
	form, ok := tagged[strings.ToLower(name)]
	if !ok || !form.MatchString(rest) {
		return nil, fmt.Sprintf("Unsupported start tag %q at byte offset %d", name, at)
	}
	return append(open, name), ""
}

func entity(s string) (word string, n int) {
	end := strings.IndexByte(s, ';')
	if end < 0 || end > 10 {
		return "&", 1
	}
	if word, ok := named[s[1:end]]; ok {
		return word, end + 1
	}
	if digits, ok := strings.CutPrefix(s[1:end], "#"); ok {
		if r, err := strconv.ParseInt(digits, 10, 32); err == nil {
			return string(rune(r)), end + 1
		}
	}
	return "&", 1
}

// units is the length that counts.
func units(s string) int { return len(utf16.Encode([]rune(s))) }
