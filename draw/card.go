package draw

import (
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/words"
)

// CardWidth is the width of a card in pixels.
const CardWidth = 1080

// card lays out the whole picture for a channel without a page: which step of what, the
// screen, what to press as text, where it comes from. It gives its height.
func (s *sheet) card(of subject) float64 {
	y := s.head(of, 40)
	y += s.write(runs(titleOf(of), strong, true), 60, column{40, 1000, left}, y) + 18
	y += s.screen(of.screen, y) + 34
	for _, p := range of.step.Press {
		y += s.todo(p.Zone, p.Text, y) + 16
	}
	for _, w := range of.step.Warnings {
		y += s.warning(w, y) + 16
	}
	y += 8 + s.write(runs(origin(of), soft, false), 36, column{40, 1000, left}, y+8)
	return y + 36
}

func titleOf(of subject) string {
	if of.step.Title != "" {
		return of.step.Title
	}
	return of.screen.Title
}

// head says which step of which procedure, with its bar.
func (s *sheet) head(of subject, y float64) float64 {
	n := len(of.proc.Steps)
	if n == 0 {
		return y
	}
	label := runs(of.step.Label+"/"+strconv.Itoa(n), strong, true)
	long := s.pen.total(label, 46)
	s.write(label, 46, column{40, 1000, right}, y)
	used := s.write(runs(of.proc.Title, soft, false), 42, column{40, 1000 - long - 30, left}, y+4)
	y += max(used, 46*leading) + 12
	w := (1000 - 14*float64(n-1)) / float64(n)
	for i := range n {
		paint := todo
		switch {
		case i+1 < of.step.Number:
			paint = done
		case i+1 == of.step.Number:
			paint = now
		}
		s.put(rectOf(paint, area{40 + float64(i)*(w+14), y, w, 20}, 10))
	}
	return y + 42
}

// todo is one thing to do, with the zone's number.
func (s *sheet) todo(zone, text string, y float64) float64 {
	h := s.write(runs(text, strong, false), 50, column{142, 898, left}, y+6)
	if zone != "" {
		s.number(zone, 80, y+6+50*leading/2, true)
	} else {
		s.put(lineOf(ray, rightIcon, 80, y+6+50*leading/2, 1))
	}
	return max(h+6, 2*discR)
}

func (s *sheet) warning(text string, y float64) float64 {
	s.put(lineOf(cross, warnIcon, 80, y+8+46*leading/2, 0.8))
	return max(s.write(runs(text, never, true), 46, column{142, 898, left}, y+8)+8, 2*discR)
}

// origin says that this is a drawing after the text, and of which day.
func origin(of subject) string {
	clause := of.of.Number
	if t, ok := of.of.Topic(of.step.Topic); ok {
		clause = t.Clause
	}
	date := of.of.Date
	if at, err := time.Parse(time.DateOnly, date); err == nil {
		date = at.Format("2/1/2006")
	}
	said := words.Say("draw.origin", "clause", clause, "date", date)
	if b, ok := of.of.Banner(of.proc.Banner); ok {
		said += " " + strings.TrimSuffix(b.Short, ".") + "."
	}
	return said
}

func sayNot() string { return words.Say("draw.not") }
