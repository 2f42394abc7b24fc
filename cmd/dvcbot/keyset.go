package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/words"
)

// keyset is `dvcbot keyset new FILE`, the file that opens everything kept, mode 0600;
// and `dvcbot keyset rotate`, which gives it a new first key.
func keyset(ctx context.Context, c console, args []string) error {
	switch {
	case len(args) > 0 && args[0] == "rotate":
		return rotateKeyset(ctx, c, args[1:])
	case len(args) != 2 || args[0] != "new":
		return exit{exitUsage, errors.New(words.Say("keyset.usage"))}
	case exists(args[1]):
		return exit{exitFaults, errors.New(words.Say("keyset.there"))}
	}
	if _, err := storage.OpenKeys(args[1], true); err != nil {
		return err
	}
	return tell(c, words.Say("keyset.made"))
}

// rewrapper is a store whose data keys can be wrapped anew beside a running serve.
type rewrapper interface {
	Rewrap(context.Context) (n int, err error)
}

// rotateKeyset adds a first key and wraps every data key by it. The file comes first:
// interrupted, everything still opens, and it is done again.
func rotateKeyset(ctx context.Context, c console, args []string) error {
	f := flags("keyset rotate", c)
	bak := f.Bool("bak", false, "keep the file before as FILE.bak")
	if err := parse(f, args); err != nil {
		return err
	}
	if f.NArg() != 0 {
		return exit{exitUsage, errors.New(words.Say("keyset.usage"))}
	}
	s, err := readSettings(c.env, false)
	if err != nil {
		return err
	}
	if s.uri == "" && (!exists(s.store) || !exists(s.keyset)) {
		return exit{exitFaults, errors.New(words.Say("keyset.nothing"))}
	}
	if s.uri != "" {
		return exit{exitFaults, errors.New(words.Say("keyset.mongodb"))}
	}
	h, err := openHouse(ctx, c, s.demo, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	return h.rotate(ctx, c, *bak)
}

func (h *house) rotate(ctx context.Context, c console, bak bool) error {
	anew, ok := h.store.(rewrapper)
	if !ok {
		return exit{exitFaults, errors.New(words.Say("keyset.mongodb"))}
	}
	if err := h.keys.Rotate(bak); err != nil {
		return exit{exitFaults, fmt.Errorf("%s: %w", words.Say("keyset.failed"), err)}
	}
	n, err := anew.Rewrap(ctx)
	if err != nil {
		return exit{exitFaults, fmt.Errorf("%s: %w", words.Say("keyset.half"), err)}
	}
	return tell(c, words.Say("keyset.rotated", "n", strconv.Itoa(n)))
}

func tell(c console, sentence string) error {
	_, err := fmt.Fprintln(c.out, sentence)
	return err
}
