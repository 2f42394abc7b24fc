package draw

import (
	"sync"

	"github.com/dvcbot/dvcbot/directive"
)

// Gallery draws what references name, each once for an edition. It is safe for
// concurrent use, and holds no more pictures than the directives in force have.
type Gallery struct {
	inForce func() []*directive.Directive
	mu      sync.Mutex
	hung    map[string]*picture
}

// picture is drawn at its first use in each of its two forms.
type picture struct {
	of  *directive.Directive
	alt string
	svg func() string
	png func() ([]byte, error)
}

// NewGallery makes a gallery of the directives in force.
func NewGallery(inForce func() []*directive.Directive) *Gallery {
	return &Gallery{inForce: inForce, hung: map[string]*picture{}}
}

// PNG gives a reference's card: 1080 pixels wide, light, under MaxPNG bytes, with its
// text alternative. A reference that names nothing is ErrUnknown.
func (g *Gallery) PNG(ref string) (raw []byte, alt string, err error) {
	p, err := g.picture(ref)
	if err != nil {
		return nil, "", err
	}
	raw, err = p.png()
	return raw, p.alt, err
}

// SVG gives a reference's drawing without a card, to stand within a page whose style
// sheet colours its sc- classes. A reference that names nothing is ErrUnknown.
func (g *Gallery) SVG(ref string) (markup, alt string, err error) {
	p, err := g.picture(ref)
	if err != nil {
		return "", "", err
	}
	return p.svg(), p.alt, nil
}

func (g *Gallery) picture(ref string) (*picture, error) {
	of, id, ok := cut(ref)
	if !ok {
		return nil, ErrUnknown
	}
	for _, d := range g.inForce() {
		if d.ID == of {
			return g.hang(d, id)
		}
	}
	return nil, ErrUnknown
}

func (g *Gallery) hang(d *directive.Directive, id string) (*picture, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	key := d.ID + "/" + id
	if p, ok := g.hung[key]; ok && p.of == d {
		return p, nil
	}
	of, err := find(d, id)
	if err != nil {
		return nil, err
	}
	p := &picture{of: d, alt: alt(of), png: sync.OnceValues(func() ([]byte, error) { return drawCard(of) })}
	p.svg = sync.OnceValue(func() string { return drawScreen(of) })
	g.hung[key] = p
	return p, nil
}

func drawCard(of subject) ([]byte, error) {
	s := &sheet{pen: newPen()}
	return paint(s, s.card(of))
}

func drawScreen(of subject) string {
	s := &sheet{pen: newPen()}
	h := s.screen(of.screen, 4)
	return svg(s, h+8, alt(of))
}
