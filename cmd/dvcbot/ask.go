package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
)

// outOfScope is the topic of a question that the directive does not answer.
const outOfScope = "out_of_scope"

// answered is one line of `dvcbot ask --json`. Score is from 0 to 1.
type answered struct {
	Question string  `json:"question"`
	Topic    string  `json:"topic"`
	Answer   string  `json:"answer"`
	Score    float64 `json:"score"`
}

// ask is `dvcbot ask`: what the bot would answer, with no store.
func ask(_ context.Context, c console, args []string) error {
	f := flags("ask", c)
	asJSON := f.Bool("json", false, "one JSON object a question")
	id := f.String("directive", "", "which directive, where several are in force")
	if err := parse(f, args); err != nil {
		return err
	}
	d, err := chosen(c.env("DVCBOT_DIRECTIVE"), *id)
	if err != nil {
		return err
	}
	house := dialogs.New()
	if f.NArg() == 0 || f.Arg(0) == "-" {
		return askLines(c, house, d)
	}
	a := answer(house, d, strings.Join(f.Args(), " "))
	if !*asJSON {
		_, err = fmt.Fprintln(c.out, a.Answer)
		return err
	}
	return encoder(c.out).Encode(a)
}

// chosen reads the directives and gives the one named, or the only one.
func chosen(path, id string) (*directive.Directive, error) {
	all, err := loadDirectives(path)
	if err != nil {
		return nil, exit{exitSettings, err}
	}
	for _, e := range all {
		if e.d.ID == id || id == "" && len(all) == 1 {
			return e.d, nil
		}
	}
	return nil, exit{exitUsage, errors.New("mời chọn văn bản bằng --directive")}
}

func answer(house *dialogs.House, d *directive.Directive, question string) answered {
	reply := house.Ask(d, question)
	if reply.Topic == "" {
		reply.Topic = outOfScope
	}
	return answered{question, reply.Topic, reply.Text, reply.Score}
}

// longestLine is the longest question read from standard input, in bytes.
const longestLine = 1 << 20

func askLines(c console, house *dialogs.House, d *directive.Directive) error {
	lines := bufio.NewScanner(c.in)
	lines.Buffer(nil, longestLine)
	out := bufio.NewWriter(c.out)
	enc := encoder(out)
	for lines.Scan() {
		if err := enc.Encode(answer(house, d, lines.Text())); err != nil {
			return err
		}
	}
	return errors.Join(lines.Err(), out.Flush())
}

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}
