package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

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

// What `keyset rotate --only` does of the whole: the file, or the data keys.
const (
	onlyFile = "file"
	onlyData = "data"
)

// rotateKeyset adds a first key and wraps every data key by it. The file comes first:
// interrupted, everything still opens, and it is done again.
func rotateKeyset(ctx context.Context, c console, args []string) error {
	f := flags("keyset rotate", c)
	bak := f.Bool("bak", false, "keep the file before as FILE.bak")
	only := f.String("only", "", "file: a new first key in the file; data: wrap the data keys by it")
	if err := parse(f, args); err != nil {
		return err
	}
	if f.NArg() != 0 || !slices.Contains([]string{"", onlyFile, onlyData}, *only) {
		return exit{exitUsage, errors.New(words.Say("keyset.usage"))}
	}
	s, err := readSettings(c.env, false)
	if err != nil {
		return err
	}
	if s.uri == "" && (!exists(s.store) || !exists(s.keyset)) {
		return exit{exitFaults, errors.New(words.Say("keyset.nothing"))}
	}
	h, err := openHouse(ctx, c, s.demo, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	return h.rotate(ctx, c, *only, *bak)
}

func (h *house) rotate(ctx context.Context, c console, only string, bak bool) error {
	if only == "" {
		if err := h.aloneWithKeyset(ctx); err != nil {
			return err
		}
	}
	if only != onlyData {
		if err := h.keys.Rotate(bak); err != nil {
			return exit{exitFaults, fmt.Errorf("%s: %w", words.Say("keyset.failed"), err)}
		}
	}
	if only == onlyFile {
		return tell(c, words.Say("keyset.file"))
	}
	n, err := h.store.Rewrap(ctx)
	if err != nil {
		return exit{exitFaults, fmt.Errorf("%s: %w", words.Say("keyset.half"), err)}
	}
	return tell(c, words.Say("keyset.rotated", "n", strconv.Itoa(n)))
}

// aloneWithKeyset refuses to do both at once while several replicas share a MongoDB: one
// on another machine, with the file of before, could open nothing more.
func (h *house) aloneWithKeyset(ctx context.Context) error {
	if h.settings.uri == "" {
		return nil
	}
	live, err := h.store.Live(ctx, "replica/", time.Now())
	if err != nil {
		return err
	}
	if len(live) > 1 {
		return exit{exitFaults, errors.New(words.Say("keyset.shared", "n", strconv.Itoa(len(live))))}
	}
	return nil
}

func tell(c console, sentence string) error {
	_, err := fmt.Fprintln(c.out, sentence)
	return err
}
