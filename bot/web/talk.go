package web

import (
	"strconv"
	"strings"

	"github.com/dvcbot/dvcbot/words"
)

// talk makes the views of neighbouring lines and settles what depends on the others:
// where a day begins, which steps are folded, which choices are used and which rest.
func (p *Page) talk(lines []Line) ([]view, error) {
	all := make([]view, 0, len(lines))
	for _, l := range lines {
		v, err := p.view(l)
		if err != nil {
			return nil, err
		}
		v.NewDay = len(all) == 0 || all[len(all)-1].Day != v.Day
		if v.Me {
			v.Got = used(all, v)
		}
		all = append(all, v)
	}
	resting(all)
	folded(all)
	return all, nil
}

// used ticks the choice that a line of the person picked and gives its label when it
// was picked by typing its number.
func used(before []view, mine view) string {
	for i := len(before) - 1; i >= 0; i-- {
		n, err := strconv.Atoi(strings.TrimSpace(mine.Text))
		for j := range before[i].Choices {
			c := &before[i].Choices[j]
			switch {
			case mine.Press != "" && c.Press == mine.Press:
				c.Kind = "was"
				return ""
			case mine.Press == "" && err == nil && c.N == n:
				c.Kind = "was"
				return words.Say("web.got", "label", c.Label)
			}
		}
		if mine.Press == "" && len(before[i].Choices) > 0 && !before[i].Aside {
			return ""
		}
	}
	return ""
}

// resting quiets the choices of all but the newest offer.
func resting(all []view) {
	newest := true
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Aside {
			continue
		}
		for j := range all[i].Choices {
			all[i].Choices[j].rest(!newest)
		}
		newest = newest && len(all[i].Choices) == 0
	}
}

func (b *button) rest(yes bool) {
	b.Rests = yes
	if yes && b.Kind != "was" {
		b.Kind = "old"
	}
}

// folded shrinks every step but the newest; those before it are done.
func folded(all []view) {
	var newest *fold
	for i := len(all) - 1; i >= 0; i-- {
		f := all[i].Fold
		if f == nil {
			continue
		}
		if newest == nil {
			newest = f
			continue
		}
		f.Open, f.Done = false, f.Of == newest.Of && f.N < newest.N
	}
}

// page of a talk: how many lines are shown at first, and how many more at a time.
const shownLines = 30

// older gives the lines before the one numbered, the last shownLines of them, and
// whether there are more; before 0 is the end of the talk.
func older(lines []Line, before int64) (part []Line, more bool) {
	end := len(lines)
	for before > 0 && end > 0 && lines[end-1].N >= before {
		end--
	}
	from := max(0, end-shownLines)
	return lines[from:end], from > 0
}
