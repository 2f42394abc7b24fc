// Command dvcbot takes a public office through an official directive. This package
// wires the rooms together, a file for each command, and is the only one that
// reads the environment.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the zone of the directive on any machine
)

// Exit codes.
const (
	exitFine     = 0
	exitWarnings = 1
	exitFaults   = 2
	exitUsage    = 64
	exitSettings = 78
)

// exit is an error with the code that the process ends with.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// console is what a command talks to.
type console struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
}

type command func(context.Context, console, []string) error

var commands = map[string]command{
	"serve": serve, "chat": talk, "invite": invite, "roster": rosterCommand, "remind": remind, "directive": directiveCommand,
	"ask": ask, "gaps": gaps, "check": check, "doctor": doctor, "people": listPeople, "revoke": revoke, "support": support, "keyset": keyset, "erase": erase,
	"backup": backup, "restore": restore,
}

const usage = `dvcbot [serve [--demo]]            everything: page, channels, reminders
dvcbot chat [--as staff|head:UNIT]  talk in the terminal
dvcbot invite --role R [--unit U]   a one-time code
dvcbot revoke --person ID --role R [--unit U] [--force]  take a role back; --force: even the office's last one
dvcbot people                       who is who
dvcbot people --requests | --done ID | --refuse ID  what people ask about what is kept on them
dvcbot roster export --format xlsx|docx|csv|json [--unit U] -o FILE|-
dvcbot roster template --format xlsx|docx|csv -o FILE|-
dvcbot roster verify FILE           is this export what is stored
dvcbot roster import FILE [--yes]   a file back in: what differs, and write it
dvcbot remind plan [--from T] [--to T] [--json]
dvcbot support [--all] [--json]     open questions
dvcbot support answer ID -          answer one from standard input
dvcbot check --field F [--level A|B|C] [-|VALUE]
dvcbot check [--unit U] [--level A|B|C] [--paste] FILE|-
dvcbot ask [--json] [-|QUESTION]    what the bot would answer
dvcbot gaps [--json]                questions that nothing answered, the like together
dvcbot directive lint FILE | show
dvcbot erase --row ID | --person ID | --phone - | --id - | --due [--yes]
dvcbot keyset new FILE              the file that opens everything kept
dvcbot keyset rotate [--bak] [--only file|data]  a new first key; serve goes on meanwhile
dvcbot backup [--keys DIR2] DIR     copy data and keys while serve runs
dvcbot restore [--data FILE] [--keys FILE|DIR2] DIR  a store out of copies, where none is
dvcbot doctor [--json] [--live]
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if faults := misspelt(os.Environ()); len(faults) > 0 {
		_, more := readSettings(os.Getenv, false)
		_, _ = fmt.Fprintln(os.Stderr, errors.Join(append(faults, more)...))
		stop()
		os.Exit(exitSettings)
	}
	os.Exit(run(ctx, console{os.Stdin, os.Stdout, os.Stderr, os.Getenv}, os.Args[1:]))
}

func run(ctx context.Context, c console, args []string) int {
	name := "serve"
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		name, args = args[0], args[1:]
	}
	do, ok := commands[name]
	if !ok {
		_, _ = fmt.Fprint(c.err, usage)
		return exitUsage
	}
	err := do(ctx, c, args)
	var coded exit
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &coded):
		if coded.err != nil {
			_, _ = fmt.Fprintln(c.err, coded.err)
		}
		return coded.code
	}
	_, _ = fmt.Fprintln(c.err, err)
	return exitFaults
}
