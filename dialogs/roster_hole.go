package dialogs

import (
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// A hole is a post that the directive wants named and that no row names yet. The list
// offers its holes first: picking one begins a row whose post is known.

const holePrefix = "hole:" // then the id of the rule that wants the post

// holes are the posts still to be filled; none where there is no room, nobody to name, or
// no column for a post.
func (s sheet) holes(t *turn) []directive.Rule {
	post := func(c directive.Column) bool { return c.Kind == "position" && c.Open(s.section) }
	if !slices.ContainsFunc(s.form.Columns, post) || len(s.held.Rows) >= limit(s.form) || s.held.State == roster.Nil {
		return nil
	}
	return roster.Holes(t.d, s.form, s.unit.Kind, s.held)
}

// openings are the choices that begin a row: a hole each, then anybody.
func (s sheet) openings(t *turn) []chat.Choice {
	holes, choices := s.holes(t), []chat.Choice{}
	for _, rule := range holes {
		choices = append(choices, chat.Choice{Label: rule.Needs, Value: holePrefix + rule.ID})
	}
	switch {
	case len(s.held.Rows) >= limit(s.form):
	case len(holes) > 0:
		choices = append(choices, pick("add", "roster.other", "noun", capital(s.form.RowNoun)))
	default:
		choices = append(choices, pick("add", addKey(len(s.held.Rows)), "noun", s.form.RowNoun))
	}
	return choices
}

// missing says which posts nobody fills yet.
func (s sheet) missing(t *turn) chat.Body {
	needed := roster.Needed(t.d, s.form, s.unit.Kind, s.held)
	if len(needed) == 0 || s.held.State == roster.Nil {
		return nil
	}
	key := "roster.needs"
	if len(s.holes(t)) > 0 {
		key = "roster.holes"
	}
	return chat.Body{block(chat.Hint, key, "posts", strings.Join(needed, ", "))}
}

// fill begins a row for a hole; one that somebody has filled meanwhile is said.
func (r rosterDialog) fill(t *turn, s sheet, id string) error {
	holes := s.holes(t)
	i := slices.IndexFunc(holes, func(rule directive.Rule) bool { return rule.ID == id })
	if i < 0 {
		t.note(chat.Hint, "roster.hole.filled")
		return r.show(t)
	}
	known := s.known(t, holes[i].Needs)
	if s.handedIn() {
		return r.join(t, holes[i].Needs)
	}
	return r.enter(t, s, known)
}

// known are the cells of a row whose post is known, in stored form; none for "".
func (s sheet) known(t *turn, post string) map[string]string {
	cells := map[string]string{}
	for _, c := range s.form.Columns {
		if c.Kind != "position" || post == "" || len(cells) > 0 {
			continue
		}
		if v := roster.Judge(t.d, c, s.section, post, t.now()); v.OK {
			cells[c.ID] = v.Normal
		}
	}
	return cells
}

// preset is the post with which a row began and nothing else was entered yet.
func (s sheet) preset(t *turn) (directive.Column, bool) {
	cells := t.cells()
	for _, c := range s.form.Columns {
		if c.Kind == "position" && cells[c.ID] != "" && len(cells) == 1 && t.slot("roster.row") == "" {
			return c, true
		}
	}
	return directive.Column{}, false
}
