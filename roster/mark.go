package roster

import (
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// ticks are the signs for a mark, and for none, that fold to nothing or are no words.
var ticks = map[string]string{"✓": "x", "✔": "x", "√": "x", "☑": "x", "☒": "x", "×": "x", "✗": "x", "✘": "x", "✕": "x", "✖": "x",
	"х": "x", "Х": "x", "⨯": "x", "■": "x", "✅": "x", "☐": "", "□": "", "": "", "-": "", "–": "", "—": "", "_": ""}

// marks are the words for a mark and for none, folded.
var marks = map[string]string{"x": "x", "co": "x", "1": "x", "dung": "x", "yes": "x", "y": "x", "v": "x", "duoc": "x", "true": "x",
	"ok": "x", "dang ky": "x", "khong": "", "0": "", "ko": "", "k": "", "no": "", "n": "", "false": "", "bo qua": "", "khong co": "",
	"khong dang ky": "", "kh": "", "hong": "", "sai": ""}

// mark reads the X of a right in every spelling.
func mark(a ask) Verdict {
	bare := unframed(a.text)
	if normal, ok := ticks[bare]; ok {
		return taken(normal)
	}
	if normal, ok := marks[directive.Fold(bare)]; ok {
		return taken(normal)
	}
	return refused("NOT_A_MARK")
}

// unframed drops what stands round a mark: brackets, a full stop, the selector of an
// emoji. X twice is X.
func unframed(s string) string {
	s = strings.NewReplacer("\ufe0f", "", "\ufe0e", "").Replace(strings.TrimSpace(s))
	inner := strings.TrimSpace(strings.Trim(s, "()[]{}.\"'"))
	if inner == "" && s != "" && !strings.ContainsAny(s, "[(") {
		return s
	}
	if strings.Trim(inner, "xX") == "" && len(inner) == 2 {
		return "x"
	}
	return inner
}
