package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/dvcbot/dvcbot/directive"
)

const rosterUsage = `dvcbot roster export --format xlsx|docx|csv|json [--unit U] -o FILE|-
dvcbot roster template --format xlsx|docx|csv -o FILE|-
dvcbot roster verify FILE
dvcbot roster import FILE [--unit U] [--yes]`

// rosterCommand is `dvcbot roster`: the forms out, in, and compared.
func rosterCommand(ctx context.Context, c console, args []string) error {
	deeds := map[string]func(context.Context, console, []string) error{
		"export": rosterExport, "template": rosterTemplate, "verify": rosterVerify, "import": rosterImport,
	}
	if len(args) == 0 || deeds[args[0]] == nil {
		return exit{exitUsage, errors.New(rosterUsage)}
	}
	return deeds[args[0]](ctx, c, args[1:])
}

// chosenForm finds a form by id, the first when none is asked for.
func chosenForm(d *directive.Directive, id string) (directive.Form, error) {
	if len(d.Forms) == 0 {
		return directive.Form{}, exit{exitUsage, errors.New("văn bản không có biểu nào")}
	}
	if id == "" {
		return d.Forms[0], nil
	}
	f, ok := d.Form(id)
	if !ok {
		return f, exit{exitUsage, errors.New("văn bản không có biểu này")}
	}
	return f, nil
}

func writeTo(c console, path string, write func(io.Writer) error) error {
	if path == "-" {
		return write(c.out)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}
