package office

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/dvcbot/dvcbot/roster/sheet"
)

// templates are the ways to write a form that is to be filled in.
var templates = map[string]func(sheet.Page, io.Writer) error{"xlsx": sheet.Page.WriteXLSX, "docx": sheet.Page.WriteDOCX}

// template draws up a form to fill in: "<directive>/<form>/<xlsx or docx>". It holds
// nothing of anybody.
func (p Papers) template(ref string) ([]byte, error) {
	parts := strings.Split(ref, "/")
	if len(parts) != 3 || templates[parts[2]] == nil {
		return nil, ErrNoPaper
	}
	for _, d := range p.Directives() {
		form, ok := d.Form(parts[1])
		if d.ID != parts[0] || !ok {
			continue
		}
		var raw bytes.Buffer
		if err := templates[parts[2]](sheet.Lay(form, nil), &raw); err != nil {
			return nil, fmt.Errorf("write a form to fill in: %w", err)
		}
		return raw.Bytes(), nil
	}
	return nil, ErrNoPaper
}
