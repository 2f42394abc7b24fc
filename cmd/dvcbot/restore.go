package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/dvcbot/dvcbot/storage"
	"github.com/dvcbot/dvcbot/storage/sqlite"
	"github.com/dvcbot/dvcbot/words"
)

// restore is `dvcbot restore DIR`: a store out of the newest copies, or those named.
func restore(ctx context.Context, c console, args []string) error {
	f := flags("restore", c)
	data, keys := f.String("data", "", "the copy of the data; default the newest in DIR"), f.String("keys", "", "the newest copy of the keys, or its folder; default DIR")
	if err := parse(f, args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		return exit{exitUsage, errors.New(words.Say("restore.usage"))}
	}
	s, err := sqliteSettings(c)
	if err != nil {
		return err
	}
	if s.demo {
		return exit{exitFaults, errors.New(words.Say("restore.demo"))}
	}
	o, err := chosenCopies(f.Arg(0), *data, *keys)
	if err != nil {
		return err
	}
	o.Path = s.store
	if o.Keyset, err = storage.OpenKeys(s.keyset, false); err != nil {
		return exit{exitFaults, errors.New(words.Say("restore.keyset", "file", s.keyset))}
	}
	if err := sqlite.Restore(ctx, o); err != nil {
		return exit{exitFaults, restoreFault(err)}
	}
	return tell(c, words.Say("restore.done", "data", o.Data, "store", s.store))
}

// restoreFaults are the sentences for what stops a restoring.
var restoreFaults = []struct {
	err error
	key string
}{
	{sqlite.ErrThere, "restore.there"},
	{sqlite.ErrOlder, "restore.older"},
	{sqlite.ErrNoCopy, "restore.damaged"},
	{storage.ErrUnknownKey, "restore.strange"},
}

func restoreFault(err error) error {
	for _, one := range restoreFaults {
		if errors.Is(err, one.err) {
			return errors.New(words.Say(one.key))
		}
	}
	return fmt.Errorf("%s: %w", words.Say("restore.failed"), err)
}

// chosenCopies picks the copies. A copy of the keys that is not the newest known of is
// refused: it would bring back who was erased since.
func chosenCopies(folder, data, keys string) (o sqlite.Restored, err error) {
	o = sqlite.Restored{Data: data, Keys: keys, Now: time.Now}
	if o.Data == "" {
		o.Data = last(copies(folder, "data-"))
	}
	apart := folderOr(keys, folder)
	if info, err := os.Stat(apart); err == nil && info.IsDir() {
		o.Keys = last(copies(apart, "keys-"))
	}
	if o.Data == "" || o.Keys == "" || !exists(o.Data) || !exists(o.Keys) {
		return o, exit{exitFaults, errors.New(words.Say("restore.nothing"))}
	}
	at, dated := madeAt(o.Keys, "keys-")
	if !dated || at.Before(newestCopy(folder, filepath.Dir(o.Keys))) {
		return o, exit{exitFaults, errors.New(words.Say("restore.older"))}
	}
	return o, nil
}

func last(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// newestCopy is when the newest copy in any of the folders was made.
func newestCopy(folders ...string) (at time.Time) {
	for _, folder := range folders {
		for _, kind := range []string{"data-", "keys-"} {
			if made, ok := madeAt(last(copies(folder, kind)), kind); ok && made.After(at) {
				at = made
			}
		}
	}
	return at
}
