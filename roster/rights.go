package roster

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// rights are the words for each right, folded; several may stand in one answer.
var rights = map[string][]string{
	"procedures": {"1", "thu tuc hanh chinh", "tthc", "co so du lieu", "csdl"},
	"feedback":   {"2", "phan anh kien nghi", "pakn", "kien nghi", "phan anh"},
}

// JudgeRights reads the marks of all columns that give a right: 1 for procedures,
// 2 for feedback, words, or two cells joined by a tab. Normal is the sorted comma
// list of rights; one that the section does not have is refused.
func JudgeRights(f directive.Form, section, typed string) Verdict {
	got, ok := marked(f, typed)
	if !ok {
		return refused("NOT_A_MARK")
	}
	list := []string{}
	for _, c := range f.Columns {
		if c.Right == "" || !got[c.Right] {
			continue
		}
		if !c.Open(section) {
			return refused("RIGHT_NOT_FOR_LEVEL")
		}
		list = append(list, c.Right)
	}
	slices.Sort(list)
	return taken(strings.Join(list, ","))
}

func marked(f directive.Form, typed string) (map[string]bool, bool) {
	got := map[string]bool{}
	if cells := strings.Split(typed, "\t"); len(cells) > 1 {
		i := 0
		for _, c := range f.Columns {
			if c.Right == "" || i >= len(cells) {
				continue
			}
			v := mark(ask{text: Clean(cells[i])})
			if !v.OK {
				return nil, false
			}
			got[c.Right], i = v.Normal != "", i+1
		}
		return got, true
	}
	folded := directive.Fold(Clean(typed))
	switch folded {
	case "", "khong", "khong co", "0":
		return got, true
	case "ca hai", "2 quyen", "hai quyen", "tat ca", "1 2":
		return map[string]bool{"procedures": true, "feedback": true}, true
	}
	for right, words := range rights {
		for _, w := range words {
			if (" " + folded + " ") != strings.ReplaceAll(" "+folded+" ", " "+w+" ", " ") {
				got[right] = true
			}
		}
	}
	return got, len(got) > 0
}
