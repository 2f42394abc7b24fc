package sheet

import (
	"context"
	"slices"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/roster"
)

// layout says which columns of a table hold what: a list, because an id may stand in
// one of two columns, and a name in both.
type layout map[string][]int

// reader goes down one table.
type reader struct {
	t       Table
	o       Options
	lay     layout
	found   bool // by a heading or by content
	guessed bool // by content
	bottom  bool // the remarks and signatures have begun
	section string
	unit    directive.Unit
	titled  directive.Unit // from the table's title or name
	level   string         // likewise
	covers  map[[2]int][2]int
	phrases phrases
	seen    map[string]heading        // of each text
	units   map[string]roster.Verdict // of each text of a unit: they repeat
	people  []Person
	ignored []Ignored
}

func newReader(t Table, o Options) *reader {
	r := &reader{t: t, o: o, covers: map[[2]int][2]int{}, phrases: phrasesOf(o.Form), seen: map[string]heading{}, units: map[string]roster.Verdict{}}
	for _, s := range t.spans {
		for row := s.top; row <= s.bottom && row <= s.top+MaxRows; row++ {
			for col := s.left; col <= s.right && col < maxColumns; col++ {
				r.covers[[2]int{row, col}] = [2]int{s.top, s.left}
			}
		}
	}
	r.entitle(t.Name)
	return r
}

// heading recognises a text, once: texts repeat.
func (r *reader) heading(text string) heading {
	h, known := r.seen[text]
	if !known {
		h = r.phrases.recognise(text)
		r.seen[text] = h
	}
	return h
}

func (r *reader) run(ctx context.Context) error {
	for i := 0; i < len(r.t.Lines); i++ {
		if i%256 == 0 && ctx.Err() != nil {
			return refuse("too_large")
		}
		if n := r.head(i); n > 0 {
			for _, l := range r.t.Lines[i : i+n] {
				r.ignore(l, "heading")
			}
			i += n - 1
			continue
		}
		if r.lay == nil {
			r.before(r.t.Lines[i])
			continue
		}
		r.take(r.t.Lines[i])
	}
	if r.lay == nil {
		return r.byContent(ctx)
	}
	return nil
}

// byContent reads a table without headings: what its columns hold tells what they are.
func (r *reader) byContent(ctx context.Context) error {
	if r.lay = infer(r.o, r.t); r.lay == nil {
		return nil
	}
	r.found, r.guessed, r.ignored = true, true, nil
	for i, l := range r.t.Lines {
		if i%256 == 0 && ctx.Err() != nil {
			return refuse("too_large")
		}
		usual := r.lay
		r.lay = r.realigned(l)
		r.take(l)
		r.lay = usual
	}
	return nil
}

// clearly is by how many cells another layout must fit a line better.
const clearly = 0.9

// realigned is the layout of a line whose cells have slipped, because an empty one was
// not pasted: it is read by its own content when that fits clearly better.
func (r *reader) realigned(l Line) layout {
	if !r.t.pasted {
		return r.lay
	}
	enough := r.agreement(r.lay, l) + clearly
	if enough > float64(len(l.filled())) { // no layout agrees with more than all cells
		return r.lay
	}
	own := infer(r.o, Table{Lines: []Line{l}})
	if own == nil || r.agreement(own, l) < enough {
		return r.lay
	}
	return own
}

// agreement is how many cells of a line look like what a layout says.
func (r *reader) agreement(lay layout, l Line) float64 {
	sum := 0.0
	for _, c := range r.o.Form.Columns {
		if like, ok := likeness[c.Kind]; ok && lay[c.ID] != nil {
			sum += like(r.o, l.text(lay[c.ID][0]))
		}
	}
	return sum
}

// head reports how many lines from i on are headings, and takes their layout.
func (r *reader) head(i int) int {
	lay, n := r.headings(i)
	if n == 0 {
		return 0
	}
	r.lay, r.found, r.bottom = lay, true, false
	for i+n < len(r.t.Lines) && numbering(r.t.Lines[i+n]) {
		n++
	}
	return n
}

// numbering is a line that numbers the columns: (1) (2) (3), or 1 2 3 4.
func numbering(l Line) bool {
	columns := l.filled()
	if len(columns) < 3 {
		return false
	}
	last := 0
	for _, c := range columns {
		n := 0
		for _, d := range strings.Trim(l.text(c), "()[] .") {
			if d < '0' || d > '9' || n > 100 {
				return false
			}
			n = n*10 + int(d-'0')
		}
		if n <= last || n > 40 {
			return false
		}
		last = n
	}
	return true
}

func (r *reader) ignore(l Line, why string) {
	if l.Number == 0 { // made from the labels of a pasted block
		return
	}
	if len(l.filled()) > 0 || why == "heading" || why == "empty" && slices.ContainsFunc(l.Cells, func(c Cell) bool { return c.Text != "" }) {
		r.ignored = append(r.ignored, Ignored{r.t.Name, l.Number, why})
	}
}

// letters names the columns of the layout.
func (r *reader) letters() map[string]string {
	all := map[string]string{}
	for id, columns := range r.lay {
		switch id {
		case "number", "section", "given":
			continue
		case "family":
			id = r.o.Form.Name
		case "all_rights":
			id = Rights
		}
		all[id] = Letter(columns[0])
	}
	return all
}
