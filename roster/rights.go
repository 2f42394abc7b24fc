package roster

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// JudgeRights reads the marks of all columns that give a right, in one answer: the
// number of a column among them, its words, or its cells joined by a tab. One mark
// alone means the only right of the section. Normal is the sorted comma list of
// rights; one that the section does not have is refused.
func JudgeRights(f directive.Form, section, typed string) Verdict {
	columns := granting(f)
	got, reason := marked(columns, section, typed)
	if reason != "" {
		return refused(reason)
	}
	list := []string{}
	for _, c := range columns {
		if !got[c.Right] {
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

func granting(f directive.Form) []directive.Column {
	all := []directive.Column{}
	for _, c := range f.Columns {
		if c.Right != "" {
			all = append(all, c)
		}
	}
	return all
}

func marked(columns []directive.Column, section, typed string) (map[string]bool, string) {
	if cells := strings.Split(strings.Trim(typed, "\r\n"), "\t"); len(cells) > 1 {
		return joined(columns, cells)
	}
	clean := Clean(typed)
	if v := mark(ask{text: clean}); v.OK && clean != "1" && clean != "0" {
		return alone(columns, section, v.Normal != "")
	}
	if cells := strings.Fields(clean); len(cells) == len(columns) && !slices.ContainsFunc(cells, unmarked) {
		return joined(columns, cells)
	}
	return worded(columns, clean)
}

func unmarked(cell string) bool { return cell == "1" || cell == "0" || !mark(ask{text: cell}).OK }

// joined reads one cell a column; its number counts as a mark in its own cell.
func joined(columns []directive.Column, cells []string) (map[string]bool, string) {
	got := map[string]bool{}
	for i, cell := range cells {
		clean := Clean(cell)
		if i >= len(columns) {
			if clean != "" {
				return nil, "NOT_A_MARK"
			}
			continue
		}
		v := mark(ask{text: clean})
		if !v.OK && clean != strconv.Itoa(i+1) {
			return nil, "NOT_A_MARK"
		}
		got[columns[i].Right] = !v.OK || v.Normal != ""
	}
	return got, ""
}

// alone is one mark for all: it is clear only where the section has one right.
func alone(columns []directive.Column, section string, yes bool) (map[string]bool, string) {
	open := slices.DeleteFunc(slices.Clone(columns), func(c directive.Column) bool { return !c.Open(section) })
	switch {
	case !yes:
		return nil, ""
	case len(open) == 1:
		return map[string]bool{open[0].Right: true}, ""
	}
	return nil, "RIGHT_WHICH"
}

var (
	clauses = regexp.MustCompile(`,| va | nhung | con `)
	negated = regexp.MustCompile(`(?:^| )(?:khong|ko|k|chua|bo|tru)(?: |$)`)
	both    = regexp.MustCompile(`(?:^| )(?:ca hai|ca 2|hai quyen|2 quyen|tat ca|ca hai quyen|hai he thong|2 he thong|12|1 2)(?: |$)`)
)

// worded reads words: parts joined by "và" or a comma, each with a number or the
// words of a column, and perhaps a no.
func worded(columns []directive.Column, clean string) (map[string]bool, string) {
	got, understood := map[string]bool{}, false
	folded := foldParts(clean)
	if folded == "0" {
		return got, ""
	}
	if both.MatchString(folded) && !negated.MatchString(folded) {
		for _, c := range columns {
			got[c.Right] = true
		}
		return got, ""
	}
	for _, part := range clauses.Split(folded, -1) {
		yes := !negated.MatchString(part)
		for i, c := range columns {
			if part = " " + part + " "; names(c, i, part) {
				got[c.Right], understood = yes, true
			}
		}
	}
	if !understood && !negated.MatchString(folded) {
		return nil, "NOT_A_MARK"
	}
	return got, ""
}

// joints are the signs between parts of an answer.
var joints = regexp.MustCompile(`[,;+&/|]`)

// foldParts folds each part and keeps the signs that join them.
func foldParts(s string) string {
	parts := joints.Split(s, -1)
	for i, part := range parts {
		parts[i] = directive.Fold(part)
	}
	return strings.Join(parts, ",")
}

func names(c directive.Column, i int, part string) bool {
	for _, w := range append([]string{strconv.Itoa(i + 1), directive.Fold(c.Title), directive.Fold(c.Label)}, c.Words...) {
		if w != "" && strings.Contains(part, " "+directive.Fold(w)+" ") {
			return true
		}
	}
	return false
}
