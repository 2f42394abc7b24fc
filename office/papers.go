package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/paper"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/roster"
)

// Store is what papers are drawn up from.
type Store interface {
	Roster(context.Context, roster.Key) (roster.Roster, error)
	History(ctx context.Context, k roster.Key, since time.Time) ([]roster.Entry, error)
	Rosters(ctx context.Context, directive string) ([]roster.Roster, error)
	People(context.Context) ([]people.Person, error)
}

// Papers draws up the papers of rosters when they are sent.
type Papers struct {
	Store      Store
	Directives func() []*directive.Directive
	Now        func() time.Time
}

// ErrNoPaper means a reference to a paper that there is not.
var ErrNoPaper = errors.New("no such paper")

// file is a roster with what it belongs to.
type file struct {
	d    *directive.Directive
	form directive.Form
	unit directive.Unit
	held roster.Roster
}

// kinds draws up each kind of paper; n is its number among its kind.
var kinds = map[string]func(ctx context.Context, p Papers, s file, n int) (paper.Document, error){
	"receipt": receipt,
	"changes": changes,
}

// Read draws up the paper that a reference names, as .docx unless it says else:
// "<kind>/<directive>/<form>/<unit>/<period>/<n>", "report/<directive>" as things
// stand now, or "template/<directive>/<form>/<xlsx or docx>", a form to fill in.
func (p Papers) Read(ctx context.Context, ref string) ([]byte, error) {
	if id, ok := strings.CutPrefix(ref, "report/"); ok {
		return p.report(ctx, id)
	}
	if form, ok := strings.CutPrefix(ref, "template/"); ok {
		return p.template(form)
	}
	parts := strings.Split(ref, "/")
	draw, known := kinds[parts[0]]
	if !known || len(parts) != 6 {
		return nil, ErrNoPaper
	}
	n, err := strconv.Atoi(parts[5])
	if err != nil {
		return nil, ErrNoPaper
	}
	s, err := p.file(ctx, roster.Key{Directive: parts[1], Form: parts[2], Unit: parts[3], Period: parts[4]})
	if err != nil {
		return nil, err
	}
	d, err := draw(ctx, p, s, n)
	if err != nil {
		return nil, err
	}
	return written(d)
}

func written(d paper.Document) ([]byte, error) {
	var raw bytes.Buffer
	if err := d.Write(&raw); err != nil {
		return nil, fmt.Errorf("write a paper: %w", err)
	}
	return raw.Bytes(), nil
}

func (p Papers) file(ctx context.Context, k roster.Key) (file, error) {
	for _, d := range p.Directives() {
		form, ok1 := d.Form(k.Form)
		unit, ok2 := d.Unit(k.Unit)
		if d.ID == k.Directive && ok1 && ok2 {
			held, err := p.Store.Roster(ctx, k)
			return file{d: d, form: form, unit: unit, held: held}, err
		}
	}
	return file{}, ErrNoPaper
}

func receipt(_ context.Context, _ Papers, s file, n int) (paper.Document, error) {
	if n < 1 || n > len(s.held.Handed) {
		return paper.Document{}, ErrNoPaper
	}
	return Receipt(s.d, s.form, s.unit, s.held, s.held.Handed[n-1]), nil
}

// changes is the n-th report: what changed between the one before it, or the first
// handing in, and itself.
func changes(ctx context.Context, p Papers, s file, n int) (paper.Document, error) {
	if n < 1 || n > len(s.held.Reports) {
		return paper.Document{}, ErrNoPaper
	}
	this, before := s.held.Reports[n-1], s.held
	before.Reports = s.held.Reports[:n-1]
	history, err := p.Store.History(ctx, s.held.Key, time.Time{})
	if err != nil {
		return paper.Document{}, err
	}
	year := strconv.Itoa(this.At.In(s.d.Zone()).Year())
	return Changes(s.d, s.form, s.unit, s.held.Changed(history, before.Reported(), this.Version), year), nil
}
